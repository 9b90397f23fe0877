import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { beats } from '../composer/beats';
import { planStory } from '../composer/plan-story';
import { splitSentences } from '../composer/sentences';
import { realiseStory, type RealiseEvent, type RealisedStory } from './realise-story';
import { scriptedWriter, type Script } from './testing/scripted-writer';

const plan = planStory({ prompt: 'a lighthouse keeper named Zorvath on Mars who finds a violin', genre: 'mystery', rng: createRng(4) });
const tell = (script: Script = {}, mode: 'checked' | 'single' = 'checked', seed = 1) =>
  realiseStory(plan, { client: scriptedWriter(plan, script), mode, rng: createRng(seed) });
const faultsOf = ({ trace }: RealisedStory, beat: string) =>
  trace.find((entry) => entry.beat === beat)?.candidates.flatMap(({ faults }) => faults.map(({ check }) => check)) ?? [];
const authorsOf = ({ sentences }: RealisedStory, beat: string) => [
  ...new Set(sentences.filter((sentence) => sentence.beat === beat).map(({ author }) => author)),
];

describe('realiseStory', () => {
  it('tells what the writer wrote where nothing speaks against it, with the prompt’s own facts', async () => {
    const story = await tell();
    expect(new Set(story.sentences.map(({ beat }) => beat))).toEqual(new Set(beats));
    expect(story.sentences.filter(({ author }) => author === 'composer')).toEqual([]);
    for (const fact of ['Zorvath', 'lighthouse keeper', 'Mars', 'violin']) expect(story.text).toContain(fact);
    expect(story.text.split('\n\n')).toHaveLength(5);
  });

  it('gives the writer plan and story so far, and every candidate of one prompt in one call', async () => {
    const client = scriptedWriter(plan);
    const story = await realiseStory(plan, { client, mode: 'checked', rng: createRng(1) });
    expect(client.prompts).toHaveLength(7);
    expect(client.prompts[0]).toMatch(/^<\|story\|>genre: mystery .*beat: setting .*place: on Mars.*<\|text\|>$/);
    const [opening] = story.sentences;
    expect(client.prompts[1]).toContain(`<|before|>${opening.text}`);
  });

  const faults: [string, string, Script['change']][] = [
    ['wrong names', 'names', (text) => `${text.replaceAll('Zorvath', 'Mirabel')} Philomena, Tobias and Ludvik were there.`],
    ['a missing object', 'slots', (text) => text.replace(/violin/gi, 'matter').replace(/\bit\b/gi, 'that')],
    ['a repeated sentence', 'repetition', (text) => `${text} ${splitSentences(text).sort((a, b) => b.length - a.length)[0]}`],
    ['a text cut short', 'sentences', (text) => text.slice(0, -7)],
    ['signs of the prefix', 'sentences', (text) => `${text} | beat: turn`],
    ['nothing', 'sentences', () => ''],
  ];
  it.each(faults)('refuses %s, and lets the composer step in by name', async (_, check, change) => {
    const story = await tell({ change: (text, beat, n) => (beat === 'want' ? (change?.(text, beat, n) ?? '') : text) });
    expect(faultsOf(story, 'want')).toContain(check);
    const trace = story.trace.find(({ beat }) => beat === 'want');
    if (trace?.chosen === null) expect(authorsOf(story, 'want')).toEqual(['composer']);
    else expect(trace?.mended).toBe(true);
    expect(story.text).not.toMatch(/Mirabel|\|/);
    expect(authorsOf(story, 'turn')).toEqual(['writer']);
  });

  it('refuses a wrong pronoun', async () => {
    const she = { ...plan, hero: { ...plan.hero, pronouns: 'she' as const }, ally: { ...plan.ally, pronouns: 'she' as const } };
    const wrong = (text: string): string => `${text} Zorvath put up his collar.`;
    const story = await realiseStory(she, {
      client: scriptedWriter(she, { change: (text, beat) => (beat === 'character' ? wrong(text) : text) }),
      mode: 'checked',
      rng: createRng(1),
    });
    expect(faultsOf(story, 'character')).toContain('pronouns');
    expect(story.text).not.toContain('his collar');
  });

  it('takes the one sound candidate among faulty ones', async () => {
    const story = await tell({ change: (text, _, n) => (n === 2 ? text : text.replaceAll('Zorvath', 'Mirabel').slice(0, -5)) });
    for (const { chosen, candidates } of story.trace) {
      expect(candidates[chosen ?? -1].faults).toEqual([]);
      expect((chosen ?? 0) % 4).toBe(2);
    }
  });

  it('puts the plan’s name in the place of another that stands in its stead, and says that it was mended', async () => {
    const story = await tell({ change: (text, beat) => (beat === 'want' ? text.replaceAll('Zorvath', 'Mirabel') : text) });
    expect(faultsOf(story, 'want')).toContain('names');
    expect(story.trace.find(({ beat }) => beat === 'want')).toMatchObject({ mended: true });
    expect(authorsOf(story, 'want')).toContain('mended');
    expect(authorsOf(story, 'want')).not.toContain('composer');
    for (const { beat, author, putIn, text } of story.sentences) {
      const named = beat === 'want' && text.includes('Zorvath');
      expect(author, text).toBe(named ? 'mended' : 'writer');
      expect(putIn.map(({ words, insteadOf }) => `${words} for ${insteadOf}`)).toEqual(named ? text.match(/Zorvath/g)?.map(() => 'Zorvath for Mirabel') : []); // prettier-ignore
    }
    expect(story.text).not.toContain('Mirabel');
  });

  it('mends what one sentence spoils, saying so', async () => {
    const story = await tell({ change: (text, beat) => (beat === 'ending' ? `${text} Mirabel was there.` : text) });
    expect(story.trace.at(-1)).toMatchObject({ beat: 'ending', mended: true });
    expect(authorsOf(story, 'ending')).toContain('writer');
    expect(story.text).not.toContain('Mirabel');
  });

  it('shows single samples as they come, unchecked', async () => {
    const events: RealiseEvent[] = [];
    const change: Script['change'] = (text) => text.replaceAll('Zorvath', 'Mirabel');
    const client = scriptedWriter(plan, { change });
    const story = await realiseStory(plan, { client, mode: 'single', rng: createRng(1), onEvent: (event) => events.push(event) });
    expect(story.text).toContain('Mirabel');
    const heard = events.flatMap((event) => (event.kind === 'text' && event.beat === 'turn' ? [event.text] : [])).join('');
    expect(heard).toBe(story.sentences.filter(({ beat }) => beat === 'turn').map(({ text }) => text).join(' ')); // prettier-ignore
    expect(events.findIndex(({ kind }) => kind === 'beat')).toBeGreaterThan(1);
  });

  it('shows a beat when it is accepted', async () => {
    const events: RealiseEvent[] = [];
    const story = await realiseStory(plan, {
      client: scriptedWriter(plan),
      mode: 'checked',
      rng: createRng(1),
      onEvent: (event) => events.push(event),
    });
    expect(events.map(({ kind, beat }) => `${kind} ${beat}`)).toEqual(beats.map((beat) => `beat ${beat}`));
    expect(events.flatMap((event) => (event.kind === 'beat' ? event.sentences : []))).toEqual(story.sentences);
  });

  it('is the same for the same seed, and another for another', async () => {
    expect(await tell()).toEqual(await tell());
    expect((await tell({}, 'checked', 2)).text).not.toBe((await tell()).text);
  });

  it('lets the composer tell the rest where the writer fails, and all without one', async () => {
    const client = scriptedWriter(plan);
    let calls = 0;
    const failing = {
      ...client,
      candidates: (...asked: Parameters<typeof client.candidates>) =>
        ++calls > 3 ? Promise.reject(new LoamError('unavailable', 'The model process ended.')) : client.candidates(...asked),
    };
    const story = await realiseStory(plan, { client: failing, mode: 'checked', rng: createRng(1) });
    expect(story.failure).toBe('The model process ended.');
    expect(calls).toBe(4);
    expect(authorsOf(story, 'want')).toEqual(['writer']);
    expect(authorsOf(story, 'incident')).toEqual(['composer']);
    const alone = await realiseStory(plan, { mode: 'checked', rng: createRng(1) });
    expect(alone.sentences.every(({ author }) => author === 'composer')).toBe(true);
    expect(alone.failure).toBeUndefined();
  });

  it('ends when the caller leaves', async () => {
    const leaving = new AbortController();
    const client = scriptedWriter(plan, {
      change: (text, beat) => {
        if (beat === 'want') leaving.abort(new Error('left'));
        return text;
      },
    });
    const told: string[] = [];
    const gone = realiseStory(plan, {
      client: { ...client, candidates: async (...asked) => (leaving.signal.throwIfAborted(), client.candidates(...asked)) },
      mode: 'checked',
      rng: createRng(1),
      signal: leaving.signal,
      onEvent: ({ beat }) => told.push(beat),
    });
    await expect(gone).rejects.toThrow('left');
    expect(told).not.toContain('ending');
  });
});
