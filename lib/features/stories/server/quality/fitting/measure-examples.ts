import type { TextKnowledge } from '../estimator';
import type { Instruments } from '../instruments';
import { measureText, type Heard } from '../measure';
import { readSentences, type ReadText } from '../reading';
import type { Example } from './examples';
import type { MeasuredExample } from './fit';
import { hearAll, type HearingOptions } from './hear';

/** An example with what the two models say about it. */
export interface HeardExample {
  readonly example: Example;
  readonly text: ReadText;
  readonly heard: Heard;
}

/** Lets the models read examples: for recipes, which hold up nobody. */
export async function hearExamples(
  examples: readonly Example[],
  instruments: Instruments,
  hearing: HearingOptions = {},
): Promise<HeardExample[]> {
  const read = examples.filter(({ kind }) => kind !== 'cut');
  const heard = await hearAll(read, instruments, hearing);
  const heardOf = new Map(read.map((example, i) => [example, heard[i].heard]));
  return withHeard(examples, (example) => heardOf.get(example));
}

/** Examples with what was heard. A text whose last sentence breaks off is judged by its form alone: the models need not read it again. */
function withHeard(examples: readonly Example[], heardOf: (example: Example) => Heard | undefined): HeardExample[] {
  const wholeOf = new Map(examples.flatMap((example) => (example.kind === 'human' ? [[example.passage, heardOf(example)] as const] : [])));
  return examples.map((example) => {
    const heard = example.kind === 'cut' ? wholeOf.get(example.passage) : heardOf(example);
    if (!heard) throw new Error(`nothing was heard of passage ${example.passage}`);
    return { example, text: readSentences(example.sentences), heard };
  });
}

/** Features of examples that were heard, as the estimator will see them. */
export function measureHeard(heard: readonly HeardExample[], knowledge: TextKnowledge): MeasuredExample[] {
  return heard.map(({ example: { kind, book, passage, request }, text, heard: said }) => ({
    kind,
    book,
    passage,
    features: measureText(text, request, said, knowledge),
  }));
}

/** The same of examples of which it is known elsewhere what was heard. */
export function featuresOf(
  examples: readonly Example[],
  heardOf: (example: Example) => Heard | undefined,
  knowledge: TextKnowledge,
): MeasuredExample[] {
  return measureHeard(withHeard(examples, heardOf), knowledge);
}
