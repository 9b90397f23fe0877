/** GPT-2's pieces: contractions, words, numbers and punctuation, each with the one space before it; other white space. */
const piece = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** The pieces of a text within which tokens are formed; joined they are the text. */
export function pieces(text: string): string[] {
  return text.match(piece) ?? [];
}
