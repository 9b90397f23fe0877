import { describe, expect, it } from 'vitest';
import { styleInput } from '../schemas';
import { inOwnStyle } from './own-style';
import type { PlannedStyle } from './plan-batch';
import { storyVoice } from './voices/story-voice';
import type { TellingRequest } from './voices/voice';

const style: PlannedStyle = {
  name: 'By the fire',
  base: 'plain',
  openings: ['Pull up a chair, it costs 5 $& and $1 more.', 'Hush now.'],
  asides: ['(I would not have believed it [either].)'],
  closings: ['That is all I know.'],
};
const request: TellingRequest = { prompt: 'A diver who finds a bell', genre: 'adventure', style: 'plain', seed: 5, variant: 0 };

describe('a style of one’s own', () => {
  it('stands in the story letter by letter, in the steps that it belongs to, the same for the same seed', async () => {
    const plain = (await storyVoice('composer').tell(request))!;
    const told = inOwnStyle(plain, style, 1);
    expect(inOwnStyle(plain, style, 1)).toEqual(told);
    const begun = Array.from({ length: 20 }, (_, seed) => inOwnStyle(plain, style, seed).text);
    for (const opening of style.openings) expect(begun.some((text) => text.startsWith(`${opening} `))).toBe(true);
    expect(told.text.endsWith(' That is all I know.')).toBe(true);
    const parts = told.sentences.map(({ beat, text }) => ({ beat, text }));
    expect(parts.at(-1)).toEqual({ beat: 'ending', text: 'That is all I know.' });
    const aside = parts.findIndex(({ text }) => text === style.asides[0]);
    expect([parts[aside - 1].beat, parts[aside].beat, parts[aside + 1].beat]).toEqual(['turn', 'turn', 'ending']);
    // Nothing else has changed, not even the paragraphs.
    const own = [...style.openings, ...style.asides, ...style.closings];
    expect(told.sentences.filter(({ text }) => !own.includes(text))).toEqual(plain.sentences);
    expect(own.reduce((text, line) => text.replace(line, () => ''), told.text).replaceAll(/ *\n\n */g, '\n\n').trim()).toBe(plain.text); // prettier-ignore
    expect(told.settings).toMatchObject({ ownStyle: 'By the fire' });
  });

  it('is put to a text without steps, too', () => {
    const told = inOwnStyle({ text: 'One. Two. Three. Four.', sentences: [], settings: {} }, { ...style, openings: ['Hush now.'] }, 3);
    expect(told.text).toBe(`Hush now. One. Two. Three. ${style.asides[0]} Four. That is all I know.`);
  });

  it.each([
    ['marks of plans', { openings: ['<|plan|> name: Eve.'] }, 'Leave out'],
    ['markup', { openings: ['So {N} said.'] }, 'Leave out'],
    ['line breaks', { closings: ['One.\nTwo.'] }, 'Leave out'],
    ['what is no sentence', { asides: ['and then'] }, 'whole sentences'],
    ['nothing at all', {}, 'at least one'],
  ])('refuses %s', (_, lines, message) => {
    expect(styleInput.safeParse({ name: 'Mine', ...lines }).error?.issues[0].message).toContain(message);
  });
});
