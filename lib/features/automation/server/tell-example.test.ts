import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import type { StoryScore } from '@/lib/features/stories';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import { signatureOf, type Known } from './near-duplicates';
import type { PlannedText } from './plan-batch';
import { tellExample, type Telling } from './tell-example';
import type { TellingRequest, Voice } from './voices/voice';

const scoreOf = (score: number): StoryScore => ({
  score,
  probability: 0.5,
  parts: [
    { fault: 'order', label: 'Sentences out of order', points: (score - 10) * 0.9, probability: 0.4, signs: [] },
    { fault: 'cut', label: 'Breaks off', points: (score - 10) * 0.1, probability: 0.1, signs: [] },
  ],
  words: 180,
  sentences: 12,
  notes: [],
  model: { name: 'quality', version: '1' },
  writer: { name: 'writer', version: '1' },
});

const story = (name: string, n: number) => Array.from({ length: 60 }, (_, i) => `${name}${n}x${i}`).join(' ');

/** A voice whose n-th telling of a text gets the n-th score; null for nothing usable. */
function voiceOf(voice: TellingVoice, points: readonly (number | null)[], asked: TellingRequest[] = []) {
  const scores = new Map(points.map((score, n) => [story(voice, n), score]));
  const told: Voice = {
    voice,
    model: null,
    async tell(request) {
      asked.push(request);
      if (points[request.variant] === null) return undefined;
      return { text: story(voice, request.variant), sentences: [], settings: { variant: request.variant } };
    },
  };
  return { told, scores, asked };
}

function telling(voices: readonly ReturnType<typeof voiceOf>[], change: Partial<Telling> = {}): Telling {
  return {
    voices: voices.map(({ told }) => told),
    candidates: 2,
    score: async (text) => scoreOf(voices.flatMap(({ scores }) => scores.get(text) ?? [])[0]),
    vectorOf: async () => undefined,
    known: () => [],
    ...change,
  };
}
const text = (voice: PlannedText['voice']): PlannedText => ({
  position: 0,
  genre: 'horror',
  prompt: 'A door',
  style: 'plain',
  seed: 7,
  voice,
});

describe('telling an example', () => {
  it('keeps the best of all voices where the text is open to them', async () => {
    const voices = [voiceOf('composer', [8.1]), voiceOf('writer', [8.6])];
    const told = await tellExample(text('open'), telling(voices));
    expect(told).toMatchObject({ voice: 'writer', state: 'collected', reason: null, others: [{ voice: 'composer', score: 8.1 }] });
    expect(told.signature).toEqual(signatureOf(told.told!.text));
  });

  it('asks one voice alone where the text is kept for it, however well the others do', async () => {
    const voices = [voiceOf('composer', [9.9, 9.9]), voiceOf('writer', [7.2, 7.9])];
    expect(await tellExample(text('writer'), telling(voices))).toMatchObject({ voice: 'writer', score: { score: 7.9 } });
    expect(voices[0].asked).toEqual([]);
    expect(voices[1].asked.map(({ variant }) => variant)).toEqual([0, 1]);
  });

  it('asks each voice once at least, and goes round as long as there are tellings', async () => {
    const voices = [voiceOf('composer', [7, 7, 7]), voiceOf('writer', [7, 7]), voiceOf('own', [7, 7])];
    await tellExample(text('open'), telling(voices, { candidates: 1 }));
    expect(voices.map(({ asked }) => asked.length)).toEqual([1, 1, 1]);
    await tellExample(text('open'), telling(voices, { candidates: 4 }));
    expect(voices.map(({ asked }) => asked.length)).toEqual([3, 2, 2]);
  });

  it('collects from 7.0 on, and says what took the points below', async () => {
    expect((await tellExample(text('composer'), telling([voiceOf('composer', [7, 6])]))).state).toBe('collected');
    const below = await tellExample(text('composer'), telling([voiceOf('composer', [6.99, 5])]));
    expect(below).toMatchObject({ state: 'below_threshold', reason: 'Scored 7.0, below 7: sentences out of order' });
    expect(below.signature).toBeDefined();
  });

  it('passes over a near-duplicate for the next best, and refuses the text where all are', async () => {
    const voices = [voiceOf('composer', [8, 9])];
    const known = (n: number): Known => ({ id: `k${n}`, signature: signatureOf(story('composer', n)) });
    expect(await tellExample(text('composer'), telling(voices, { known: () => [known(1)] }))).toMatchObject({
      state: 'collected',
      told: { settings: { variant: 0 } },
    });
    expect(await tellExample(text('composer'), telling(voices, { known: () => [known(0), known(1)] }))).toMatchObject({
      state: 'near_duplicate',
      reason: '100 % the same words as an example that is there already',
      signature: undefined,
    });
  });

  it('says where nothing came of it, and goes on behind a telling that was refused', async () => {
    expect(await tellExample(text('writer'), telling([voiceOf('writer', [null, null])]))).toMatchObject({
      voice: 'writer',
      state: 'no_text',
    });
    const refusing = voiceOf('writer', [8, 8]);
    const tell = refusing.told.tell.bind(refusing.told);
    refusing.told.tell = (request) =>
      request.variant === 0 ? Promise.reject(new LoamError('timeout', 'It took too long.')) : tell(request);
    expect((await tellExample(text('writer'), telling([refusing]))).state).toBe('collected');
    refusing.told.tell = () => Promise.reject(new LoamError('timeout', 'It took too long.'));
    expect(await tellExample(text('writer'), telling([refusing]))).toMatchObject({ state: 'no_text', reason: 'It took too long.' });
  });

  it('ends with a defect, and where it is told to', async () => {
    const broken = voiceOf('writer', [8]);
    broken.told.tell = () => Promise.reject(new TypeError('a defect'));
    await expect(tellExample(text('writer'), telling([broken]))).rejects.toThrow('a defect');
    const stopped = AbortSignal.abort(new Error('stop'));
    await expect(tellExample(text('writer'), telling([voiceOf('writer', [8])], { signal: stopped }))).rejects.toThrow('stop');
  });
});
