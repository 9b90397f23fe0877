import fc from 'fast-check';

/** Any string at all: every plane of Unicode, unassigned points and lone surrogates, with many letters, spaces and stops among them. */
export function anyText(maxLength = 40): fc.Arbitrary<string> {
  const point = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 0x24f }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
    { weight: 2, arbitrary: fc.integer({ min: 0x10000, max: 0x10ffff }) },
    { weight: 1, arbitrary: fc.constantFrom(0x41, 0x5f, 0x130, 0x3a3, 0x1d4b3, 0x10400, 0xfeff, 0x1f642) },
  );
  return fc.array(point, { maxLength }).map((points) => String.fromCodePoint(...points));
}
