import type { TextKnowledge } from '../estimator';
import type { Instruments } from '../instruments';
import { measureText, type Heard } from '../measure';
import { readSentences } from '../reading';
import type { Example } from './examples';
import type { MeasuredExample } from './fit';
import { hearAll, type HearingOptions } from './hear';

/** Hears examples and computes their features, as the estimator will see them: for recipes, which hold up nobody. */
export async function measureExamples(
  examples: readonly Example[],
  instruments: Instruments,
  knowledge: TextKnowledge,
  hearing: HearingOptions = {},
): Promise<MeasuredExample[]> {
  const read = examples.filter(({ kind }) => kind !== 'cut');
  const heard = await hearAll(read, instruments, hearing);
  const heardOf = new Map(read.map((example, i) => [example, heard[i].heard]));
  return featuresOf(examples, (example) => heardOf.get(example), knowledge);
}

/** Features of examples that were heard. A text whose last sentence breaks off is judged by its form alone: the models need not read it again. */
export function featuresOf(
  examples: readonly Example[],
  heardOf: (example: Example) => Heard | undefined,
  knowledge: TextKnowledge,
): MeasuredExample[] {
  const wholeOf = new Map(examples.flatMap((example) => (example.kind === 'human' ? [[example.passage, heardOf(example)] as const] : [])));
  return examples.map((example) => {
    const { kind, book, passage, request, sentences } = example;
    const said = kind === 'cut' ? wholeOf.get(passage) : heardOf(example);
    if (!said) throw new Error(`nothing was heard of passage ${passage}`);
    return { kind, book, passage, features: measureText(readSentences(sentences), request, said, knowledge) };
  });
}
