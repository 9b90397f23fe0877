import type { Rng } from '@/lib/core/rng';

/**
 * Divides items so that all items of a group (a book, a source, a learner) fall on the same side. Groups are drawn in
 * random order, each going where most items are missing; shares are relative and need not add up to one. The items of
 * each part keep their order.
 * @throws RangeError for shares below zero or all zero
 */
export function splitByGroup<T, Part extends string>(
  items: readonly T[],
  groupOf: (item: T) => string,
  shares: Readonly<Record<Part, number>>,
  rng: Rng,
): Record<Part, T[]> {
  const parts = Object.keys(shares) as Part[];
  const total = parts.reduce((sum, part) => sum + shares[part], 0);
  if (!(total > 0) || parts.some((part) => !(shares[part] >= 0))) throw new RangeError('shares must be zero or more, and not all zero');
  const sizes = new Map<string, number>();
  for (const item of items) sizes.set(groupOf(item), (sizes.get(groupOf(item)) ?? 0) + 1);
  const missing = new Map(parts.map((part) => [part, (shares[part] / total) * items.length]));
  const partOf = new Map<string, Part>();
  for (const group of rng.shuffle([...sizes.keys()].sort())) {
    const neediest = parts.reduce((best, part) => ((missing.get(part) ?? 0) > (missing.get(best) ?? 0) ? part : best));
    partOf.set(group, neediest);
    missing.set(neediest, (missing.get(neediest) ?? 0) - (sizes.get(group) ?? 0));
  }
  return Object.fromEntries(parts.map((part) => [part, items.filter((item) => partOf.get(groupOf(item)) === part)])) as Record<Part, T[]>;
}
