import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { conceptIdSchema, type Concept } from '@/lib/features/curriculum';
import { loadCurriculum } from '@/lib/features/curriculum/server';

const sentence = z.string().trim().min(3).max(200);
const answers = z.array(conceptIdSchema).min(1).max(4);
const questions = z.array(z.strictObject({ question: sentence, concepts: answers })).min(1);

const learnerQuestionsSchema = z.strictObject({
  /** What retrieval may be tuned to. */
  tune: questions,
  /** What it is judged by. */
  test: questions,
});

const topicsSchema = z.strictObject({
  wanted: z.array(z.strictObject({ topic: sentence, concepts: answers })).min(1),
  /** Topics on which the curriculum has nothing. */
  refused: z.array(sentence).min(1),
});

/** Questions in a learner's words; any of a question's concepts answers it. */
export type LearnerQuestions = z.infer<typeof learnerQuestionsSchema>;
/** Topics of tutorials; a tutorial contains all of a topic's concepts. */
export type EvaluationTopics = z.infer<typeof topicsSchema>;

export interface EvaluationSets {
  readonly questions: LearnerQuestions;
  readonly topics: EvaluationTopics;
}

/**
 * The questions and topics under content/evaluation, by which retrieval is measured and nothing is trained.
 * @throws LoamError `unprocessable` that lists every problem
 */
export async function loadEvaluationSets(): Promise<EvaluationSets> {
  const [questions, topics, { concepts }] = await Promise.all([
    read('learner-questions.yaml', learnerQuestionsSchema),
    read('topics.yaml', topicsSchema),
    loadCurriculum(),
  ]);
  const sets = { questions, topics };
  const problems = problemsOf(sets, concepts);
  if (problems.length > 0) throw new LoamError('unprocessable', problems.join('\n'), { extra: { problems } });
  return sets;
}

async function read<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parseYaml(await readFile(projectPath('content', 'evaluation', name), 'utf8')));
  if (parsed.success) return parsed.data;
  throw new LoamError('unprocessable', `content/evaluation/${name}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}

/**
 * What makes the sets unfit to measure with, each as a sentence that says what to mend: a concept that does not exist,
 * one that stands in both halves of the questions, a text that stands twice, a text that is a title or keyword.
 */
export function problemsOf(
  { questions, topics }: EvaluationSets,
  curriculum: readonly Pick<Concept, 'id' | 'title' | 'keywords'>[],
): string[] {
  const labelled = [
    ...[...questions.tune, ...questions.test].map(({ question, concepts }) => ({ text: question, concepts })),
    ...topics.wanted.map(({ topic, concepts }) => ({ text: topic, concepts })),
  ];
  const known = new Set(curriculum.map(({ id }) => id));
  const names = new Set(curriculum.flatMap(({ title, keywords }) => [title, ...keywords]).map(plain));
  const tuned = new Set(questions.tune.flatMap(({ concepts }) => concepts));
  const texts = [...labelled.map(({ text }) => text), ...topics.refused];
  return [
    ...labelled.flatMap(({ text, concepts }) => [
      ...concepts.filter((id) => !known.has(id)).map((id) => `“${text}”: there is no concept ${id}; name one of the curriculum`),
      ...repeated(concepts).map((id) => `“${text}”: name ${id} once`),
    ]),
    ...[...new Set(questions.test.flatMap(({ concepts }) => concepts))]
      .filter((id) => tuned.has(id))
      .map((id) => `${id} stands in tune and in test: move its questions to one half`),
    ...repeated(texts.map(plain)).map((text) => `“${text}” stands twice: leave one out`),
    ...texts.filter((text) => names.has(plain(text))).map((text) => `“${text}” is a title or keyword: say it in other words`),
  ];
}

/** The words alone, so that case, spaces and punctuation make no difference. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}=+*@_<>]+/gu, ' ')
    .trim();
}

function repeated(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, index) => items.indexOf(item) < index))];
}
