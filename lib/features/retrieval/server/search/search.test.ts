import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import { compareSearch, evaluateSearch } from './evaluate-search';
import { evaluateSimilarity, readScoredPairs } from './evaluate-similarity';
import { readSearchData, type SearchData } from './search-data';
import { buildSearchIndex, fuse, searchTerms, type Embed } from './search-index';
import { windowWords } from '@/lib/ml/text';
import { embeddedWindows } from './windows';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-search-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

/** Meaning as three axes: heat, clay, sea. */
const axes = [/\b(kiln|fire|hot|oven|warm)\w*/g, /\b(clay|bowl|pot|vessel)\w*/g, /\b(sea|boat|wave|sail)\w*/g];
const embed: Embed = (texts) =>
  Promise.resolve(
    texts.map((text) => {
      const counts = axes.map((axis) => 0.01 + (text.toLowerCase().match(axis)?.length ?? 0));
      return Float32Array.from(counts, (count) => count / Math.hypot(...counts));
    }),
  );
const data: SearchData = {
  documents: [
    { id: 'a', title: 'Kilns', text: 'The kiln is hot.' },
    { id: 'b', title: 'Bowls', text: 'A bowl of clay.' },
    { id: 'c', title: 'Boats', text: 'A boat on the sea.' },
  ],
  queries: [
    { id: '1', text: 'warm oven', judgements: new Map([['a', 1]]) },
    { id: '2', text: 'clay vessel', judgements: new Map([['b', 2]]) },
    { id: '3', text: 'waves', judgements: new Map([['c', 1]]) },
  ],
};
const surroundings = () => ({ clock: fixedClock(new Date(0)), rng: createRng(1), embed });

