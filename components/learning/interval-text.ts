const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** From this many of a unit on it is said in that unit: 10 days are 10 days, 15 are two weeks. */
const leastOf: Partial<Record<(typeof units)[number][0], number>> = { week: 2, month: 2 };

/** A time until something comes back, roughly, in one unit: `10 minutes`, `3 days`, `2 months`. */
export function intervalText(seconds: number): string {
  const [unit, size] = units.find(([name, length]) => seconds >= length * (leastOf[name] ?? 1)) ?? ['minute', 60];
  const count = Math.max(1, Math.round(seconds / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
