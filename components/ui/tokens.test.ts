import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const stylesheet = readFileSync(path.resolve(import.meta.dirname, '../../app/globals.css'), 'utf8');

/** Every token of globals.css that has a light and a dark colour. */
const tokens = new Map(
  [...stylesheet.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['paper', 'surface', 'sunken', 'raised'];
const textPairs: [string, string][] = [
  ...['ink', 'ink-soft', 'leaf', 'leaf-deep', 'clay', 'danger', 'warn', 'sky'].flatMap((ink): [string, string][] =>
    grounds.map((ground) => [ink, ground]),
  ),
  ...['leaf-deep', 'ink', 'ink-soft'].map((ink): [string, string] => [ink, 'leaf-wash']),
  ...['clay', 'danger', 'warn', 'sky'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-wash`],
    ['ink', `${tone}-wash`],
    ['ink-soft', `${tone}-wash`],
  ]),
  ['on-leaf', 'leaf'],
  ['on-leaf', 'leaf-deep'],
  ['on-danger', 'danger'],
  ...['ink', 'comment', 'keyword', 'string', 'number', 'name'].flatMap((kind): [string, string][] => [
    [`code-${kind}`, 'sunken'],
    [`code-${kind}`, 'surface'],
  ]),
];
const edgePairs: [string, string][] = ['line-strong', 'focus', 'leaf'].flatMap((edge): [string, string][] =>
  grounds.map((ground) => [edge, ground]),
);

function ratio(a: string, b: string, theme: 'light' | 'dark'): number {
  const [first, second] = [tokens.get(a), tokens.get(b)];
  if (!first || !second) throw new Error(`no such token: ${a} or ${b}`);
  return contrast(first[theme], second[theme]);
}

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  it.each(textPairs)('text %s on %s reaches 4.5 (WCAG AA)', (ink, ground) => {
    expect(ratio(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(edgePairs)('edge %s on %s reaches 3 (WCAG 1.4.11)', (edge, ground) => {
    expect(ratio(edge, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

describe('contrast', () => {
  it('knows black on white, and refuses the famous near miss', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
    expect(contrast('#767676', '#ffffff')).toBeGreaterThan(4.5);
  });
});
