import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/core/clock';
import { folderSource, planPull, pullModel } from '../hub/client';
import { writeHubFolder, writeTinySeq2Seq } from '../hub/testing/hub-folders';
import { createInference, type Inference } from './inference';
import { tinyDecoderTokenizer, writeTinyDecoder, writeTinyEncoder } from './testing/tiny-models';

let root: string;
let inference: Inference;
const pace = { clock: systemClock, wait: () => Promise.resolve() };

const pull = async (kind: 'decoder' | 'encoder' | 'seq2seq', precision: 'q8' | 'float32' = 'float32'): Promise<string> => {
  const source = folderSource(path.join(root, kind));
  const plan = await planPull(source, precision);
  return (await pullModel(source, plan, { dataDir: path.join(root, 'data'), pace })).folder;
};

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-transformers-'));
  for (const kind of ['decoder', 'encoder'] as const) await writeHubFolder(path.join(root, kind), kind);
  await writeTinyDecoder(path.join(root, 'own-decoder'));
  await writeTinyEncoder(path.join(root, 'own-encoder'));
  inference = createInference();
});
afterAll(async () => {
  inference.close();
  await rm(root, { recursive: true, force: true });
});

describe('a pulled model, run by transformers.js', () => {
  it('writes what Loam’s own runtime writes with the same graph, prompt and seed', async () => {
    const pulled = inference.role('pulled', { folder: await pull('decoder') });
    const own = inference.role('own', { folder: path.join(root, 'own-decoder'), precision: 'float32' });
    for (const sampling of [
      { temperature: 0 },
      { temperature: 0.8, seed: 7 },
      { temperature: 1.2, topP: 1, seed: 3, repetitionPenalty: 1.3 },
    ]) {
      const asked = { prompt: 'the cat sat', maxTokens: 20, ...sampling };
      const heard: string[] = [];
      const answer = await pulled.generate(asked, (text) => heard.push(text));
      // Its tokenizer file says nothing of a bos token before a text, so Loam's own runtime is given the tokens without one.
      const expected = await own.generate({ ...asked, prompt: Int32Array.from(tinyDecoderTokenizer.encode(asked.prompt)) });
      expect(answer).toMatchObject({ text: expected.text, tokens: expected.tokens, finish: expected.finish });
      expect(answer.logLikelihood).toBeCloseTo(expected.logLikelihood, 2);
      expect(heard.join('')).toBe(answer.text);
    }
    expect(await pulled.count(['the cat sat', ''])).toEqual((await own.count(['the cat sat', ''])).map((count) => count - 1));
  });

  it('ends before a stop text, at the length asked for, and when it is given up', async () => {
    const pulled = inference.role('pulled', { folder: await pull('decoder') });
    const asked = { prompt: 'the cat sat', maxTokens: 30, temperature: 0.8, seed: 7 };
    const { text } = await pulled.generate(asked);
    const stop = text.slice(4, 6);
    const ended = await pulled.generate({ ...asked, stop: [stop] });
    expect(ended).toMatchObject({ text: text.slice(0, text.indexOf(stop)), finish: 'stop' });
    expect(await pulled.generate({ ...asked, maxTokens: 2 })).toMatchObject({ tokens: 2, finish: 'length' });
    await expect(pulled.generate({ ...asked, prompt: 'cat '.repeat(200) })).rejects.toMatchObject({ code: 'too_large' });
    const leaving = new AbortController();
    const lost = pulled.generate({ ...asked, maxTokens: 40 }, () => leaving.abort(new Error('gone')), { signal: leaving.signal });
    await expect(lost).rejects.toThrow('gone');
    expect((await pulled.generate(asked)).text).toBe(text);
    const several = await pulled.candidates({ ...asked, count: 2 });
    expect(several.map((each) => each.text)).toEqual([text, (await pulled.generate({ ...asked, seed: 8 })).text]);
  });

  it('embeds as Loam’s own runtime does', async () => {
    const texts = ['the cat sat on the mat', 'a dog', 'naïve café'];
    const vectors = await inference.role('pulled encoder', { folder: await pull('encoder') }).embed(texts);
    const expected = await inference.role('own encoder', { folder: path.join(root, 'own-encoder'), precision: 'float32' }).embed(texts);
    vectors.forEach((vector, row) => vector.forEach((value, i) => expect(value).toBeCloseTo(expected[row][i], 4)));
  });

  it('turns one text into another where it has two parts', async () => {
    const greedy = await writeTinySeq2Seq(path.join(root, 'seq2seq'));
    const folder = await pull('seq2seq');
    const client = inference.role('pulled seq2seq', { folder });
    const texts = new Set<string>();
    for (const prompt of ['the cat sat', 'a dog on a log', 'met']) {
      const expected = greedy(tinyDecoderTokenizer.encode(prompt), 12);
      const { text, tokens } = await client.generate({ prompt, maxTokens: 12, temperature: 0 });
      expect(text).toBe(new TextDecoder().decode(Buffer.concat(expected.map((token) => tinyDecoderTokenizer.bytes(token)))));
      expect(tokens).toBeGreaterThanOrEqual(expected.length);
      texts.add(text);
    }
    expect(texts.size).toBeGreaterThan(1);
    await expect(client.embed(['x'])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is refused where a file was changed after it was pulled', async () => {
    const folder = await pull('decoder', 'q8');
    await appendFile(path.join(folder, 'onnx', 'model_quantized.onnx'), 'x');
    await expect(inference.role('changed', { folder }).generate({ prompt: 'the cat' })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('model_quantized.onnx') as string,
    });
  });
});
