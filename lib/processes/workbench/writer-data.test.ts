import { expect, it } from 'vitest';
import { chooseVocabularySize } from './writer-data';

it('gives a longer text a larger vocabulary, within bounds', () => {
  expect([1e3, 2e5, 6e5, 1e9].map(chooseVocabularySize)).toEqual([448, 512, 1472, 4096]);
});
