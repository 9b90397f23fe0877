import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { projectPath } from '@/lib/core/paths';
import { encoderParameters } from '@/lib/ml/nets/encoder';
import { countParameters } from '@/lib/ml/nets/network';
import { createInference, writeModelFolder } from '@/lib/processes/inference/client';
import { readCorpora } from './embedder/corpora';
import { makeEvaluationSets } from './embedder/evaluation-sets';
import { measureEmbedder, type MeasuredSet } from './embedder/measure';
import { modelCard } from './embedder/model-card';
import { embedderFiles, sha256 } from './embedder/model-folder';
import { trainEmbedder, type TrainingLength } from './embedder/train';
import { prepareTraining } from './embedder/training-data';
import { noteEvent } from './train-once';

export interface EmbedderOptions extends TrainingLength {
  /** Folder that holds `corpora/` and `data/`. */
  readonly data: string;
  /** Folder for what is half done. */
  readonly work: string;
  /** Where the model goes; `models/embedder` unless said. */
  readonly out?: string;
  readonly threads: number;
  readonly idle: boolean;
  readonly signal?: AbortSignal;
  readonly clock: Clock;
  readonly note: (line: string) => void;
}

export interface BuiltEmbedder {
  readonly model: string;
  readonly version: string;
  readonly folder: string;
  readonly measured: readonly MeasuredSet[];
}

/** Trains the embedder from the corpora and the curriculum, measures the graph that ships, and leaves it with its card. */
export async function buildEmbedder(options: EmbedderOptions): Promise<BuiltEmbedder> {
  const { data: folder, work, out = projectPath('models', 'embedder'), wordSteps, steps, clock, note } = options;
  note('reading the corpora and learning the vocabulary');
  const corpora = await readCorpora(folder);
  const data = await prepareTraining(corpora, path.join(work, 'data'));
  const { texts, pairs, words } = data.counts;
  note(`${texts} texts of ${words} words, ${pairs} pairs, a vocabulary of ${data.tokenizer.size}`);
  const trained = await trainEmbedder(data, { wordSteps, steps }, { ...options, onEvent: (phase, event) => noteEvent(phase, event, note) });

  const files = embedderFiles(trained, data);
  const createdAt = clock.now().toISOString();
  const about = { name: 'embedder', version: `${createdAt.slice(0, 10)}-${trained.sha256.slice(0, 8)}`, kind: 'encoder', createdAt } as const;
  const candidate = path.join(work, 'candidate');
  await writeModelFolder(candidate, files, about);
  const measured = await measureFolder(candidate, await makeEvaluationSets(corpora, folder), clock, note);
  const card = modelCard({
    ...about,
    command: `loam models build embedder --data <folder> --word-steps ${wordSteps} --steps ${steps}`,
    trained,
    steps,
    wordSteps,
    parameters: countParameters(encoderParameters(trained.config)).total,
    sources: data.sources,
    pairs,
    measured,
    fileHashes: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)])),
  });
  const metrics = Object.fromEntries(measured.map(({ set, bm25, embed, hybrid }) => [`${set} ndcg@10`, { bm25, embed, hybrid }]));
  await writeModelFolder(out, { ...files, 'README.md': new TextEncoder().encode(card) }, { ...about, metrics });
  return { model: about.name, version: about.version, folder: out, measured };
}

/** Measures an exported embedder on all sets. */
export async function measureFolder(folder: string, sets: Parameters<typeof measureEmbedder>[0], clock: Clock, note: (line: string) => void): Promise<MeasuredSet[]> {
  const inference = createInference({ deadline: 30 * 60_000 });
  try {
    const client = inference.role('measured', { folder });
    return await measureEmbedder(sets, (wanted) => client.embed(wanted), clock, note);
  } finally {
    inference.close();
  }
}
