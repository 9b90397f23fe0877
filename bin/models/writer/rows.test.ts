import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { loadStoryContent } from '@/lib/features/stories/server/composer/content';
import type { Fiction } from '../fiction';
import { bareRows, composedRows, inventName, nameRows, toldRows, type WriterRow } from './rows';
import { wideNames, widenContent } from './widened-content';

const take = (rows: Iterable<WriterRow>, count: number): WriterRow[] => {
  const taken: WriterRow[] = [];
  for (const row of rows) {
    if (taken.push(row) >= count) break;
  }
  return taken;
};
const chapter = (text: string): Fiction => ({
  book: 'B',
  author: 'A',
  genres: ['mystery'],
  title: 't',
  licence: 'CC0-1.0',
  words: 100,
  level: 1,
  part: 'train',
  text,
});
const prose =
  'It was late when Marta came to the mill. She looked at Marta the elder, who said nothing, and then Marta said a word. ' +
  'The rain had not stopped. In the morning Marta went to the river, and the old miller laughed. She took the brass key with her. ' +
  'Nobody saw the key again. The wheel turned, and Marta was gone.';

describe('rows of the writer', () => {
  it('learns of a composed story the text with the sentences before it, and never the plan', () => {
    const rows = take(composedRows(createRng(1)), 50);
    for (const { row, learnFrom } of rows) {
      expect(row.slice(0, learnFrom)).toMatch(/^<\|story\|>genre: [^<]*<\|(?:before|text)\|>$/u);
      expect(row.slice(learnFrom)).toMatch(/^(?:[^<]+<\|text\|>)?[^<]+<\|end\|>$/u);
    }
    expect(rows.some(({ row, learnFrom }) => row.slice(0, learnFrom).endsWith('<|before|>'))).toBe(true);
  });

  it('begins bare prose with the mark that it is asked by, and learns what follows', () => {
    for (const { row, learnFrom } of bareRows([chapter(prose)], 200)) expect(row.slice(0, learnFrom)).toBe('<|text|>');
  });

  it('gives half of the heroes a name that is in no list, in plan and text alike', () => {
    const { names } = loadStoryContent();
    const known = new Set([names.training, names.heldOut].flatMap(({ she, he, they }) => [...she, ...he, ...they]));
    const stories = take(composedRows(createRng(2)), 700).filter(({ row }) => row.includes('beat: character'));
    const invented = stories.filter(({ row }) => !known.has(/name: (\S+)/u.exec(row)![1]));
    expect(invented.length / stories.length).toBeGreaterThan(0.35);
    expect(invented.length / stories.length).toBeLessThan(0.65);
    const inText = invented.filter(({ row, learnFrom }) => row.slice(learnFrom).includes(/name: (\S+)/u.exec(row)![1]));
    // First person stories say "I".
    expect(inText.length / invented.length).toBeGreaterThan(0.6);
  });

  it('never teaches a name that is kept for measuring', () => {
    const { heldOut } = loadStoryContent().names;
    const kept = new Set([...heldOut.she, ...heldOut.he, ...heldOut.they]);
    for (const { row } of take(composedRows(createRng(3)), 1000)) expect(kept.has(/name: (\S+)/u.exec(row)![1])).toBe(false);
  });

  it('covers a chapter once, in order, and learns what stands before as well', () => {
    const rows = [...toldRows([chapter(prose)], createRng(4))];
    const texts = rows.map(({ row }) => /<\|text\|>(.*)<\|end\|>$/su.exec(row)![1]);
    expect(texts.join(' ')).toBe(prose);
    for (const { row, learnFrom } of rows) expect(row.slice(0, learnFrom)).toMatch(/<\|(?:before|text)\|>$/u);
    expect(rows.some(({ row }) => row.includes('style: told') && row.includes('name: Marta (she)'))).toBe(true);
  });

  it('cuts plain prose at sentences', () => {
    const rows = [...bareRows([chapter(prose)], 120)];
    expect(rows.map(({ row }) => row.replace('<|text|>', '').replace('<|end|>', '')).join(' ')).toBe(prose);
    expect(rows.filter(({ row }) => row.endsWith('<|end|>'))).toHaveLength(1);
  });

  it('gives the same rows for the same seed', () => {
    const rows = (seed: number) => take(composedRows(createRng(seed)), 30).map(({ row }) => row);
    expect(rows(7)).toEqual(rows(7));
    expect(rows(7)).not.toEqual(rows(8));
  });

  it('invents names that can be read', () => {
    const rng = createRng(1);
    for (let i = 0; i < 100; i++) expect(inventName(rng)).toMatch(/^[A-Z][a-z]{2,14}$/);
  });

  it('says the same names twice, in another order, and teaches the second time', () => {
    const names = Array.from({ length: 40 }, (_, i) => inventName(createRng(i)));
    for (const { row, learnFrom } of take(nameRows(names, createRng(7)), 20)) {
      const listed = (text: string): string[] => text.match(/\p{Lu}\p{L}+/gu) ?? [];
      const [first, second] = [listed(row.slice(0, learnFrom)), listed(row.slice(learnFrom))];
      expect(first.length).toBeGreaterThanOrEqual(6);
      expect([...second].sort()).toEqual([...first].sort());
    }
  });

  it('calls the people of a passage otherwise than in their book, in plan and text alike', () => {
    const rows = take(toldRows([chapter(prose)], createRng(3), ['Zuleika', 'Ottokar']), 5);
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      expect(row).not.toContain('Marta');
      const name = /name: (\S+)/u.exec(row)?.[1];
      if (name) expect(row.slice(row.indexOf('<|text|>'))).toContain(name);
    }
    expect(rows.some(({ row }) => /name: (?:Zuleika|Ottokar)/u.test(row))).toBe(true);
  });
});

describe('widened content', () => {
  const content = loadStoryContent();
  const names = wideNames([chapter(prose.replaceAll('Marta', 'Zebedee')), chapter(prose)], content.names.heldOut, createRng(4));
  const wide = widenContent(content, names, createRng(5));

  it('finds the names of the fiction and leaves out those that are held out', () => {
    expect(content.names.heldOut.he).toContain('Zebedee');
    expect(names).toContain('Marta');
    expect(names).not.toContain('Zebedee');
  });

  it('has lists too long to be known by heart, made of words that the content has', () => {
    const words = new Set(content.written.flatMap((genre) => content.genres[genre].objects.flatMap(({ noun }) => noun.split(' '))));
    for (const { objects, roles, clues, foes } of Object.values(wide.genres)) {
      for (const list of [objects, roles, clues, foes]) expect(list.length).toBeGreaterThan(500);
      for (const { noun } of objects) for (const word of noun.split(' ')) expect(words).toContain(word);
    }
    expect(wide.genres.fantasy.variants).toBe(content.genres.fantasy.variants);
  });

  it('tells stories of it with the plan kept', () => {
    for (const { row } of take(composedRows(createRng(6), wide), 140)) {
      const name = /name: (\S+)/u.exec(row)![1];
      expect(names).toContain(name);
      const object = /beat: want .*object: ([^|<]+?)(?: \||<)/u.exec(row)?.[1];
      if (object) expect(row.slice(row.indexOf('<|text|>'))).toContain(object);
    }
  });
});
