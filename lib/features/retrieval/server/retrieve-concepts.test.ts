import { beforeAll, describe, expect, it } from 'vitest';
import type { Concept } from '@/lib/features/curriculum';
import { indexWords, type CurriculumIndex } from './curriculum-index';
import { isAboutProgramming, namedLanguages } from './languages';
import { rankConcepts } from './rank-concepts';
import { rankTopic, select, selectionSettings } from './retrieve-concepts';
import type { Embed } from './search/search-index';

function concept(id: string, language: Concept['language'], title: string, keywords: string[], short: string): Concept {
  const block = { code: 'x', output: '' };
  return {
    id,
    title,
    level: 'beginner',
    track: 'python',
    language,
    prerequisites: [],
    minutes: 20,
    objectives: [`explain ${title}`, `use ${title}`],
    keywords,
    reading: [{ title: 'Manual', where: 'example.org' }],
    setup: null,
    short,
    depth: short,
    illustrations: [],
    examples: [1, 2].map((n) => ({ title: `Example ${n}`, intro: short, notice: short, ...block })),
    pitfalls: [
      { title: 'Pitfall', intro: '', wrong: { code: 'x', output: null, error: 'no' }, right: { code: 'x', output: null }, why: short },
    ],
    questions: Array.from({ length: 3 }, () => ({ prompt: short, choices: [], answer: 'yes', also: [], why: short, code: null })),
    exercise: { title: 'Exercise', task: short, starter: 'x', solution: 'x', harness: '', tests: { kind: 'calls', cases: [] } },
  } as Concept;
}

const concepts = [
  concept('kiln', 'python', 'Kilns', ['oven', 'firing'], 'A kiln heats clay until the walls glow.'),
  concept('wheel', 'javascript', 'Wheels', ['throwing', 'spinning'], 'A wheel turns the clay under both hands.'),
  concept('glaze', 'python', 'Glazes', ['colour', 'gloss'], 'A glaze melts to glass on the bowl.'),
];

/** Meaning as heat, turning, colour and what is learned elsewhere. */
const axes = [/heat|warm|kiln|oven|glow|burn/g, /turn|spin|wheel|rotat|throw/g, /colour|gloss|glaze|paint|shine/g, /sea|boat|sail|violin/g];
const embed: Embed = (texts) =>
  Promise.resolve(
    texts.map((text) => {
      const counts = axes.map((axis) => 0.05 + (text.toLowerCase().match(axis)?.length ?? 0));
      return Float32Array.from(counts, (count) => count / Math.hypot(...counts));
    }),
  );

let words: CurriculumIndex;
let both: CurriculumIndex;
beforeAll(async () => {
  words = indexWords({ concepts, hash: 'h' });
  const vectors = await Promise.all(concepts.map(({ title, keywords, short }) => embed([`${title} ${keywords.join(' ')}`, short])));
  both = {
    ...words,
    meaning: { embedder: { name: 'e', version: '1', embed }, vectors, elsewhere: await embed(['sailing a boat on the sea']) },
  };
});

const found = async (topic: string, index: CurriculumIndex) => select(await rankTopic(topic, index)).map(({ id }) => id);

describe('retrieval', () => {
  it('finds by name, with an embedder and without', async () => {
    expect((await found('kilns', words))[0]).toBe('kiln');
    expect((await found('kilns', both))[0]).toBe('kiln');
  });
  it('finds by meaning what no name says, and without an embedder finds nothing', async () => {
    expect((await found('warm clay walls glow', both))[0]).toBe('kiln');
    expect(await found('warm clay walls glow', words)).toEqual([]);
  });
  it('refuses what is learned elsewhere, what no lesson knows a word of, and silence', async () => {
    for (const topic of ['sailing the sea under walls', 'blorp of the wug', 'violin', '🎉', '']) {
      expect(await found(topic, both), topic).toEqual([]);
      expect(await found(topic, words), topic).toEqual([]);
    }
  });
  it('refuses what lies nearer to something else, though lessons use its words and one is not far', async () => {
    const topic = 'clay walls and bowls in hands turn at sea';
    const ranking = await rankTopic(topic, both);
    const cosine = Math.max(...ranking.concepts.map((each) => each.cosine ?? -1));
    expect(ranking.known).toBeGreaterThanOrEqual(selectionSettings.leastKnown);
    expect(cosine).toBeGreaterThan(selectionSettings.leastCosine);
    expect(await found(topic, both)).toEqual([]);
    expect(select({ ...ranking, elsewhere: cosine - selectionSettings.leastMargin - 0.01 })).not.toEqual([]);
  });
  it('prefers the language that is named', async () => {
    const first = async (topic: string) => (await rankTopic(topic, both)).concepts[0].id;
    expect(await first('clay in javascript')).toBe('wheel');
    expect(await first('clay and kilns in python')).toBe('kiln');
  });
  it('ranks all concepts whatever the topic, between 0 and 1', () => {
    const { concepts: ranked, known } = rankConcepts('walls and violins', both);
    expect(ranked.map(({ id }) => id).sort()).toEqual(['glaze', 'kiln', 'wheel']);
    for (const { score, coverage } of ranked) for (const value of [score, coverage]) expect(value >= 0 && value <= 1).toBe(true);
    expect(known).toBe(0.5);
  });
});

describe('languages', () => {
  it('are found by the names that people use', () => {
    expect([...namedLanguages('a list in js')]).toEqual(['javascript', 'typescript']);
    expect([...namedLanguages('bases and data')]).toEqual([]);
    expect([...namedLanguages('slow database')]).toEqual(['sql']);
  });
  it('make a topic one of programming, but a python alone may be a snake', () => {
    expect(['loops in Python', 'my python script', 'a big Python program', 'JavaScript'].map(isAboutProgramming)).toEqual([true, true, true, true]); // prettier-ignore
    expect(['feeding a python', 'python', 'a quiet sea'].map(isAboutProgramming)).toEqual([false, false, false]);
  });
});
