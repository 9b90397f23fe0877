import type { ActivityDay } from '@/lib/features/learning/schemas';

export function didSomething({ steps, answers, exercises, reviews }: ActivityDay): boolean {
  return steps + answers + exercises + reviews > 0;
}

/** What happened on a day, in a line. */
export function dayWords(day: ActivityDay): string {
  const counted = (count: number, noun: string) => (count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]);
  const done = [
    ...counted(day.steps, 'step'),
    ...counted(day.answers, 'answer'),
    ...counted(day.exercises, 'exercise'),
    ...counted(day.reviews, 'review'),
  ];
  const date = new Date(`${day.day}T00:00:00Z`).toLocaleDateString('en', { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return `${date}: ${done.length === 0 ? 'rest' : done.join(', ')}`;
}

/** Days in a row up to the last day or the one before: whoever has not begun today has lost nothing. */
export function daysInARow(days: readonly ActivityDay[]): number {
  const marks = days.map(didSomething);
  if (marks.at(-1) === false) marks.pop();
  const gap = marks.lastIndexOf(false);
  return marks.length - 1 - gap;
}

/** A sentence about the last weeks that counts what was done and never what was not. */
export function activityWords(days: readonly ActivityDay[]): string {
  const active = days.filter(didSomething).length;
  if (active === 0) return 'Whenever you learn something, its day turns green here. Pauses are fine.';
  const row = daysInARow(days);
  const words = `You learned on ${active} ${active === 1 ? 'day' : 'days'} of the last four weeks`;
  return row > 1 ? `${words}, ${row} of them in a row just now.` : `${words}.`;
}
