import type { Tokenizer } from '@/lib/ml/text/bpe';
import { readManifest, readModelFile } from './model-folder';
import { openTokenizer } from './tokenizer';

/** What stands before prose where a writer has a token for it. */
const textToken = '<|text|>';

/** How a decoder reads a passage of prose. */
export interface WriterTokens {
  readonly tokenizer: Tokenizer;
  /** What stands before every passage: at least one token, so that the first of the passage is predicted, too. */
  readonly start: readonly number[];
  /** Ends a passage. */
  readonly end: number;
  /** A passage's own beginning with its special tokens, where the tokenizer has such; otherwise {@link start}. */
  startFor(prefix: string | undefined): readonly number[];
}

/** Reads a model folder's tokenizer. @throws LoamError `not_found`, `unprocessable` */
export async function openWriterTokens(folder: string): Promise<WriterTokens> {
  const manifest = await readManifest(folder);
  const [file, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map((name) => readModelFile(folder, manifest, name)),
  );
  const tokenizer = openTokenizer(file, config);
  const knowsText = tokenizer.vocabulary.specialTokens.includes(textToken);
  const end = tokenizer.eos ?? 0;
  const start = knowsText ? [tokenizer.special(textToken)] : [tokenizer.bos ?? end];
  return {
    tokenizer,
    start,
    end,
    startFor: (prefix) => (knowsText && prefix?.endsWith(textToken) ? tokenizer.encode(prefix, { special: true }) : start),
  };
}
