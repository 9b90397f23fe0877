import { expect, it } from 'vitest';
import { storyVoice } from './voices/story-voice';
import type { ExampleRow } from './example-rows';
import { passagesFile, passagesOf } from './fine-tune-passages';

const row = (change: Partial<ExampleRow>): ExampleRow =>
  ({ id: 'x', text: 'A whole text. It ends.', plan: null, sentences: null, weight: 1, edited: false, ...change }) as ExampleRow;

const tell = () =>
  storyVoice('composer').tell({ prompt: 'A diver who finds a bell', genre: 'adventure', style: 'plain', seed: 1, variant: 0 });

it('teaches a planned story step by step, each behind its plan, and held together in one group', async () => {
  const told = (await tell())!;
  const passages = passagesOf([row({ id: 's', text: told.text, plan: told.told, sentences: told.sentences })]);
  expect(passages).toHaveLength(7);
  expect(new Set(passages.map(({ group }) => group))).toEqual(new Set(['s']));
  expect(passages.map(({ text }) => text).join(' ')).toBe(told.text.replaceAll(/\s+/g, ' '));
  for (const { prefix } of passages) expect(prefix).toMatch(/^<\|story\|>genre: adventure .*<\|text\|>$/s);
  expect(passages[1].prefix).toContain(`<|before|>${passages[0].text}`);
});

it('teaches one’s own writing and edited texts as prose, by their weight', async () => {
  const told = (await tell())!;
  const passages = passagesOf([row({ id: 'own', weight: 2 }), row({ id: 'edited', edited: true, plan: told.told, sentences: null })]);
  expect(passages).toEqual([
    { text: 'A whole text. It ends.', weight: 2, group: 'own' },
    { text: 'A whole text. It ends.', weight: 1, group: 'edited' },
  ]);
  expect(passagesFile([row({})]).split('\n')).toHaveLength(2);
});
