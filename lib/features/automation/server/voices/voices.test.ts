import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { openingOf, plainVoice } from './plain-voice';
import { storyVoice } from './story-voice';
import type { TellingRequest } from './voice';

const request: TellingRequest = { prompt: 'A diver who finds a bell', genre: 'adventure', style: 'plain', seed: 5, variant: 0 };

describe('the composer’s voice', () => {
  it('tells the same again, another story for another telling, and hands over its plan with what each step kept', async () => {
    const voice = storyVoice('composer');
    const [first, again, second] = [await voice.tell(request), await voice.tell(request), await voice.tell({ ...request, variant: 1 })];
    expect(again).toEqual(first);
    expect(second!.text).not.toBe(first!.text);
    expect(first!.told!.plan).toMatchObject({ genre: 'adventure', object: { noun: 'bell' } });
    expect(first!.told!.keep.want).toEqual(expect.arrayContaining(['object', 'want']));
    expect(first!.sentences.length).toBeGreaterThan(7);
  });

  it('is heard step by step', async () => {
    const heard: string[] = [];
    const told = await storyVoice('composer').tell({ ...request, onText: (text) => heard.push(text) });
    expect(heard).toHaveLength(7);
    expect(heard.at(-1)!.replaceAll(/\s+/g, ' ')).toBe(told!.text.replaceAll(/\s+/g, ' '));
  });
});

describe('a writer’s voice', () => {
  it('is checked in every other telling, and gives nothing where the composer had to tell it', async () => {
    const asked: { temperature?: number; count?: number }[] = [];
    const silent = {
      generate: async (input: { temperature?: number }, onText?: (more: string) => void) => {
        asked.push(input);
        onText?.('The sea ');
        onText?.('was calm.');
        return { text: 'The sea was calm.', tokens: 4, finish: 'stop' as const, logLikelihood: -1 };
      },
      async candidates(input: { temperature?: number; count?: number }) {
        asked.push(input);
        return [];
      },
      score: async () => [],
    };
    const voice = storyVoice('writer', { name: 'writer', version: '1', client: silent });
    expect(await voice.tell(request)).toBeUndefined();
    expect(asked.splice(0)[0]).toMatchObject({ temperature: 0.7, count: 1 });
    const heard: string[] = [];
    const told = await voice.tell({ ...request, variant: 1, onText: (text) => heard.push(text) });
    expect(told).toMatchObject({ settings: { mode: 'single', composerShare: 0 } });
    expect(heard.slice(0, 4)).toEqual(['The sea ', 'The sea was calm.', 'The sea was calm.', 'The sea was calm. The sea ']);
    await voice.tell({ ...request, variant: 2 });
    expect(asked.at(-1)).toMatchObject({ temperature: 0.85 });
    expect(voice.model).toEqual({ name: 'writer', version: '1' });
  });
});

describe('a model that knows no plans', () => {
  const rng = createRng(1);
  const writing = (text: string) => ({
    async generate(_input: unknown, onText?: (more: string) => void) {
      for (const part of text.match(/.{1,20}/gs) ?? []) onText?.(part);
      return { text, tokens: rng.int(10), finish: 'length' as const, logLikelihood: -1 };
    },
  });

  it('writes on from the prompt; what breaks off is left out', async () => {
    const heard: string[] = [];
    const voice = plainVoice({ name: 'm', version: '1' }, writing(' She rang it. The sea rose. Then the'));
    const told = await voice.tell({ ...request, onText: (text) => heard.push(text) });
    expect(told!.text).toBe('Once there was a diver who finds a bell. She rang it. The sea rose.');
    expect(heard.at(-1)).toBe('Once there was a diver who finds a bell. She rang it. The sea rose. Then the');
    expect(await plainVoice({ name: 'm', version: '1' }, writing(' no end')).tell(request)).toBeUndefined();
  });

  it('opens with any prompt', () => {
    expect(openingOf("An old ship's cook who steers home.")).toBe("Once there was an old ship's cook who steers home.");
    expect(openingOf("A ship's cook must steer")).toBe("A ship's cook must steer.");
    expect(openingOf('Snow in July!')).toBe('Snow in July.');
  });
});
