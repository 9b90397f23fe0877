import path from 'node:path';
import { readCorpora } from './embedder/corpora';
import { trainEmbedder, type TrainedEncoder, type TrainingLength } from './embedder/train';
import { prepareTraining } from './embedder/training-data';
import { noteEvent } from './train-once';

export interface EmbedderOptions extends TrainingLength {
  /** Folder that holds `corpora/` and `data/`. */
  readonly data: string;
  /** Folder for what is half done. */
  readonly work: string;
  readonly threads: number;
  readonly idle: boolean;
  readonly warmStart?: string;
  readonly signal?: AbortSignal;
  readonly note: (line: string) => void;
}

/** Trains the embedder from the corpora and the curriculum. */
export async function buildEmbedder({ data: folder, work, warmupSteps, steps, note, ...surroundings }: EmbedderOptions): Promise<TrainedEncoder> {
  note('reading the corpora and learning the vocabulary');
  const data = await prepareTraining(await readCorpora(folder), path.join(work, 'data'));
  const { texts, pairs, words } = data.counts;
  note(`${texts} texts of ${words} words, ${pairs} pairs, a vocabulary of ${data.tokenizer.size}`);
  return trainEmbedder(data, { warmupSteps, steps }, { ...surroundings, work, onEvent: (phase, event) => noteEvent(phase, event, note) });
}
