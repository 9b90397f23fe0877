import type { Concept } from '@/lib/features/curriculum';
import { plainText } from './plain-text';
import { embeddedWindows } from './search/windows';

/** All that a concept says, for the search by words: its names so often that they count for more than the prose. */
export function conceptDocument(concept: Concept): string {
  const { title, keywords, objectives, short, depth, examples, pitfalls, questions, exercise } = concept;
  const names = [title, ...keywords].join('. ');
  const prose = [
    short,
    depth,
    ...examples.flatMap(({ title: name, intro, notice }) => [name, intro, notice]),
    ...pitfalls.flatMap(({ title: name, intro, why }) => [name, intro, why]),
    ...questions.flatMap(({ prompt, why }) => [prompt, why]),
    exercise.title,
    exercise.task,
  ];
  return [
    ...Array<string>(nameWeight).fill(names),
    ...Array<string>(objectiveWeight).fill(objectives.join('. ')),
    ...prose.map(plainText),
  ].join('\n');
}

const [nameWeight, objectiveWeight] = [6, 3];

/** What of a concept the embedder reads: names, objectives, and the passages that say what it is for. The second depth says little of what people ask. */
export function conceptWindows(concept: Concept): string[] {
  const { title, keywords, objectives, short, examples, pitfalls, questions, exercise } = concept;
  const under = (name: string, text: string): string[] =>
    embeddedWindows(name === '' ? title : `${title}. ${plainText(name)}`, plainText(text));
  return [
    `${title}. ${keywords.join(', ')}`,
    ...objectives.map((objective) => `${title}. ${plainText(objective)}`),
    ...under('', short),
    ...examples.flatMap(({ title: name, intro, notice }) => under(name, `${intro}\n${notice}`)),
    ...pitfalls.flatMap(({ title: name, intro, why }) => under(name, `${intro}\n${why}`)),
    ...questions.flatMap(({ why }) => under('', why).slice(0, 1)),
    ...under(exercise.title, exercise.task).slice(0, 2),
  ];
}