describe('search data', () => {
  beforeEach(async () => {
    await write('corpus.jsonl', lines([{ _id: 'd1', title: 'One', text: 'first' }, { _id: 2, text: 'second' }])); // prettier-ignore
    await write('queries.jsonl', lines([{ _id: 'q1', text: 'ask' }, { _id: 'q2', text: 'unjudged' }, { _id: 'q3', text: 'nothing fits' }])); // prettier-ignore
    await write('qrels.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t0\nq1\tmissing\t1\nq3\td1\t0\n');
  });
  it('are read as BEIR lays them out; what cannot be measured on is left out', async () => {
    const { documents, queries } = await readSearchData(folder);
    expect(documents).toEqual([{ id: 'd1', title: 'One', text: 'first' }, { id: '2', title: '', text: 'second' }]); // prettier-ignore
    expect(queries).toEqual([{ id: 'q1', text: 'ask', judgements: new Map([['d1', 2], ['2', 0]]) }]); // prettier-ignore
  });
  it('may keep their judgements in qrels/test.tsv', async () => {
    await rm(path.join(folder, 'qrels.tsv'));
    await mkdir(path.join(folder, 'qrels'));
    await write('qrels/test.tsv', 'query-id\tcorpus-id\tscore\r\nq2\t2\t1\r\n');
    expect((await readSearchData(folder)).queries.map(({ id }) => id)).toEqual(['q2']);
  });
  it.each([
    ['queries.jsonl', '{"_id": 1}\n', /queries\.jsonl, line 1/],
    ['corpus.jsonl', '{"_id": "a", "text": "b"}\nnot json\n', /corpus\.jsonl, line 2/],
    ['qrels.tsv', 'q1\td1\t1\nq1 d1 1\n', /qrels\.tsv, line 2/],
    ['qrels.tsv', 'q1\td1\t0\n', /no query with a relevant document/],
  ])('are refused where %s is damaged', async (name, text, message) => {
    await write(name, text);
    await expect(readSearchData(folder)).rejects.toThrow(message);
  });
  it('are refused where a file is missing', async () => {
    await rm(path.join(folder, 'corpus.jsonl'));
    await expect(readSearchData(folder)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('search', () => {
  const found = async (retriever: 'bm25' | 'embed' | 'hybrid', query: string) =>
    (await (await buildSearchIndex(data.documents, retriever, embed)).search(query, 3)).map(({ document }) => data.documents[document].id);
  it('by words finds only what shares a word', async () => {
    expect(await found('bm25', 'clay vessel')).toEqual(['b']);
    expect(await found('bm25', 'oven')).toEqual([]);
  });
  it('by meaning finds what says it otherwise', async () => {
    expect((await found('embed', 'oven'))[0]).toBe('a');
  });
  it('by both finds either', async () => {
    expect((await found('hybrid', 'oven'))[0]).toBe('a');
    expect((await found('hybrid', 'clay'))[0]).toBe('b');
    await expect(buildSearchIndex(data.documents, 'embed')).rejects.toThrow('embedder');
  });
  it('fuses scores whatever their scale, and gives a share of nothing nothing', () => {
    const [words, meaning] = [Float64Array.of(0, 5, 10), Float64Array.of(0.9, 0.6, 0.6)];
    expect([...fuse(words, meaning, 0)]).toEqual([0, 0.5, 1]);
    expect([...fuse(words.map((score) => score * 7), meaning, 0.5)]).toEqual([...fuse(words, meaning, 0.5)]); // prettier-ignore
    expect(fuse(words, meaning, 1)[0]).toBeCloseTo(1);
    expect([...fuse(new Float64Array(3), Float64Array.of(0.5, 0.5, 0.5), 0.5)]).toEqual([0, 0, 0]);
  });
  it('knows stems and leaves empty words out', () => {
    expect(searchTerms('How are the Kilns firing?')).toEqual(['kiln', 'fire']);
  });
});

describe('windows of a document', () => {
  it('stand under its title and fit what the embedder reads', () => {
    const windows = embeddedWindows('Kilns', 'The kiln is hot today. '.repeat(30));
    expect(windows.length).toBeGreaterThan(3);
    for (const window of windows) {
      expect(window.startsWith('Kilns. ')).toBe(true);
      expect(window.split(' ').length).toBeLessThanOrEqual(windowWords + 1);
    }
    expect(embeddedWindows('Kilns', '')).toEqual(['Kilns']);
  });
});

describe('the evaluation of search', () => {
  it('measures what each retriever finds', async () => {
    const [words, meaning] = [await evaluateSearch(data, 'bm25', surroundings()), await evaluateSearch(data, 'embed', surroundings())];
    expect(words.metrics['ndcg@10'].value).toBeCloseTo(1 / 3);
    expect(meaning.metrics['ndcg@10'].value).toBe(1);
    expect(meaning.metrics['mrr@10'].value).toBe(1);
    expect(meaning.perQuery['recall@100']).toEqual([1, 1, 1]);
    expect(words).toMatchObject({ queries: 3, documents: 3, msPerQuery: 0 });
    expect(compareSearch(meaning, words, createRng(1)).difference).toBeCloseTo(2 / 3);
  });
});

describe('the evaluation of similarity', () => {
  const file = () => path.join(folder, 'pairs.tsv');
  const rows = ['5\twarm kiln\thot oven', '3\tclay bowl\tclay boat', '0\tclay bowl\tsea wave', '1\tkiln and bowl\tsail'];
  it('correlates cosines with scores', async () => {
    await writeFile(file(), `score\tsentence1\tsentence2\n${rows.join('\n')}\n`);
    const pairs = await readScoredPairs(file());
    expect(pairs).toHaveLength(4);
    const { metrics, pairs: count } = await evaluateSimilarity(pairs, embed, surroundings());
    expect(count).toBe(4);
    expect(metrics.spearman.value).toBeGreaterThan(0.7);
    const upsideDown = await evaluateSimilarity(pairs.map((pair) => ({ ...pair, score: -pair.score })), embed, surroundings()); // prettier-ignore
    expect(upsideDown.metrics.pearson.value).toBeCloseTo(-metrics.pearson.value);
  });
  it('refuses lines that are no pair, and too few', async () => {
    await writeFile(file(), `${rows[0]}\nhigh\ta\tb\n${rows[1]}`);
    await expect(readScoredPairs(file())).rejects.toThrow('line 2');
    await writeFile(file(), rows.slice(0, 2).join('\n'));
    await expect(readScoredPairs(file())).rejects.toThrow('three');
    await expect(readScoredPairs(`${file()}.none`)).rejects.toMatchObject({ code: 'not_found' });
  });
});
