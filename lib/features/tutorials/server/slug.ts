/** Longest slug before a number is put behind it. */
const longest = 80;

/**
 * The part of the address that names a tutorial: lower-case letters and digits of any script, joined by
 * hyphens. A title without any (only emoji, say) gives `tutorial`.
 */
export function slugify(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  const slug = [...(words ?? []).join('-')].slice(0, longest).join('').replace(/-+$/, '');
  return slug || 'tutorial';
}

/** Addresses below /tutorials that are something else. */
const reserved: ReadonlySet<string> = new Set(['batch', 'categories', 'new', 'outlines', 'ranker', 'requests', 'templates']);

/** The n-th slug of the same title: `x`, `x-2`, `x-3`. A title that would take a reserved address begins one later. */
export function numberedSlug(slug: string, n: number): string {
  const number = reserved.has(slug) ? n + 1 : n;
  return number === 1 ? slug : `${slug}-${number}`;
}

/** A title out of a topic: the words as they were written, each with a capital, little words small. */
export function titleOf(topic: string): string {
  const small = new Set(['a', 'an', 'and', 'as', 'at', 'but', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'vs', 'with']);
  return topic
    .trim()
    .replace(/\s+/g, ' ')
    .split(' ')
    .map((word, index) => (index > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}
