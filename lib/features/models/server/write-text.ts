import type { Clock } from '@/lib/core/clock';
import { newSeed } from '@/lib/core/ids';
import { singleton } from '@/lib/core/singleton';
import { readManifest, shareInference, type ModelClient, type SharedInference } from '@/lib/processes/inference/client';
import type { WriteTextInput, WrittenText } from '../schemas';
import { counted } from './answers';
import { findModel } from './model-folders';

/**
 * The models of a data folder, started when they are first asked and shared with the host's other processes on that folder.
 * Every answer is counted for the version that gave it.
 */
export function inference(dataDir: string): SharedInference {
  return singleton(`inference ${dataDir}`, () => {
    const shared = shareInference(dataDir);
    return { role: (name, options) => counting(shared.role(name, options), options.folder), close: () => shared.close() };
  });
}

function counting(client: ModelClient, folder: string): ModelClient {
  const about = () => readManifest(folder);
  return {
    embed: (texts, options) => counted(about, options?.signal, () => client.embed(texts, options)),
    generate: (input, onText, options) => counted(about, options?.signal, () => client.generate(input, onText, options)),
    candidates: (input, options) => counted(about, options?.signal, () => client.candidates(input, options)),
    count: (texts, options) => client.count(texts, options),
    score: (texts, options) => counted(about, options?.signal, () => client.score(texts, options)),
  };
}

export interface WritingOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly onText?: (text: string) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds; the inference's own unless said. */
  readonly deadline?: number;
}

/** Writes on from a prompt with a model of this installation. Errors: those of findModel and of {@link Inference}. */
export async function writeText(
  { prompt, model, stop, seed = newSeed(), precision, ...sampling }: WriteTextInput,
  { dataDir, clock, onText, signal, deadline }: WritingOptions,
): Promise<WrittenText> {
  const { folder, manifest, note } = await findModel(model, dataDir);
  const client = inference(dataDir).role(manifest.name, { folder, precision });
  // Loading is not writing: it would blur the speed.
  await client.count([''], { signal });
  const began = clock.monotonic();
  const { text, tokens, finish } = await client.generate(
    { prompt, ...sampling, stop: stop === undefined ? [] : [stop], seed },
    onText,
    { signal, deadline },
  );
  const seconds = (clock.monotonic() - began) / 1000;
  return {
    text,
    model: manifest.name,
    version: manifest.version,
    tokens,
    finish,
    seed,
    tokensPerSecond: Math.round((tokens / Math.max(seconds, 1e-6)) * 10) / 10,
    ...(note === undefined ? {} : { note }),
  };
}
