/** A trained byte-level BPE vocabulary. */
export interface BpeVocabulary {
  /** Tokens with a meaning of their own, such as `<pad>`; they hold the first ids. */
  readonly specialTokens: readonly string[];
  /** Pairs of token ids, in the order in which they were learned: merge i makes the token {@link firstMerge} + i. */
  readonly merges: readonly (readonly [number, number])[];
  /** Texts are read in lower case and as if a space stood before them, so that a word is one token wherever it stands. */
  readonly uncased?: boolean;
}

/** A text as the vocabulary reads it. */
export function normalizeText({ uncased }: Pick<BpeVocabulary, 'uncased'>, text: string): string {
  if (!uncased) return text;
  return text === '' || text.startsWith(' ') ? text.toLowerCase() : ` ${text.toLowerCase()}`;
}

/** Id of the first byte's token. Byte b is the token firstByte + b. */
export function firstByte({ specialTokens }: Pick<BpeVocabulary, 'specialTokens'>): number {
  return specialTokens.length;
}

/** Id of the token that the first merge makes. */
export function firstMerge(vocabulary: Pick<BpeVocabulary, 'specialTokens'>): number {
  return firstByte(vocabulary) + 256;
}

/** Number of tokens. */
export function vocabularySize(vocabulary: BpeVocabulary): number {
  return firstMerge(vocabulary) + vocabulary.merges.length;
}

/** The bytes that each token stands for, by id; none for special tokens. */
export function tokenBytes(vocabulary: BpeVocabulary): Uint8Array[] {
  const bytes = vocabulary.specialTokens.map(() => new Uint8Array());
  for (let byte = 0; byte < 256; byte++) bytes.push(Uint8Array.of(byte));
  for (const [left, right] of vocabulary.merges) {
    const joined = new Uint8Array(bytes[left].length + bytes[right].length);
    joined.set(bytes[left]);
    joined.set(bytes[right], bytes[left].length);
    bytes.push(joined);
  }
  return bytes;
}
