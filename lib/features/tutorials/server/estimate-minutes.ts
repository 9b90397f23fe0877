import type { Step } from '../schemas';

/** Words a minute for technical prose that one wants to understand, not skim (Brysbaert 2019 gives 238 for plain prose). */
const wordsPerMinute = 160;
/** Reading a line of new code and comparing it with its output. */
const minutesPerCodeLine = 0.12;
const minutesPerCheckpoint = 1;
const minutesPerExercise = 6;

/** Time for a reader who runs the examples and tries the exercise, in whole minutes, at least 2. */
export function estimateMinutes(step: Pick<Step, 'explanation' | 'examples' | 'pitfalls' | 'checkpoint' | 'exercise'>): number {
  const prose = [
    step.explanation,
    ...step.examples.flatMap(({ intro, notice }) => [intro, notice]),
    ...step.pitfalls.flatMap(({ intro, why }) => [intro, why]),
    step.exercise?.task ?? '',
  ];
  const code = [...step.examples.map((example) => example.code), ...step.pitfalls.flatMap(({ wrong, right }) => [wrong.code, right.code])];
  const words = prose.join(' ').split(/\s+/).filter(Boolean).length;
  const lines = code
    .join('\n')
    .split('\n')
    .filter((line) => line.trim() !== '').length;
  const minutes =
    words / wordsPerMinute +
    lines * minutesPerCodeLine +
    (step.checkpoint ? minutesPerCheckpoint : 0) +
    (step.exercise ? minutesPerExercise : 0);
  return Math.max(2, Math.round(minutes));
}
