import path from 'node:path';
import {
  AutoModelForCausalLM,
  AutoModelForSeq2SeqLM,
  AutoTokenizer,
  env,
  LogitsProcessor,
  LogitsProcessorList,
  pipeline,
  StoppingCriteria,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  type Tensor,
} from '@huggingface/transformers';
import type { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { createRng, type Rng } from '@/lib/core/rng';
import type { Breather, DecoderModel } from './decoder-model';
import type { EncoderModel } from './encoder-model';
import { readModelFile, verifyModelFiles, type Manifest } from './model-folder';
import type { candidatesSchema, Generated } from './protocol';
import { logLikelihood, sampleToken, type Sampling } from './sampling';
import { TextStream } from './text-stream';

type Input = Omit<z.output<typeof candidatesSchema>, 'count'>;
type GenerateArguments = Parameters<PreTrainedModel['generate']>[0];

/** What a model from the hub can do. */
export type TransformersModel = Partial<Pick<DecoderModel, 'generate' | 'candidates'> & EncoderModel> & {
  count(texts: readonly string[]): number[];
};

/** Texts embedded at once. */
const batchSize = 16;
/** Tokens of the prompt that are decoded with what follows: some tokenizers drop the space before a text's first word. */
const contextTokens = 8;

/**
 * Loads a pulled model by transformers.js, which may reach no network: every file is compared with the manifest first.
 * @throws LoamError `unprocessable`
 */
export async function loadTransformersModel(folder: string, manifest: Manifest, threads: number): Promise<TransformersModel> {
  await verifyModelFiles(folder, manifest);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.localModelPath = path.dirname(path.resolve(folder));
  const { precision = 'float32', file = 'model', dataFiles = 0 } = manifest.graphs ?? {};
  const name = path.basename(folder);
  const options = {
    local_files_only: true,
    dtype: precision === 'float32' ? ('fp32' as const) : precision,
    ...(dataFiles > 0 ? { use_external_data_format: dataFiles } : {}),
    session_options: {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3 as const,
      extra: { session: { 'intra_op.allow_spinning': '0' } },
    },
  };
  try {
    if (manifest.kind === 'encoder') {
      const pooling = await poolingOf(folder, manifest);
      const extract = await pipeline('feature-extraction', name, options);
      return { ...embedding(extract, pooling), count: counting(extract.tokenizer) };
    }
    const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
    const model: PreTrainedModel =
      manifest.kind === 'seq2seq'
        ? await AutoModelForSeq2SeqLM.from_pretrained(name, options)
        : await AutoModelForCausalLM.from_pretrained(name, { ...options, ...(file === 'model' ? {} : { model_file_name: file }) });
    return { ...writing(model, tokenizer), count: counting(tokenizer) };
  } catch (cause) {
    throw new LoamError(
      'unprocessable',
      `${manifest.name} ${manifest.version} cannot be loaded by transformers.js: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function counting(tokenizer: PreTrainedTokenizer): (texts: readonly string[]) => number[] {
  return (texts) => texts.map((text) => tokenizer.encode(text).length);
}

/** As sentence-transformers notes it; the mean over all tokens where nothing is noted. */
async function poolingOf(folder: string, manifest: Manifest): Promise<'mean' | 'cls'> {
  if (!manifest.files['1_Pooling/config.json']) return 'mean';
  const noted = JSON.parse((await readModelFile(folder, manifest, '1_Pooling/config.json')).toString('utf8')) as Record<string, unknown>;
  return noted.pooling_mode_cls_token === true ? 'cls' : 'mean';
}

type Extract = (texts: string[], options: { pooling: 'mean' | 'cls'; normalize: boolean }) => Promise<Tensor>;

function embedding(extract: Extract, pooling: 'mean' | 'cls'): EncoderModel {
  return {
    async embed(texts, breathe) {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += batchSize) {
        await breathe();
        const { data, dims } = await extract(texts.slice(at, at + batchSize), { pooling, normalize: true });
        const [rows, width] = dims;
        for (let row = 0; row < rows; row++) vectors.push((data as Float32Array).slice(row * width, (row + 1) * width));
      }
      return vectors;
    },
  };
}

function writing(model: PreTrainedModel, tokenizer: PreTrainedTokenizer): Pick<DecoderModel, 'generate' | 'candidates'> {
  const { is_encoder_decoder: twoParts = false, max_position_embeddings: context } = model.config as unknown as {
    is_encoder_decoder?: boolean;
    max_position_embeddings?: number;
  };
  const longest = context ?? (tokenizer.model_max_length < 1e6 ? tokenizer.model_max_length : Infinity);
  let breather: Breather = () => Promise.resolve();
  // Between two tokens: generate() itself never lets go of the event loop long enough to hear a cancellation.
  const forward = model.forward.bind(model);
  model.forward = async (inputs: Record<string, unknown>) => {
    await breather();
    return forward(inputs) as Promise<Record<string, unknown>>;
  };

  const write = async (input: Input, onText: (text: string) => void, breathe: Breather): Promise<Generated> => {
    const { prompt, maxTokens, stop, seed } = input;
    if (typeof prompt !== 'string') throw new LoamError('invalid_input', 'This model takes a text, not tokens.');
    const inputs = tokenizer(prompt) as Record<string, Tensor>;
    const given = Array.from(inputs.input_ids.data as BigInt64Array, Number);
    if (given.length >= longest) {
      throw new LoamError('too_large', `The prompt has ${given.length} tokens; the model reads fewer than ${longest}. Shorten it.`);
    }
    if (given.length === 0) throw new LoamError('invalid_input', 'Give the model a text to begin with.');
    const room = twoParts ? maxTokens : Math.min(maxTokens, longest - given.length);
    const stream = new TextStream(stop, onText);
    const draft = new Draft(input, createRng(seed), given, twoParts ? [] : given.slice(-contextTokens), stream, tokenizer);
    breather = breathe;
    const processors = new LogitsProcessorList();
    processors.push(draft.chooser);
    await model.generate({
      ...inputs,
      max_new_tokens: room,
      do_sample: false,
      repetition_penalty: 1,
      no_repeat_ngram_size: 0,
      logits_processor: processors,
      stopping_criteria: draft.stopper,
    } as unknown as GenerateArguments);
    draft.end();
    const { tokens, logLikelihood } = draft;
    return { text: stream.text, tokens, finish: stream.stopped || tokens < room || draft.ended ? 'stop' : 'length', logLikelihood };
  };
  return {
    generate: write,
    async candidates({ count, seed, ...input }, breathe) {
      const written: Generated[] = [];
      for (let i = 0; i < count; i++) written.push(await write({ ...input, seed: (seed + i) >>> 0 }, () => undefined, breathe));
      return written;
    },
  };
}

/** A text being written: draws each token itself, so that a seed means the same here as for Loam's own models. */
class Draft {
  readonly chooser: LogitsProcessor;
  readonly stopper: StoppingCriteria;
  tokens = 0;
  logLikelihood = 0;
  /** Whether the model ended the text with a token that stands for nothing. */
  ended = false;
  private readonly written: number[] = [];
  private readonly seen: Set<number>;
  private readonly base: string;
  private told = 0;

  constructor(
    sampling: Sampling,
    rng: Rng,
    given: readonly number[],
    private readonly before: readonly number[],
    private readonly stream: TextStream,
    private readonly tokenizer: PreTrainedTokenizer,
  ) {
    this.seen = new Set(given);
    this.base = this.decode();
    const choose = (logits: Tensor): Tensor => {
      const row = logits.data as Float32Array;
      const next = sampleToken(row, this.seen, sampling, rng);
      this.logLikelihood += logLikelihood(row, next);
      this.take(next);
      row.fill(-Infinity);
      row[next] = 0;
      return logits;
    };
    const isDone = (rows: readonly unknown[]): boolean[] => rows.map(() => this.stream.stopped);
    this.chooser = new (class extends LogitsProcessor {
      override _call(_tokens: bigint[][], logits: Tensor): Tensor {
        return choose(logits);
      }
    })();
    this.stopper = new (class extends StoppingCriteria {
      override _call(rows: number[][]): boolean[] {
        return isDone(rows);
      }
    })();
  }

  end(): void {
    if (!this.stream.stopped) this.tell(this.text());
    this.stream.end();
  }

  private take(token: number): void {
    this.tokens++;
    this.seen.add(token);
    this.written.push(token);
    const text = this.text();
    this.ended = text.length === this.told && this.tokens > 0;
    // An unfinished character waits for its other bytes.
    if (!text.endsWith('\uFFFD')) this.tell(text);
  }

  private tell(text: string): void {
    if (text.length <= this.told) return;
    this.stream.push(new TextEncoder().encode(text.slice(this.told)));
    this.told = text.length;
  }

  private text(): string {
    return this.decode().slice(this.base.length);
  }

  private decode(): string {
    const tokens = [...this.before, ...this.written];
    return tokens.length === 0 ? '' : this.tokenizer.decode(tokens, { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  }
}
