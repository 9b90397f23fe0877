import { createHash } from 'node:crypto';
import { appendFile, open, writeFile } from 'node:fs/promises';
import type { Heard } from '../measure';
import type { StoryRequest } from '../features/request';
import type { Example } from './examples';

/** A text that the models have to hear, as a line of a list. */
export interface TextToHear {
  readonly key: string;
  readonly sentences: readonly string[];
  readonly prompt?: string;
}

type Asked = Pick<Example, 'sentences'> & { readonly request: StoryRequest };

/** Names a text with what it was asked to be: what is heard of both is the same wherever they stand. */
export function textKey({ sentences, request }: Asked): string {
  const asked = JSON.stringify([sentences, request.prompt]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 24);
}

/**
 * Lists the texts of examples, each once. One whose last sentence breaks off is judged by its form alone: the models need not hear it.
 * Returns their number.
 */
export async function writeTexts(file: string, examples: readonly Example[]): Promise<number> {
  const texts = new Map<string, TextToHear>();
  for (const example of examples) {
    const key = textKey(example);
    if (example.kind !== 'cut') texts.set(key, { key, sentences: example.sentences, prompt: example.request.prompt });
  }
  await writeFile(file, [...texts.values()].map((text) => `${JSON.stringify(text)}\n`).join(''));
  return texts.size;
}

/** The texts of a list, one after another. */
export async function* readTexts(file: string): AsyncGenerator<TextToHear> {
  for await (const line of linesOf(file)) yield JSON.parse(line) as TextToHear;
}

interface HeardLine {
  readonly key: string;
  readonly language: Heard['language'];
  /** Little-endian float32 in base64, one vector after another: those of the sentences, then, where there is one, the prompt's. */
  readonly vectors?: string;
  readonly width: number;
  readonly hasPrompt: boolean;
}

/** Which texts of a file of heard ones are whole. */
export async function heardKeys(file: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for await (const line of linesOf(file)) {
    const key = /^\{"key":"([0-9a-f]{24})".*\}$/.exec(line)?.[1];
    if (key !== undefined) keys.add(key);
  }
  return keys;
}

/** What was heard of each text; a line that a killed process left unfinished is passed over. */
export async function readHeard(file: string): Promise<Map<string, Heard>> {
  const known = new Map<string, Heard>();
  for await (const line of linesOf(file)) {
    if (!line.endsWith('}')) continue;
    const { key, language, vectors, width, hasPrompt } = JSON.parse(line) as HeardLine;
    const all = vectors === undefined ? undefined : unpack(vectors, width);
    const promptVector = hasPrompt ? all?.at(-1) : undefined;
    known.set(key, { language, vectors: hasPrompt ? all?.slice(0, -1) : all, promptVector });
  }
  return known;
}

/** Adds one text to a file of heard ones. */
export async function appendHeard(file: string, key: string, { language, vectors, promptVector }: Heard): Promise<void> {
  const all = vectors && [...vectors, ...(promptVector ? [promptVector] : [])];
  const width = all?.[0]?.length ?? 0;
  const line: HeardLine = { key, language, vectors: all && pack(all, width), width, hasPrompt: promptVector !== undefined };
  await appendFile(file, `${JSON.stringify(line)}\n`);
}

/** Ends a line that a killed process left unfinished, so that the next one stands by itself. */
export async function endLastLine(file: string): Promise<void> {
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    if (bytesRead === 1 && buffer[0] !== 0x0a) await handle.appendFile('\n');
  } finally {
    await handle.close();
  }
}

function pack(vectors: readonly ArrayLike<number>[], width: number): string {
  const all = new Float32Array(vectors.length * width);
  vectors.forEach((vector, i) => all.set(Array.from(vector), i * width));
  return Buffer.from(all.buffer).toString('base64');
}

function unpack(base64: string, width: number): Float32Array[] {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const all = new Float32Array(bytes.buffer);
  return Array.from({ length: all.length / width }, (_, i) => all.subarray(i * width, (i + 1) * width));
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  try {
    for await (const line of handle.readLines()) if (line !== '') yield line;
  } finally {
    await handle.close().catch(() => undefined);
  }
}
