import type { TextKnowledge } from '../estimator';
import type { Instruments } from '../instruments';
import { measureText } from '../measure';
import { readSentences } from '../reading';
import type { Example } from './examples';
import type { MeasuredExample } from './fit';
import { hearAll, type HearingOptions } from './hear';

/** Features of examples, as the estimator will see them. */
export async function measureExamples(
  examples: readonly Example[],
  instruments: Instruments,
  knowledge: TextKnowledge,
  hearing: HearingOptions = {},
): Promise<MeasuredExample[]> {
  // A text whose last sentence breaks off is judged by its form alone: the models need not read it again.
  const read = examples.filter(({ kind }) => kind !== 'cut');
  const heard = await hearAll(read, instruments, hearing);
  const wholeOf = new Map(read.flatMap((example, i) => (example.kind === 'human' ? [[example.passage, heard[i].heard] as const] : [])));
  const heardOf = new Map(read.map((example, i) => [example, heard[i].heard]));
  return examples.map((example) => {
    const { kind, book, passage, request, sentences } = example;
    const text = readSentences(sentences);
    const said = heardOf.get(example) ?? wholeOf.get(passage);
    if (!said) throw new Error(`nothing was heard of passage ${passage}`);
    return { kind, book, passage, features: measureText(text, request, said, knowledge) };
  });
}
