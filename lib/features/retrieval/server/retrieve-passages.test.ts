import { expect, it } from 'vitest';
import type { OwnPassage } from '@/lib/features/documents/server';
import { rankPassages } from './retrieve-passages';

const passage = (heading: string, text: string): OwnPassage => ({
  id: heading,
  documentId: 'd',
  documentTitle: 'Handbook',
  format: 'markdown',
  heading,
  text,
});
const passages = [
  passage('Deploying › Rollback', 'To roll a release back, run `rollback("v2")` and watch the dashboard.'),
  passage('Deploying › Release', 'A release is tagged, built and shipped.'),
  passage('Holidays', 'Ask your manager.'),
];
const found = (topic: string) => rankPassages(topic, passages).map(({ heading }) => heading);

it('finds passages by heading and text, the best first', () => {
  expect(found('rolling back a release')[0]).toBe('Deploying › Rollback');
  expect(found('what about holidays?')).toEqual(['Holidays']);
});

it('finds nothing where too little of the topic is there', () => {
  expect(found('release of doves at weddings')).toEqual([]);
  expect(found('underwater basket weaving')).toEqual([]);
  expect(found('the')).toEqual([]);
  expect(rankPassages('release', [])).toEqual([]);
});
