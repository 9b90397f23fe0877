import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import type { Completed, CompletionAsk, Engine } from '@/lib/features/engines/server';
import { writeStoryInput } from '../../schemas';
import { tellStory } from '../write-story';
import { askInWords, engineWriter } from './engine-writer';

const prefix =
  '<|story|>genre: dark_fantasy | style: first_person | beat: turn | name: Amara (she) | object: violin | thread: ink<|before|>Rain fell. She ran.<|text|>';

function engine(model: string, complete: (ask: CompletionAsk) => Completed | LoamError): Engine & { asks: CompletionAsk[] } {
  const asks: CompletionAsk[] = [];
  return {
    kind: 'server',
    model,
    at: 'there:1',
    asks,
    async complete(ask) {
      asks.push(ask);
      const answer = complete(ask);
      if (answer instanceof LoamError) throw answer;
      return Promise.resolve(answer);
    },
    embed: () => Promise.reject(new Error('not asked here')),
  };
}
const says =
  (text: string, finish: 'stop' | 'length' = 'stop') =>
  () => ({ text, finish, tokens: 9, promptTokens: 3 });
const fails = () => new LoamError('unavailable', 'The server there:1 cannot be reached.');

it('says in words what the plan’s prefix says', () => {
  const words = askInWords(prefix);
  expect(words).toContain('dark fantasy story, told in a first person manner');
  expect(words).toContain('name: Amara (she); object: violin.');
  expect(words.endsWith('\nRain fell. She ran.')).toBe(true);
  expect(words).not.toMatch(/ink|<\|/);
  expect(askInWords(prefix.replace(/<\|before\|>.*<\|text/, '<|text')).endsWith('The story:')).toBe(true);
});

describe('an engine as a writer', () => {
  it('writes whole sentences of one paragraph, each candidate with a seed of its own', async () => {
    const only = engine('llama', says(' She played “on.” And then the\n\nmore', 'length'));
    const { client } = engineWriter([only], undefined);
    const written = await client.candidates({ prompt: prefix, count: 3, seed: 5, maxTokens: 30 });
    expect(written.map(({ text, finish }) => [text, finish])).toEqual(Array(3).fill(['She played “on.”', 'stop']));
    expect(only.asks.map(({ seed, maxTokens }) => [seed, maxTokens])).toEqual([5, 6, 7].map((seed) => [seed, 30]));
    expect(await client.generate({ prompt: prefix })).toMatchObject({ text: 'She played “on.”' });
    expect(await client.score(['a', 'b'])).toEqual([new Float32Array(1), new Float32Array(1)]);
  });

  it('gives its place to the next one for the rest of the story, and the story says so', async () => {
    const [first, second] = [engine('llama', fails), engine('mistral', says('It rained. '))];
    const story = await tellStory(writeStoryInput.parse({ prompt: 'a lighthouse keeper', seed: 1, mode: 'single' }), {
      writer: engineWriter([first, second], { name: 'writer', version: '1', client: engineWriter([], undefined).client }),
    });
    expect(first.asks).toHaveLength(1);
    expect(second.asks).toHaveLength(7);
    expect(story).toMatchObject({ writer: { name: 'mistral', version: 'there:1' }, fallback: { sentences: 0 } });
    expect(story.note).toContain('cannot be reached');
    expect(story.note).toContain('mistral');
  });

  it('leaves the story to the usual writer, and then to the composer', async () => {
    const input = writeStoryInput.parse({ prompt: 'a lighthouse keeper', seed: 1, mode: 'single' });
    const usual = { name: 'writer', version: '1', client: engineWriter([engine('own', says('It rained.'))], undefined).client };
    const told = await tellStory(input, { writer: engineWriter([engine('llama', fails)], usual) });
    expect(told).toMatchObject({
      writer: { name: 'writer', version: '1' },
      note: 'The server there:1 cannot be reached. writer 1 told the rest.',
    });
    const composed = await tellStory(input, { writer: engineWriter([engine('llama', fails)], undefined) });
    expect(composed).toMatchObject({ writer: null, fallback: { share: 1 }, note: 'The server there:1 cannot be reached.' });
  });
});
