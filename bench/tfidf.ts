import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRng } from '@/lib/core/rng';
import { fitTransformTfidf, type SparseRows } from '@/lib/ml/text';
import { summarise } from './harness/measure';
import { report, type BenchGoal, type BenchResult } from './harness/report';

export interface TfidfBenchOptions {
  readonly documents?: number;
  readonly runs?: number;
  /** Texts of one's own, instead of drawn ones. */
  readonly texts?: readonly string[];
  readonly python?: string;
}

const cases = [
  { name: 'words', ngramRange: [1, 1] as const },
  { name: 'words and bigrams', ngramRange: [1, 2] as const },
];
const goal = 3;
/** Runs that are not counted, for the compiler. */
const warmup = 2;

/** fit_transform here and in scikit-learn on the same texts, taking turns, and how far the values lie apart. */
export async function bench({
  documents = 20_000,
  runs = 5,
  texts: given = drawTexts(documents),
  python = '/usr/bin/python3',
}: TfidfBenchOptions = {}): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'loam-tfidf-'));
  try {
    const file = path.join(folder, 'texts.json');
    await writeFile(file, JSON.stringify(given));
    const texts = JSON.parse(await readFile(file, 'utf8')) as string[];
    const other = await startScikitLearn(python, folder);
    const rows: BenchResult['rows'][number][] = [];
    const goals: BenchGoal[] = [];
    for (const { name, ngramRange } of cases) {
      const options = JSON.stringify({ ngram_range: ngramRange });
      const difference = other ? await largestDifference(texts, ngramRange, folder, () => other.ask(`write ${options}`)) : null;
      for (let run = 0; run < warmup; run++) fitTransformTfidf(texts, { ngramRange });
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let run = 0; run < runs; run++) {
        const began = performance.now();
        fitTransformTfidf(texts, { ngramRange });
        ours.push(performance.now() - began);
        if (other) theirs.push(Number(await other.ask(`run ${options}`)));
      }
      const median = summarise(ours).median;
      const ratio = other ? summarise(theirs).median / median : null;
      rows.push({
        case: name,
        'Loam median ms': median,
        'scikit-learn median ms': other ? summarise(theirs).median : null,
        ratio,
        'largest difference': difference,
      });
      if (ratio !== null)
        goals.push({ name: `${name}: times as fast as scikit-learn`, value: ratio, goal: `≥ ${goal}`, met: ratio >= goal });
      if (difference !== null)
        goals.push({ name: `${name}: largest difference of a value`, value: difference, goal: '≤ 1e-6', met: difference <= 1e-6 });
    }
    other?.end();
    const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
    return {
      title: `TF-IDF fit and transform, ${texts.length} texts, ${megabytes.toFixed(1)} million characters`,
      rows,
      goals,
      notes: [
        other
          ? `scikit-learn ${other.version}, ${runs} runs in turn`
          : `scikit-learn is absent (${python} cannot import sklearn): only Loam was measured.`,
      ],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Texts of 20 to 300 words by Zipf's law over 60,000 made-up words, always the same. */
function drawTexts(documents: number): string[] {
  const rng = createRng(20);
  const syllables = 'ka lo mi ren tas ul ver qui shen dro pa en tion al ity ous bra fe gor hun'.split(' ');
  const lexicon = Array.from({ length: 60_000 }, () => Array.from({ length: 1 + rng.int(4) }, () => rng.pick(syllables)).join(''));
  const draw = (): string => lexicon[Math.floor(lexicon.length ** rng.next()) - 1];
  return Array.from({ length: documents }, () => {
    const list = Array.from({ length: 20 + rng.int(280) }, draw);
    return `${list.map((word, i) => (i % 12 === 0 ? word[0].toUpperCase() + word.slice(1) : i % 12 === 11 ? `${word}.` : word)).join(' ')}\n`;
  });
}

interface ScikitLearn {
  readonly version: string;
  ask(request: string): Promise<string>;
  end(): void;
}

/** Null where there is no Python with scikit-learn. */
async function startScikitLearn(python: string, folder: string): Promise<ScikitLearn | null> {
  const script = fileURLToPath(new URL('./programs/sklearn_tfidf.py', import.meta.url));
  const child = spawn(python, [script, folder], { stdio: ['pipe', 'pipe', 'ignore'] });
  const failed = new Promise<null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string | null> => {
    const line = await Promise.race([lines.next(), failed]);
    return line === null || line.done ? null : line.value;
  };
  const version = await next();
  if (version === null) return null;
  return {
    version,
    async ask(request) {
      child.stdin.write(`${request}\n`);
      const answer = await next();
      if (answer === null) throw new Error(`scikit-learn ended without an answer to: ${request}`);
      return answer;
    },
    end: () => child.stdin.end(),
  };
}

/** Infinity where terms or places differ. */
async function largestDifference(
  texts: readonly string[],
  ngramRange: readonly [number, number],
  folder: string,
  write: () => Promise<string>,
): Promise<number> {
  const { vectorizer, rows } = fitTransformTfidf(texts, { ngramRange });
  await write();
  const bytes = async (name: string): Promise<ArrayBuffer> => new Uint8Array(await readFile(path.join(folder, name))).buffer;
  const terms = JSON.parse(await readFile(path.join(folder, 'terms.json'), 'utf8')) as string[];
  const places: [Int32Array, Int32Array][] = [
    [rows.starts, new Int32Array(await bytes('starts'))],
    [rows.indices, new Int32Array(await bytes('indices'))],
  ];
  const same = <T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean =>
    a.length === b.length && Array.prototype.every.call(a, (value, i) => value === b[i]);
  if (!same(vectorizer.terms, terms) || !places.every(([a, b]) => same(a, b))) return Infinity;
  return largestGap(rows, new Float64Array(await bytes('values')));
}

function largestGap({ values }: SparseRows, expected: Float64Array): number {
  return values.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const data = process.argv.find((argument) => argument.startsWith('--data='))?.slice('--data='.length);
  const texts =
    data &&
    (await readFile(data, 'utf8')).split('\n').flatMap((line) => (line.trim() ? [(JSON.parse(line) as { text: string }).text] : []));
  report(await bench(texts ? { texts } : {}));
}
