import { z } from 'zod';
import { createTokenizer, readTokenizerJson, type Tokenizer } from '@/lib/ml/text/bpe';

const configSchema = z.looseObject({
  add_bos_token: z.boolean().optional(),
  bos_token: z.string().nullish(),
  eos_token: z.string().nullish(),
  cls_token: z.string().nullish(),
  sep_token: z.string().nullish(),
});

/** A model's tokenizer with what stands around its texts. */
export interface ModelTokenizer extends Tokenizer {
  /** Put before every text where the model was trained so. */
  readonly bos?: number;
  /** Ends a text. */
  readonly eos?: number;
  /** The text between the tokens that an encoder wants around it, cut to a length. */
  surrounded(text: string, longest: number): number[];
}

/** Reads tokenizer.json and tokenizer_config.json. Throws LoamError `unprocessable` for a tokenizer of another kind. */
export function openTokenizer(tokenizerJson: Uint8Array, tokenizerConfig: Uint8Array): ModelTokenizer {
  const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
  const tokenizer = createTokenizer(readTokenizerJson(parse(tokenizerJson)));
  const config = configSchema.parse(parse(tokenizerConfig));
  const idOf = (token: string | null | undefined): number | undefined => (token ? tokenizer.special(token) : undefined);
  const [cls, sep] = [idOf(config.cls_token), idOf(config.sep_token)];
  return {
    ...tokenizer,
    bos: config.add_bos_token ? idOf(config.bos_token) : undefined,
    eos: idOf(config.eos_token),
    surrounded(text, longest) {
      const [before, after] = [cls === undefined ? [] : [cls], sep === undefined ? [] : [sep]];
      return [...before, ...tokenizer.encode(text).slice(0, longest - before.length - after.length), ...after];
    },
  };
}
