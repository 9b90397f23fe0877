import { z } from 'zod';
import { engineKinds, engineRoles } from '@/lib/vocabulary/hub';

/** Who answered, and why those who were asked before did not: stands beside what OpenAI's interface knows. */
export const answeredSchema = z.object({
  engine: z.enum(engineKinds),
  model: z.string(),
  passedOver: z.array(z.object({ engine: z.enum(engineKinds), model: z.string(), reason: z.string() })),
});
export type Answered = z.output<typeof answeredSchema>;

const modelField = z.string().min(1).max(201).describe('A role – writer, embedder – or a model of this installation, such as name@version');

/** Neither of what no model here can do: refused rather than passed over in silence. */
const unsupported = (message: string) => z.null(message).optional();
const zero = (name: string) => z.literal(0, `${name} is not supported: leave it out`).nullish();

export const completionInput = z.object({
  model: modelField,
  prompt: z
    .union([z.string(), z.array(z.string()).min(1).max(16)], 'Give a text, or several in a list; tokens are not supported')
    .describe('The beginning of a text, or several'),
  max_tokens: z.int().min(1).max(4096).nullish().describe('16 unless said'),
  temperature: z.number().min(0).max(2).nullish().describe('1 unless said; 0 always takes the likeliest token'),
  top_p: z.number().gt(0).max(1).nullish(),
  n: z.int().min(1).max(8).nullish().describe('Texts for each prompt'),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  seed: z.int().min(0).max(0xffffffff).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  echo: z.boolean().nullish(),
  user: z.string().max(500).nullish(),
  presence_penalty: zero('presence_penalty'),
  frequency_penalty: zero('frequency_penalty'),
  logprobs: unsupported('logprobs is not supported: leave it out'),
  suffix: unsupported('suffix is not supported: leave it out'),
});
export type CompletionInput = z.output<typeof completionInput>;

const usage = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() });

export const completionSchema = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(z.object({ index: z.int(), text: z.string(), logprobs: z.null(), finish_reason: z.enum(['stop', 'length']) })),
  usage,
  loam: answeredSchema,
});
export type Completion = z.output<typeof completionSchema>;

export const embeddingInput = z.object({
  model: modelField,
  input: z.union(
    [z.string().min(1).max(100_000), z.array(z.string().min(1).max(100_000)).min(1).max(256)],
    'Give a text, or up to 256 in a list; tokens and empty texts are not supported',
  ),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: unsupported('dimensions is not supported: leave it out'),
  user: z.string().max(500).nullish(),
});
export type EmbeddingInput = z.output<typeof embeddingInput>;

export const embeddingsSchema = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]).describe('Numbers, or little-endian float32 in base64'),
    }),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  loam: answeredSchema,
});
export type Embeddings = z.output<typeof embeddingsSchema>;

export const openAiModelSchema = z.object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() });
export type OpenAiModel = z.output<typeof openAiModelSchema>;

export const engineSchema = z.object({
  engine: z.enum(engineKinds),
  model: z.string(),
  at: z.string().nullable().describe('The server’s host; null for this machine'),
});

export const rolesSchema = z.object({
  roles: z.array(z.object({ role: z.enum(engineRoles), engines: z.array(engineSchema).describe('In the order in which they are asked') })),
});
