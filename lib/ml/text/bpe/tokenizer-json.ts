import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { characterOfByte } from './byte-alphabet';
import { tokenBytes, type BpeVocabulary } from './vocabulary';

/** What stands around every text that the model sees, by the names of special tokens. */
export interface SpecialRoles {
  readonly pad?: string;
  readonly bos?: string;
  readonly eos?: string;
  readonly unk?: string;
  readonly cls?: string;
  readonly sep?: string;
  readonly mask?: string;
}

export interface TokenizerFiles {
  /** tokenizer.json, as the tokenizers library and transformers.js read it. */
  readonly tokenizer: Record<string, unknown>;
  /** tokenizer_config.json. */
  readonly config: Record<string, unknown>;
}

/**
 * The files from which other programs load the tokenizer. With `cls` and `sep` every text is put between
 * the two, as BERT wants it.
 */
export function tokenizerFiles(
  vocabulary: BpeVocabulary,
  roles: SpecialRoles,
  { modelMaxLength }: { modelMaxLength: number },
): TokenizerFiles {
  const written = writtenTokens(vocabulary);
  const idOf = (token: string) => vocabulary.specialTokens.indexOf(token);
  const surround =
    roles.cls && roles.sep
      ? {
          type: 'TemplateProcessing',
          single: [special(roles.cls, 0), sequence('A', 0), special(roles.sep, 0)],
          pair: [special(roles.cls, 0), sequence('A', 0), special(roles.sep, 0), sequence('B', 1), special(roles.sep, 1)],
          special_tokens: Object.fromEntries(
            [roles.cls, roles.sep].map((token) => [token, { id: token, ids: [idOf(token)], tokens: [token] }]),
          ),
        }
      : null;
  const named = Object.fromEntries(Object.entries(roles).map(([role, token]) => [`${role}_token`, token as string]));
  return {
    tokenizer: {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: vocabulary.specialTokens.map((content, id) => ({
        id,
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      })),
      normalizer: vocabulary.uncased ? { type: 'Lowercase' } : null,
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: vocabulary.uncased ?? false, trim_offsets: true, use_regex: true },
      post_processor: surround,
      decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        ignore_merges: false,
        vocab: Object.fromEntries(written.map((token, id) => [token, id])),
        merges: vocabulary.merges.map(([left, right]) => [written[left], written[right]]),
      },
    },
    config: {
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_max_length: modelMaxLength,
      clean_up_tokenization_spaces: false,
      padding_side: roles.cls ? 'right' : 'left',
      ...named,
    },
  };
}

const fileSchema = z.object({
  normalizer: z.object({ type: z.literal('Lowercase') }).nullish(),
  added_tokens: z.array(z.object({ id: z.number().int(), content: z.string() })),
  model: z.object({
    type: z.literal('BPE'),
    vocab: z.record(z.string(), z.number().int()),
    merges: z.array(z.union([z.tuple([z.string(), z.string()]), z.string()])),
  }),
});

/**
 * The vocabulary of a tokenizer.json that {@link tokenizerFiles} made.
 * @throws LoamError `unprocessable` for one whose ids are laid out otherwise
 */
export function readTokenizerJson(file: unknown): BpeVocabulary {
  const refuse = (why: string, cause?: unknown) => new LoamError('unprocessable', `This tokenizer.json cannot be used: ${why}.`, { cause });
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success) throw refuse('it is not a byte-level BPE', parsed.error);
  const { added_tokens: added, normalizer, model } = parsed.data;
  const specialTokens = [...added].sort((left, right) => left.id - right.id).map(({ content }) => content);
  const idOf = (token: string): number => {
    const id = model.vocab[token];
    if (id === undefined) throw refuse(`a merge names ${token}, which is no token`);
    return id;
  };
  const merges = model.merges.map((pair) => {
    const [left, right] = typeof pair === 'string' ? pair.split(' ') : pair;
    return [idOf(left), idOf(right)] as const;
  });
  const vocabulary = { specialTokens, merges, ...(normalizer ? { uncased: true } : {}) };
  writtenTokens(vocabulary).forEach((token, id) => {
    if (model.vocab[token] !== id) throw refuse(`its ids are not laid out as special tokens, bytes, merges (${token} is not ${id})`);
  });
  return vocabulary;
}

/** Each token as it stands in the file, by id. */
function writtenTokens(vocabulary: BpeVocabulary): string[] {
  return tokenBytes(vocabulary).map(
    (bytes, id) => vocabulary.specialTokens[id] ?? Array.from(bytes, (byte) => characterOfByte[byte]).join(''),
  );
}

const special = (id: string, typeId: number) => ({ SpecialToken: { id, type_id: typeId } });
const sequence = (id: 'A' | 'B', typeId: number) => ({ Sequence: { id, type_id: typeId } });
