import type { Rng } from '@/lib/core/rng';
import type { Concept } from '@/lib/features/curriculum';
import { plainText } from '@/lib/features/retrieval/server';
import { headed, sentenceWindows, windowWords } from '@/lib/ml/text';
import { asTyped, headingQuestions, keywordsOf, sentenceQuestions, together, type AskedText, type Frequency } from '@/lib/ml/text/asking';

/**
 * Pairs from the lessons: objectives, keywords, titles, quiz questions and sentences, asked for in several ways. The questions under
 * content/evaluation are never among them. A block holds lessons that differ, so that its members are no answers to each other.
 */
export function curriculumPairs(concepts: readonly Concept[], frequency: Frequency, rounds: number, rng: Rng): AskedText[] {
  const queues = concepts.map((concept) => {
    const own = rng.fork(concept.id);
    return own.shuffle(Array.from({ length: rounds }, () => pairsOfConcept(concept, frequency, own)).flat());
  });
  const blocks: AskedText[][] = [];
  for (;;) {
    const fullest = queues.filter((queue) => queue.length > 0).sort((a, b) => b.length - a.length).slice(0, together); // prettier-ignore
    if (fullest.length < together) return blocks.flat();
    blocks.push(fullest.map((queue) => queue.pop()!));
  }
}

function pairsOfConcept(concept: Concept, frequency: Frequency, rng: Rng): AskedText[] {
  const { title, track, language, keywords, objectives, short, depth, examples, pitfalls, questions, exercise } = concept;
  const where = track === language || language === track ? track : `${language} ${track}`;
  const explanation = sentenceWindows(plainText(short), windowWords);
  const within = (body: string): string => (rng.next() < 0.6 ? headed([title], body) : body);
  const spoken = (question: string): string => asTyped(rng.next() < 0.35 ? `${question} in ${where}` : question, rng);
  const sections: readonly (readonly [string, string])[] = [
    ...examples.map((example) => [example.title, `${example.intro} ${example.notice}`] as const),
    ...pitfalls.map((pitfall) => [pitfall.title, `${pitfall.intro} ${pitfall.why}`] as const),
    [exercise.title, exercise.task],
  ];
  const made: AskedText[] = [];
  const ask = (anchor: string, answer: string): void => void made.push({ anchor, answer });
  for (const question of headingQuestions(title, '', frequency, rng).slice(0, 2)) ask(spoken(question), within(rng.pick(explanation.slice(0, 2))));
  for (const objective of objectives) {
    const deed = plainText(objective);
    ask(spoken(rng.pick([`how do I ${deed}`, `I want to ${deed}`, `how to ${deed}`, deed])), headed([title], bestFor(deed, [...explanation, ...sentenceWindows(plainText(depth), windowWords)])));
  }
  for (const keyword of keywords) ask(spoken(rng.pick([keyword, `what is ${keyword}`, `${keyword} explained`])), within(bestFor(keyword, explanation)));
  for (const [name, text] of sections) {
    for (const window of sentenceWindows(plainText(text), windowWords).slice(0, 2)) ask(spoken(rng.pick([plainText(name), keywordsOf(window, frequency, rng)])), within(window));
  }
  for (const { prompt, why } of questions) ask(asTyped(plainText(prompt).split('\n')[0], rng), within(plainText(why)));
  for (const window of [...explanation, ...sentenceWindows(plainText(depth), windowWords)]) {
    const asked = window.split(/(?<=[.!?]) /).flatMap(sentenceQuestions);
    ask(asked.length > 0 ? spoken(rng.pick(asked)) : keywordsOf(window, frequency, rng), within(window));
  }
  return made.filter(({ anchor, answer }) => anchor.length >= 3 && answer.length >= 20);
}

/** The window that shares most words with a text; the first where none shares any. */
function bestFor(text: string, windows: readonly string[]): string {
  const sought = new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  const overlap = (window: string): number => new Set((window.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => sought.has(word))).size;
  return windows.reduce((best, window) => (overlap(window) > overlap(best) ? window : best), windows[0] ?? text);
}
