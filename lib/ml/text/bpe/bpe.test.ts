import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AutoTokenizer, env, type PreTrainedTokenizer } from '@huggingface/transformers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenizer, readTokenizerJson, tokenizerFiles, trainBpe } from '.';
import { anyText } from '../testing/any-text';

const text = `The kiln held its heat until morning. "It's cold," she'd said, but the clay wasn't; 42 bowls stood
in three rows, and the 43rd – the cracked one – stood apart.\n\n  They'll ask why. Then we'll show them the crack,
the kiln, the clay and the heat. A café in Zürich ordered 7 of the bowls: naïve, perhaps, but kind. `.repeat(3);
const specialTokens = ['<pad>', '<bos>', '<eos>', '[CLS]', '[SEP]'];
const vocabulary = trainBpe([text], { vocabularySize: 420, specialTokens });
const tokenizer = createTokenizer(vocabulary);
const hostile = [
  '',
  ' ',
  '\n\n\t ',
  '日本語のテキスト',
  '🎉👩‍👩‍👧‍👦',
  'مرحبا',
  "'s'll'd",
  'x'.repeat(500),
  '\u0000\u001f',
  'ﬁ\u0301',
  ' <pad',
  '½²Ⅷ',
  'a\u00a0b\u2003c',
  text,
];

/** Lone surrogates cannot be written in UTF-8. */
const wellFormed = (each: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(each));

