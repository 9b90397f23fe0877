import type { BatchSource } from './source';

/** Draws each batch from one of several sources, with the given odds. */
export function mixture(parts: readonly { readonly source: BatchSource; readonly share: number }[]): BatchSource {
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  if (!(total > 0)) throw new RangeError('a mixture needs a positive share');
  return {
    next(rng) {
      let left = rng.next() * total;
      const chosen = parts.find(({ share }) => (left -= share) < 0) ?? parts[parts.length - 1];
      return chosen.source.next(rng);
    },
    cursor: () =>
      Object.fromEntries(parts.flatMap(({ source }, i) => Object.entries(source.cursor()).map(([key, value]) => [`${i}.${key}`, value]))),
    seek(cursor) {
      parts.forEach(({ source }, i) => {
        const own = Object.entries(cursor).filter(([key]) => key.startsWith(`${i}.`));
        source.seek(Object.fromEntries(own.map(([key, value]) => [key.slice(`${i}.`.length), value])));
      });
    },
  };
}
