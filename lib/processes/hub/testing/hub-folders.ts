import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { GraphBuilder } from '@/lib/ml/graph';
import { writeOnnx } from '@/lib/ml/onnx';
import { float32 } from '@/lib/ml/tensor/tensor';
import { tokenizerFiles } from '@/lib/ml/text/bpe';
import { manifestName } from '../../inference/model-folder';
import { tinyDecoderTokenizer, writeTinyDecoder, writeTinyEncoder } from '../../inference/testing/tiny-models';

/** Writes an untrained model as the hub would hand it out: without Loam's manifest. */
export async function writeHubFolder(folder: string, kind: 'decoder' | 'encoder' = 'decoder'): Promise<void> {
  if (kind === 'decoder') await writeTinyDecoder(folder);
  else await writeTinyEncoder(folder);
  await rm(path.join(folder, manifestName));
}

const width = 8;
const vocabulary = tinyDecoderTokenizer.size;
/** Begins and ends a text. */
const endOfText = 0;

/**
 * Writes an untrained model of two parts that looks like T5 from outside: the next token depends on the last one and on the mean over the
 * source's. Returns what it says to a source, greedily, by plain arithmetic.
 */
export async function writeTinySeq2Seq(folder: string): Promise<(source: readonly number[], tokens: number) => number[]> {
  const rng = createRng(5);
  const matrix = (rows: number, columns: number): Float32Array => Float32Array.from({ length: rows * columns }, () => rng.normal());
  const [read, last, out] = [matrix(vocabulary, width), matrix(vocabulary, width), matrix(width, vocabulary)];

  const encoder = new GraphBuilder();
  const ids = encoder.input('input_ids', 'int64', ['batch', 'source']);
  const states = encoder.add('Gather', [encoder.constant(float32([vocabulary, width], read)), ids], { axis: 0 }); // (batch, source, width)

  const decoder = new GraphBuilder();
  const tokens = decoder.input('input_ids', 'int64', ['batch', 'target']);
  const hidden = decoder.input('encoder_hidden_states', 'float32', ['batch', 'source', width]);
  const mean = decoder.add('ReduceMean', [hidden], { axes: [1], keepdims: 1 }); // (batch, 1, width)
  const said = decoder.add('Gather', [decoder.constant(float32([vocabulary, width], last)), tokens], { axis: 0 }); // (batch, target, width)
  const logits = decoder.add('MatMul', [decoder.add('Add', [said, mean]), decoder.constant(float32([width, vocabulary], out))]);

  const { tokenizer, config } = tokenizerFiles(tinyDecoderTokenizer.vocabulary, { eos: '<|endoftext|>' }, { modelMaxLength: 64 });
  const heads = { num_heads: 2, d_kv: 4, num_layers: 1, num_decoder_layers: 1 };
  const files: Record<string, Uint8Array | string> = {
    'onnx/encoder_model.onnx': writeOnnx(encoder.build({ last_hidden_state: states })),
    'onnx/decoder_model_merged.onnx': writeOnnx(decoder.build({ logits })),
    'tokenizer.json': JSON.stringify(tokenizer),
    'tokenizer_config.json': JSON.stringify(config),
    'config.json': JSON.stringify({
      model_type: 't5',
      architectures: ['T5ForConditionalGeneration'],
      is_encoder_decoder: true,
      vocab_size: vocabulary,
      d_model: width,
      ...heads,
      decoder_start_token_id: endOfText,
      pad_token_id: endOfText,
      eos_token_id: endOfText,
    }),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }

  return (source, count) => {
    const center = Array.from({ length: width }, (_, j) => source.reduce((sum, token) => sum + read[token * width + j], 0) / source.length);
    const written: number[] = [];
    for (let token = endOfText; written.length < count;) {
      const scores = Array.from({ length: vocabulary }, (_, next) =>
        center.reduce((sum, value, j) => sum + (value + last[token * width + j]) * out[j * vocabulary + next], 0),
      );
      token = scores.indexOf(Math.max(...scores));
      if (token === endOfText) break;
      written.push(token);
    }
    return written;
  };
}
