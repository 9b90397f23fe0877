import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { fitBigram } from '@/lib/ml/eval';
import { hasOrder, shuffleWords } from './word-order';

const names = 'fox owl hen cat dog elk ram bee'.split(' ');
const deeds = 'ran sat sang hid ate slept swam dug'.split(' ');
const ids = new Map([...names, ...deeds, 'the', 'and', 'then'].map((word, id) => [word, id]));
const rng = createRng(2);
const passage = (): string => Array.from({ length: 12 }, () => `the ${rng.pick(names)} ${rng.pick(deeds)} and then`).join(' ');

function ordered(texts: readonly string[], seed: number): boolean {
  const encode = (text: string): number[] => text.split(' ').map((word) => ids.get(word)!);
  const bigram = fitBigram(texts.slice(0, 20).map(encode), ids.size);
  const nats = (text: string): number => -bigram.logLikelihoods(encode(text)).reduce((sum, score) => sum + score, 0);
  const compared = texts
    .slice(20)
    .map((text, i) => ({ own: nats(text), shuffled: nats(shuffleWords(text, createRng(seed).fork(String(i)))) }));
  return hasOrder(compared, createRng(seed));
}

it('sees order where there is some, and none in shuffled words, whatever the seed', () => {
  const texts = Array.from({ length: 30 }, passage);
  expect(ordered(texts, 1)).toBe(true);
  for (let seed = 1; seed <= 30; seed++) {
    const shuffled = texts.map((text, i) => shuffleWords(text, createRng(seed).fork(`given ${i}`)));
    expect(ordered(shuffled, seed)).toBe(false);
  }
});

it('leaves every word in its line, and the spaces where they were', () => {
  const text = 'one two  three four\n\nfive six seven eight nine';
  const shuffled = shuffleWords(text, createRng(2));
  expect(shuffled).not.toBe(text);
  expect(shuffled.replaceAll(/\S+/g, '-')).toBe(text.replaceAll(/\S+/g, '-'));
  const sorted = (of: string): string[] => of.split('\n').map((line) => line.split(' ').sort().join(' ')); // prettier-ignore
  expect(sorted(shuffled)).toEqual(sorted(text));
});

it('shuffles characters where there are no spaces', () => {
  const text = '春はあけぼのやうやう白くなりゆく山ぎは';
  const shuffled = shuffleWords(text, createRng(1));
  expect(shuffled).not.toBe(text);
  expect([...shuffled].sort()).toEqual([...text].sort());
});
