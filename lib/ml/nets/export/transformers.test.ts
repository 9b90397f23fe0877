import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  AutoModel,
  AutoModelForCausalLM,
  AutoTokenizer,
  env,
  pipeline,
  Tensor as HubTensor,
  type PreTrainedModel,
} from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenizerFiles, trainBpe } from '../../text/bpe';
import { decoder, decoderDefaults } from '../decoder';
import { contrastive, meanPool, normalizeRows } from '../encoder-heads';
import { encode, encoderDefaults } from '../encoder';
import { maskOf } from '../testing/fixtures';
import { greedyTokens, runTrainingGraph, vividWeights } from '../testing/reference';
import { int32 } from '../../tensor/tensor';
import { exportDecoder, exportEncoder, type Files } from '.';

const specialTokens = ['<pad>', '<bos>', '<eos>', '<mask>'];
const vocabulary = trainBpe(['the cat sat on the mat and the dog sat on the log'], { vocabularySize: 272, specialTokens });
const size = 272;
let folder: string;

function store(name: string, files: Files): void {
  for (const [file, bytes] of Object.entries(files)) {
    const target = path.join(folder, name, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

function storeTokenizer(name: string, roles: Parameters<typeof tokenizerFiles>[1]): void {
  const { tokenizer, config } = tokenizerFiles(vocabulary, roles, { modelMaxLength: 128 });
  const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  store(name, { 'tokenizer.json': bytes(tokenizer), 'tokenizer_config.json': bytes(config) });
}

const decoderConfig = {
  vocabulary: size,
  width: 64,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 96,
  context: 128,
  ...decoderDefaults,
};
const encoderConfig = { vocabulary: size, width: 32, layers: 2, heads: 4, feedForward: 64, context: 32, ...encoderDefaults };
const network = decoder(decoderConfig);
const decoderWeights = vividWeights(network.parameters, 11);
const encoderWeights = vividWeights(contrastive(encoderConfig, { temperature: 0.05 }).parameters, 12);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loam-export-'));
  env.allowRemoteModels = false;
  env.localModelPath = folder;
  // An end token outside the vocabulary: generation must not stop before the hundredth token.
  store('decoder', exportDecoder(decoderConfig, decoderWeights, { bos: 1, eos: size + 1, pad: 0 }));
  storeTokenizer('decoder', { pad: '<pad>', bos: '<bos>', eos: '<eos>' });
  store('encoder', exportEncoder(encoderConfig, encoderWeights, { head: 'features', padToken: 0 }));
  storeTokenizer('encoder', { pad: '<pad>', cls: '<bos>', sep: '<eos>', mask: '<mask>' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('transformers.js', () => {
  const prompts = [
    [1, 40, 77, 105, 260, 33],
    [1, 90, 268, 51],
    [1, 12, 200],
  ];
  const generate = async (model: PreTrainedModel, rows: number[][], count: number): Promise<number[][]> => {
    const width = Math.max(...rows.map((row) => row.length));
    const pad = (row: number[], filler: number, values: number[]): number[] => [
      ...Array<number>(width - row.length).fill(filler),
      ...values,
    ];
    const tensor = (values: number[][]) => new HubTensor('int64', BigInt64Array.from(values.flat(), BigInt), [rows.length, width]);
    const out = (await model.generate({
      inputs: tensor(rows.map((row) => pad(row, 0, row))),
      attention_mask: tensor(
        rows.map((row) =>
          pad(
            row,
            0,
            row.map(() => 1),
          ),
        ),
      ),
      max_new_tokens: count,
      do_sample: false,
    } as Parameters<PreTrainedModel['generate']>[0])) as HubTensor;
    return (out.tolist() as bigint[][]).map((row) => row.slice(width).map(Number));
  };

  it(
    'writes the greedy tokens of the training graph: 100 of them, alone, in a batch, and in a padded batch',
    { timeout: 60_000 },
    async () => {
      const model = await AutoModelForCausalLM.from_pretrained('decoder', { dtype: 'fp32' });
      const expected: number[][] = [];
      for (const prompt of prompts) expected.push(await greedyTokens(network, decoderWeights, prompt, 100));
      expect(new Set(expected[0]).size).toBeGreaterThan(10);
      expect(await generate(model, [prompts[0]], 100)).toEqual([expected[0]]);
      expect(await generate(model, [prompts[0], prompts[0]], 100)).toEqual([expected[0], expected[0]]);
      expect(await generate(model, prompts, 100)).toEqual(expected);
      await model.dispose();
    },
  );

  it('loads the int8 decoder with its tokenizer and writes text', { timeout: 60_000 }, async () => {
    const tokenizer = await AutoTokenizer.from_pretrained('decoder');
    const model = await AutoModelForCausalLM.from_pretrained('decoder', { dtype: 'q8' });
    const inputs = tokenizer(['the cat', 'the dog sat on'], { padding: true }) as Record<string, HubTensor>;
    const out = (await model.generate({ ...inputs, max_new_tokens: 5, do_sample: false } as Parameters<
      PreTrainedModel['generate']
    >[0])) as HubTensor;
    const texts = tokenizer.batch_decode(out, { skip_special_tokens: true });
    expect(texts[0].startsWith('the cat')).toBe(true);
    expect(texts[1].startsWith('the dog sat on')).toBe(true);
    await model.dispose();
  });

  it('embeds texts as the training graph does, alone and padded in a batch', { timeout: 60_000 }, async () => {
    const tokenizer = await AutoTokenizer.from_pretrained('encoder');
    const texts = ['the cat sat', 'the dog sat on the log and the mat'];
    const ids = texts.map((text) => tokenizer.encode(text));
    const time = Math.max(...ids.map((row) => row.length));
    const feeds = {
      tokens: int32([2, time], ids.flatMap((row) => [...row, ...Array<number>(time - row.length).fill(0)])), // prettier-ignore
      mask: maskOf(ids.map((row) => row.length), time), // prettier-ignore
    };
    const { embeddings } = await runTrainingGraph(encoderWeights, feeds, (scope, { tokens, mask }) => ({
      embeddings: normalizeRows(scope.g, meanPool(scope.g, encode(scope, encoderConfig, { tokens, mask }), mask)),
    }));
    const embed = await pipeline('feature-extraction', 'encoder', { dtype: 'fp32' });
    const batch = (await embed(texts, { pooling: 'mean', normalize: true })).data as Float32Array;
    const alone = (await embed(texts[0], { pooling: 'mean', normalize: true })).data as Float32Array;
    embeddings.forEach((value, i) => expect(batch[i]).toBeCloseTo(value, 5));
    alone.forEach((value, i) => expect(value).toBeCloseTo(embeddings[i], 5));
    await embed.dispose();
    const int8 = await AutoModel.from_pretrained('encoder', { dtype: 'q8' });
    expect(int8.config.model_type).toBe('bert');
    await int8.dispose();
  });
});