/** The definition, as slowly as it reads: count all pairs afresh for every merge. */
function slowMerges(words: readonly (readonly [string, number])[], count: number, base: number): [number, number][] {
  const split = words.map(([word, times]) => ({ times, tokens: Array.from(new TextEncoder().encode(word), (byte) => base + byte) }));
  const merges: [number, number][] = [];
  while (merges.length < count) {
    const counts = new Map<string, number>();
    for (const { tokens, times } of split)
      for (let i = 1; i < tokens.length; i++) {
        const key = `${tokens[i - 1]} ${tokens[i]}`;
        counts.set(key, (counts.get(key) ?? 0) + times);
      }
    const ranked = [...counts].map(([key, n]) => ({ pair: key.split(' ').map(Number) as [number, number], n }));
    ranked.sort((a, b) => b.n - a.n || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
    const [best] = ranked;
    if (!best || best.n < 2) break;
    const made = base + 256 + merges.length;
    merges.push(best.pair);
    for (const word of split)
      for (let i = 0; i + 1 < word.tokens.length; i++)
        if (word.tokens[i] === best.pair[0] && word.tokens[i + 1] === best.pair[1]) word.tokens.splice(i, 2, made);
  }
  return merges;
}

describe('trainBpe', () => {
  it('learns what the plain definition gives', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[abc ]{1,12}$/), { minLength: 1, maxLength: 12 }), (texts) => {
        const counts = new Map<string, number>();
        for (const each of texts)
          for (const word of each.match(/ ?\p{L}+|\s+(?!\S)|\s+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
        const learned = trainBpe(texts, { vocabularySize: 1 + 256 + 20, specialTokens: ['<pad>'] });
        expect(learned.merges).toEqual(slowMerges([...counts], 20, 1));
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a size without room for the bytes', () => {
    expect(() => trainBpe([text], { vocabularySize: 200, specialTokens })).toThrow(RangeError);
  });
});

describe('createTokenizer', () => {
  it('gives back any text', () => {
    for (const each of hostile) expect(tokenizer.decode(tokenizer.encode(each))).toBe(each);
    fc.assert(
      fc.property(anyText(), (each) => {
        expect(tokenizer.decode(tokenizer.encode(each))).toBe(wellFormed(each));
      }),
    );
  });

  it('is shorter than bytes on text like its own', () => {
    expect(tokenizer.encode(text).length).toBeLessThan(text.length / 2);
  });

  it('takes special tokens for such only when told to', () => {
    expect(tokenizer.encode('<bos>the', { special: true })).toEqual([1, ...tokenizer.encode('the')]);
    expect(tokenizer.encode('<bos>the')).not.toContain(1);
    expect(tokenizer.decode([1, ...tokenizer.encode('the'), 2])).toBe('the');
    expect(tokenizer.decode([1, ...tokenizer.encode('the'), 2], { special: true })).toBe('<bos>the<eos>');
    expect(() => tokenizer.special('<none>')).toThrow(RangeError);
  });

  it('encodes a word of 20,000 characters without freezing', () => {
    const word = 'kilnheatclay'.repeat(1700);
    expect(tokenizer.decode(tokenizer.encode(word))).toBe(word);
  });
});

describe('tokenizer.json', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'loam-bpe-'));
    env.allowRemoteModels = false;
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function inTransformers(roles: Parameters<typeof tokenizerFiles>[1], of = vocabulary): Promise<PreTrainedTokenizer> {
    const files = tokenizerFiles(of, roles, { modelMaxLength: 512 });
    await writeFile(path.join(folder, 'tokenizer.json'), JSON.stringify(files.tokenizer));
    await writeFile(path.join(folder, 'tokenizer_config.json'), JSON.stringify(files.config));
    return AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  }

  it('is loaded by transformers.js, which then gives the same ids and texts', async () => {
    const theirs = await inTransformers({ pad: '<pad>', bos: '<bos>', eos: '<eos>' });
    for (const each of hostile) {
      const ids = tokenizer.encode(each);
      expect(theirs.encode(each, { add_special_tokens: false }), JSON.stringify(each)).toEqual(ids);
      if (ids.length > 0) expect(theirs.decode(ids, { skip_special_tokens: true })).toBe(each);
    }
    expect(theirs.encode('a <bos>b', { add_special_tokens: false })).toEqual(tokenizer.encode('a <bos>b', { special: true }));
  });

  it('puts [CLS] and [SEP] around texts where the model wants them', async () => {
    const theirs = await inTransformers({ pad: '<pad>', cls: '[CLS]', sep: '[SEP]' });
    expect(theirs.encode('the kiln')).toEqual([3, ...tokenizer.encode('the kiln'), 4]);
  });

  it('keeps an uncased vocabulary uncased', async () => {
    const uncased = trainBpe([text], { vocabularySize: 420, specialTokens, uncased: true });
    const ours = createTokenizer(uncased);
    expect(ours.encode('Kiln the kiln')).toEqual(ours.encode('kiln THE Kiln'));
    expect(ours.encode('kiln')).toEqual(ours.encode(' kiln'));
    expect(ours.decode(ours.encode('The Kiln'))).toBe(' the kiln');
    expect(uncased.merges.some((pair) => pair.some((id) => /[A-Z]/.test(ours.decode([id]))))).toBe(false);
    const theirs = await inTransformers({ pad: '<pad>', cls: '[CLS]', sep: '[SEP]' }, uncased);
    for (const each of hostile) expect(theirs.encode(each, { add_special_tokens: false }), JSON.stringify(each)).toEqual(ours.encode(each));
    const { tokenizer: file } = tokenizerFiles(uncased, { pad: '<pad>' }, { modelMaxLength: 512 });
    expect(readTokenizerJson(JSON.parse(JSON.stringify(file)))).toEqual(uncased);
    expect(() => readTokenizerJson({ ...file, normalizer: { type: 'NFKC' } })).toThrow('byte-level BPE');
  });

  it('is read back', () => {
    const { tokenizer: file } = tokenizerFiles(vocabulary, { pad: '<pad>' }, { modelMaxLength: 512 });
    expect(readTokenizerJson(JSON.parse(JSON.stringify(file)))).toEqual(vocabulary);
    expect(() => readTokenizerJson({ model: { type: 'WordPiece' } })).toThrow('byte-level BPE');
  });
});
