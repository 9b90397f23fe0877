import { createRng } from '@/lib/core/rng';
import { contrastive, decoder, decoderDefaults, initialize, type DecoderConfig, type EncoderConfig } from '@/lib/ml/nets';
import { exportDecoder, exportEncoder } from '@/lib/ml/nets/export';
import { vividWeights } from '@/lib/ml/nets/testing/reference';
import { createTokenizer, tokenizerFiles, trainBpe } from '@/lib/ml/text/bpe';
import { writeModelFolder } from '../model-folder';

const sentences = ['the cat sat on the mat', 'the dog sat on the log', 'a cat and a dog met on the mat', 'naïve café – 日本'];
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const endOfText = '<|endoftext|>';
export const tinyDecoderTokenizer = createTokenizer(trainBpe(sentences, { vocabularySize: 300, specialTokens: [endOfText] }));
export const tinyDecoderConfig: DecoderConfig = {
  vocabulary: tinyDecoderTokenizer.size,
  width: 32,
  layers: 2,
  heads: 2,
  keyValueHeads: 1,
  feedForward: 64,
  context: 64,
  ...decoderDefaults,
};

/**
 * Writes an untrained decoder with opinions of its own, which never ends a text unless `ends`, and which knows the words of `words` where
 * they are given; returns what the training graph needs to say the same.
 */
export async function writeTinyDecoder(folder: string, { name = 'tiny', seed = 1, ends = true, context = 64, words = '' } = {}) {
  const tokenizer = words ? createTokenizer(trainBpe([words], { vocabularySize: 500, specialTokens: [endOfText] })) : tinyDecoderTokenizer;
  const config: DecoderConfig = { ...tinyDecoderConfig, vocabulary: tokenizer.size, context };
  const network = decoder(config);
  const weights = vividWeights(network.parameters, seed);
  const files = tokenizerFiles(tokenizer.vocabulary, { bos: endOfText, ...(ends ? { eos: endOfText } : {}) }, { modelMaxLength: context });
  await writeModelFolder(
    folder,
    {
      ...exportDecoder(config, weights, { bos: 0, eos: 0, pad: 0 }),
      'tokenizer.json': json(files.tokenizer),
      'tokenizer_config.json': json({ ...files.config, add_bos_token: true }),
    },
    { name, version: '1', kind: 'decoder' },
  );
  return { network, weights };
}

/** Writes an untrained sentence encoder, which knows the words of `words` where they are given. */
export async function writeTinyEncoder(folder: string, { context = 16, words = '' } = {}): Promise<void> {
  const specialTokens = ['<pad>', '<s>', '</s>'];
  const vocabulary = trainBpe(words ? [words] : sentences, { vocabularySize: words ? 500 : 300, specialTokens });
  const config: EncoderConfig = {
    vocabulary: createTokenizer(vocabulary).size,
    width: 32,
    layers: 1,
    heads: 2,
    feedForward: 64,
    context,
    segments: 2,
    activation: 'gelu',
    epsilon: 1e-12,
  };
  const files = tokenizerFiles(vocabulary, { pad: '<pad>', cls: '<s>', sep: '</s>' }, { modelMaxLength: context });
  const weights = initialize(contrastive(config, { temperature: 0.05 }).parameters, createRng(1));
  await writeModelFolder(
    folder,
    {
      ...exportEncoder(config, weights, { head: 'features', padToken: 0 }),
      'tokenizer.json': json(files.tokenizer),
      'tokenizer_config.json': json(files.config),
    },
    { name: 'tiny-encoder', version: '1', kind: 'encoder' },
  );
}
