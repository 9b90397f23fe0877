import { InferenceSession } from 'onnxruntime-node';
import { LoamError } from '@/lib/core/errors';
import { decoderGraph } from './decoder-graph';
import { decoderModel, type DecoderModel } from './decoder-model';
import { encoderModel, type EncoderModel } from './encoder-model';
import { graphFile, readManifest, readModelFile } from './model-folder';
import type { ModelSpec } from './protocol';
import { openTokenizer } from './tokenizer';

/** What a folder's model can do; asking for another thing is refused by the caller. */
export type LoadedModel = Partial<DecoderModel & EncoderModel> & {
  /** Tokens of each text as the model would read it. */
  count(texts: readonly string[]): number[];
};

/**
 * Loads a model: every file is compared with the manifest, then used from memory. What was pulled is run by transformers.js, lib/ml's own
 * export is not.
 *
 * Its graphs run on onnxruntime directly with lib/ml's tokenizer. transformers.js would load the same folder (a test in
 * lib/ml/nets/export holds that), but it can neither give the logits of every position, which scores need, nor be stopped
 * between two tokens without a stopping criterion of one's own, and it takes 40 MB more in every child.
 * @throws LoamError `not_found`, `unprocessable`
 */
export async function loadModel({ folder, precision, threads }: ModelSpec): Promise<LoadedModel> {
  const manifest = await readManifest(folder);
  if (manifest.kind === 'quality' || manifest.kind === 'ranker') {
    throw new LoamError('unprocessable', `${manifest.name} is no network: what it serves asks it, nothing else can.`);
  }
  if (manifest.runtime === 'transformers') {
    const { loadTransformersModel } = await import('./transformers-model');
    return loadTransformersModel(folder, manifest, threads);
  }
  const read = (name: string) => readModelFile(folder, manifest, name);
  const tokenizer = openTokenizer(await read('tokenizer.json'), await read('tokenizer_config.json'));
  const config: unknown = JSON.parse((await read('config.json')).toString('utf8'));
  const exported = await read(graphFile(precision));
  const graph = manifest.kind === 'decoder' ? decoderGraph(exported) : { bytes: exported, pastNames: [] };
  const session = await InferenceSession.create(graph.bytes, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableMemPattern: false,
    logSeverityLevel: 3,
    // Idle threads that spin would slow the pages down.
    extra: { session: { 'intra_op.allow_spinning': '0' } },
  }).catch((cause: unknown) => {
    throw new LoamError('unprocessable', `The graph ${graphFile(precision)} of ${manifest.name} cannot be loaded.`, { cause });
  });
  const count = (texts: readonly string[]) => texts.map((text) => tokenizer.encode(text).length + (tokenizer.bos === undefined ? 0 : 1));
  if (manifest.kind === 'decoder') return { ...decoderModel(session, graph, config, tokenizer), count };
  return {
    ...encoderModel(session, config, tokenizer),
    count: (texts) => texts.map((text) => tokenizer.surrounded(text, Infinity).length),
  };
}
