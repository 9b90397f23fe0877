import { expect, it } from 'vitest';
import { warningsOf, type OutlineStep } from '.';

const concepts = {
  a: { title: 'A', prerequisites: [] },
  b: { title: 'B', prerequisites: ['a'] },
  c: { title: 'C', prerequisites: ['a', 'b'] },
};
const step = (conceptId: string | null, shape = 'idea'): OutlineStep => ({
  conceptId,
  passageId: null,
  shape,
  title: shape,
  minutes: 5,
  opening: shape === 'goal',
});
const said = (...steps: OutlineStep[]) => warningsOf(steps, concepts).map(({ concept, needs, kind }) => `${concept} ${needs} ${kind}`);

it('is silent where each concept comes after what it builds on', () => {
  expect(said(step('a'), step('b'), step('b', 'depth'), step(null), step('c'))).toEqual([]);
});

it('lets an opening name what is only taught later', () => {
  expect(said(step('b', 'goal'), step('a'), step('b'))).toEqual([]);
  expect(said(step('a', 'goal'), step('b'))).toEqual(['B A absent']);
});

it('tells what comes later from what is missing, once a concept', () => {
  expect(said(step('b'), step('a'), step('b', 'depth'))).toEqual(['B A later']);
  expect(said(step('c'), step('b'))).toEqual(['C A absent', 'C B later', 'B A absent']);
});
