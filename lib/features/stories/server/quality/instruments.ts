import { createTokenizer, readTokenizerJson, type Tokenizer } from '@/lib/ml/text/bpe';
import { graphFile, readManifest, readModelFile, type ModelClient, type RoleOptions } from '@/lib/processes/inference/client';
import { readLanguage, type LanguageReader } from './features/language';
import type { StoryRequest } from './features/request';
import type { Heard } from './measure';
import type { ReadText } from './reading';

/** A neural model that the estimator listens to: which one it is, by the SHA-256 of its graph. */
export interface UsedModel {
  readonly name: string;
  readonly version: string;
  readonly graph: string;
}

export interface Instruments {
  readonly writer: UsedModel;
  readonly embedder: UsedModel | undefined;
  /** What the models say about a text and, where the encoder is there, the prompt. Likelihoods that are known are taken as given. */
  hear(
    text: ReadText,
    request: StoryRequest,
    options?: { readonly language?: Heard['language']; readonly signal?: AbortSignal },
  ): Promise<Heard>;
}

export interface InstrumentOptions {
  /** Model folders; without an encoder what it would say is missing. */
  readonly writer: string;
  readonly embedder?: string;
  /** The text that the writer reads before every text, special tokens meaning themselves. */
  readonly start: string;
  /** The client of a model: the host's shared inference, or one of one's own. */
  readonly role: (name: string, options: RoleOptions) => ModelClient;
}

/** Opens the models. They are loaded when they are first asked. @throws LoamError `not_found`, `unprocessable` */
export async function openInstruments({ writer, embedder, start, role }: InstrumentOptions): Promise<Instruments> {
  const manifest = await readManifest(writer);
  const tokenizerJson = await readModelFile(writer, manifest, 'tokenizer.json');
  const tokenizer: Tokenizer = createTokenizer(readTokenizerJson(JSON.parse(tokenizerJson.toString('utf8'))));
  const language: Omit<LanguageReader, 'score'> = {
    start: tokenizer.encode(start, { special: true }),
    encode: (text) => tokenizer.encode(text),
  };
  const client = role(manifest.name, { folder: writer });
  const encoder = embedder === undefined ? undefined : { folder: embedder, used: await usedModel(embedder) };
  return {
    writer: await usedModel(writer),
    embedder: encoder?.used,
    async hear(text, { prompt }, { language: known, signal } = {}) {
      const asked = prompt?.trim() ? [prompt] : [];
      const [scores, vectors] = await Promise.all([
        known ?? readLanguage(text, { ...language, score: (sequences) => client.score(sequences, { signal }) }),
        encoder &&
          role(encoder.used.name, { folder: encoder.folder }).embed([...text.sentences.map((sentence) => sentence.text), ...asked], {
            signal,
          }),
      ]);
      return {
        language: scores,
        vectors: vectors?.slice(0, text.sentences.length),
        promptVector: asked.length > 0 ? vectors?.at(-1) : undefined,
      };
    },
  };
}

async function usedModel(folder: string): Promise<UsedModel> {
  const { name, version, files } = await readManifest(folder);
  return { name, version, graph: files[graphFile('int8')]?.sha256 ?? '' };
}
