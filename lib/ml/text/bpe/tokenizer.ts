import { utf8 } from './byte-alphabet';
import { pieces } from './pre-tokenize';
import { firstByte, firstMerge, normalizeText, tokenBytes, vocabularySize, type BpeVocabulary } from './vocabulary';

export interface Tokenizer {
  readonly vocabulary: BpeVocabulary;
  readonly size: number;
  /**
   * The ids of a text. Special tokens written in the text are recognised only with `special`: text from
   * people must not be able to write them.
   */
  encode(text: string, options?: { special?: boolean }): number[];
  /** The text of ids. Special tokens are left out unless `special`; bytes that are no UTF-8 become U+FFFD. */
  decode(ids: Iterable<number>, options?: { special?: boolean }): string;
  /** The id of a special token. Throws RangeError for one that the vocabulary lacks. */
  special(token: string): number;
  /** The bytes that a token stands for; none for a special one. */
  bytes(id: number): Uint8Array;
}

/** Words whose ids are remembered; beyond, the memory is emptied, for natural text soon fills it again. */
const rememberedWords = 100_000;

/** A tokenizer over a byte-level BPE vocabulary: `decode(encode(text))` is the text, for any text, unless the vocabulary is uncased. */
export function createTokenizer(vocabulary: BpeVocabulary): Tokenizer {
  const [byteBase, mergeBase] = [firstByte(vocabulary), firstMerge(vocabulary)];
  const ranks = new Map(vocabulary.merges.map(([left, right], rank) => [left * 0x200000 + right, rank]));
  const bytes = tokenBytes(vocabulary);
  const specialIds = new Map(vocabulary.specialTokens.map((token, id) => [token, id]));
  const remembered = new Map<string, readonly number[]>();

  const encodeWord = (word: string): readonly number[] => {
    let ids = remembered.get(word);
    if (ids) return ids;
    ids = merge(
      Array.from(utf8(word), (byte) => byteBase + byte),
      ranks,
      mergeBase,
    );
    if (remembered.size >= rememberedWords) remembered.clear();
    remembered.set(word, ids);
    return ids;
  };
  const encodeText = (text: string, into: number[]): void => {
    for (const word of pieces(normalizeText(vocabulary, text))) for (const id of encodeWord(word)) into.push(id);
  };

  return {
    vocabulary,
    size: vocabularySize(vocabulary),
    encode(text, { special = false } = {}) {
      const ids: number[] = [];
      if (!special || specialIds.size === 0) encodeText(text, ids);
      else
        for (const part of splitAtSpecial(text, vocabulary.specialTokens)) {
          const id = specialIds.get(part);
          if (id === undefined) encodeText(part, ids);
          else ids.push(id);
        }
      return ids;
    },
    decode(ids, { special = false } = {}) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      let text = '';
      for (const id of ids) {
        if (id >= byteBase) text += decoder.decode(bytes[id], { stream: true });
        else if (special) text += decoder.decode() + vocabulary.specialTokens[id];
      }
      return text + decoder.decode();
    },
    special(token) {
      const id = specialIds.get(token);
      if (id === undefined) throw new RangeError(`the vocabulary has no special token ${token}`);
      return id;
    },
    bytes: (id) => bytes[id],
  };
}

/** Applies the merges in the order in which they were learned, each to all its places at once. */
function merge(tokens: number[], ranks: ReadonlyMap<number, number>, mergeBase: number): readonly number[] {
  for (;;) {
    let best = Infinity;
    for (let i = 1; i < tokens.length; i++) {
      const rank = ranks.get(tokens[i - 1] * 0x200000 + tokens[i]);
      if (rank !== undefined && rank < best) best = rank;
    }
    if (best === Infinity) return tokens;
    const merged: number[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const joins = i + 1 < tokens.length && ranks.get(tokens[i] * 0x200000 + tokens[i + 1]) === best;
      merged.push(joins ? mergeBase + best : tokens[i]);
      if (joins) i++;
    }
    tokens = merged;
  }
}

/** The text cut at the special tokens in it, the longest first where one begins another. */
function splitAtSpecial(text: string, specialTokens: readonly string[]): string[] {
  const longestFirst = [...specialTokens].sort((left, right) => right.length - left.length);
  const pattern = longestFirst.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.split(new RegExp(`(${pattern})`)).filter((part) => part !== '');
}
