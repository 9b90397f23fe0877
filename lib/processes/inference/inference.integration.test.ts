import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { greedyTokens, runTrainingGraph } from '@/lib/ml/nets/testing/reference';
import { int32 } from '@/lib/ml/tensor/tensor';
import { createInference, type AskOptions, type Inference, type InferenceOptions } from './client';
import { logLikelihood } from './sampling';
import { tinyDecoderConfig, tinyDecoderTokenizer, writeTinyDecoder, writeTinyEncoder } from './testing/tiny-models';

let root: string;
let decoderFolder: string;
let encoderFolder: string;
let endlessFolder: string;
let reference: Awaited<ReturnType<typeof writeTinyDecoder>>;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'loam-inference-'));
  [decoderFolder, encoderFolder, endlessFolder] = ['decoder', 'encoder', 'endless'].map((name) => path.join(root, name));
  reference = await writeTinyDecoder(decoderFolder);
  await writeTinyEncoder(encoderFolder);
  await writeTinyDecoder(endlessFolder, { ends: false });
});
afterAll(() => rm(root, { recursive: true, force: true }));

let inference: Inference;
const open = (options?: InferenceOptions) => (inference = createInference(options));
const writer = (folder = decoderFolder) => inference.role('writer', { folder, precision: 'float32', threads: 1 });
afterEach(() => inference.close());

const failure = async (promise: Promise<unknown>): Promise<LoamError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoamError)) throw new Error('it did not fail as expected', { cause: error });
  return error;
};
/** Goes on until the process is killed or told to stop: this model never ends a text. */
const writeForEver = (...[onText, options]: [onText?: (text: string) => void, options?: AskOptions]) =>
  writer(endlessFolder).generate({ prompt: 'the', maxTokens: 100_000 }, onText, options);

describe('generate', () => {
  it('takes the tokens that the training graph takes', async () => {
    open();
    const prompt = Int32Array.from([0, ...tinyDecoderTokenizer.encode('the cat')]);
    const expected = await greedyTokens(reference.network, reference.weights, Array.from(prompt), 40);
    const end = expected.indexOf(0);
    const until = end < 0 ? expected : expected.slice(0, end);
    expect(new Set(until).size).toBeGreaterThan(3);
    const { text } = await writer().generate({ prompt, maxTokens: 40, temperature: 0 });
    expect(text).toBe(tinyDecoderTokenizer.decode(until));
  });

  it('streams what it returns, and repeats itself with a seed alone', async () => {
    open();
    const client = writer();
    let streamed = '';
    const input = { prompt: 'the cat', maxTokens: 200, temperature: 1.5, seed: 7, repetitionPenalty: 1.1 };
    const first = await client.generate(input, (text) => (streamed += text));
    expect(streamed).toBe(first.text);
    expect(first.text.length).toBeGreaterThan(0);
    expect(await client.generate(input)).toEqual(first);
    expect((await client.generate({ ...input, seed: 8 })).text).not.toBe(first.text);
  });

  it('ends before a stop text, without showing its beginning', async () => {
    open();
    const client = writer();
    const input = { prompt: 'the cat', maxTokens: 60, temperature: 1, seed: 3 };
    const whole = await client.generate(input);
    const stop = Array.from(whole.text).slice(5, 9).join('');
    let streamed = '';
    const cut = await client.generate({ ...input, stop: ['not in it', stop] }, (text) => (streamed += text));
    expect(cut).toMatchObject({ text: whole.text.slice(0, whole.text.indexOf(stop)), finish: 'stop' });
    expect(streamed).toBe(cut.text);
    expect(cut.tokens).toBeLessThan(whole.tokens);
  });

  it('goes on past its context, and refuses a prompt that fills it', async () => {
    open();
    const long = await writer(endlessFolder).generate({ prompt: 'the', maxTokens: 150 });
    expect(long).toMatchObject({ tokens: 150, finish: 'length' });
    expect(long.tokens).toBeGreaterThan(tinyDecoderConfig.context);
    expect((await failure(writer().generate({ prompt: 'x'.repeat(100) }))).code).toBe('too_large');
    expect((await failure(writer().generate({ prompt: 'a', temperature: -1 }))).fields).toHaveProperty('temperature');
    expect((await failure(writer().generate({ prompt: Int32Array.of(9999) }))).message).toContain('no token 9999');
  });
});

describe('candidates', () => {
  it('are what single texts with their seeds are, whatever ends first', async () => {
    open();
    const client = writer();
    const input = { prompt: 'the cat', maxTokens: 80, temperature: 1.2, topP: 0.98, repetitionPenalty: 1.1, stop: ['at'], seed: 5 };
    const together = await client.candidates({ ...input, count: 6 });
    const alone: Awaited<ReturnType<typeof client.generate>>[] = [];
    for (let i = 0; i < 6; i++) alone.push(await client.generate({ ...input, seed: 5 + i }));
    expect(together.map(({ text, tokens, finish }) => ({ text, tokens, finish }))).toEqual(
      alone.map(({ text, tokens, finish }) => ({ text, tokens, finish })),
    );
    together.forEach(({ logLikelihood: sum }, i) => expect(sum).toBeCloseTo(alone[i].logLikelihood, 2));
    expect(new Set(together.map(({ text }) => text)).size).toBeGreaterThan(1);
    expect(new Set(together.map(({ tokens }) => tokens)).size).toBeGreaterThan(1);
    expect(await client.candidates({ ...input, count: 6 })).toEqual(together);
  });

  it('go on past the context side by side', async () => {
    open();
    const input = { prompt: 'the', maxTokens: 100, seed: 2 };
    const together = await writer(endlessFolder).candidates({ ...input, count: 2 });
    expect(together[1].text).toBe((await writer(endlessFolder).generate({ ...input, seed: 3 })).text);
  });

  it('say how likely the model itself finds them', async () => {
    open();
    const client = writer(endlessFolder);
    const written = await client.candidates({ prompt: 'the cat', maxTokens: 3, temperature: 0.5, count: 16 });
    // Some texts are cut into other tokens when they are read again.
    const readable = written.filter(({ text, tokens }) => tinyDecoderTokenizer.encode(text).length === tokens);
    expect(readable.length).toBeGreaterThan(0);
    const scores = await client.score(readable.map(({ text }) => text), { after: 'the cat' }); // prettier-ignore
    readable.forEach(({ logLikelihood: sum }, i) => expect(scores[i].reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 2));
    expect((await failure(writer().candidates({ prompt: 'a', count: 0 }))).fields).toHaveProperty('count');
  });
});

describe('score and embed', () => {
  it('scores as the training graph does', async () => {
    open();
    const tokens = Int32Array.from([0, ...tinyDecoderTokenizer.encode('a cat and a dog met on the mat')]);
    const { vocabulary } = tinyDecoderConfig;
    const { logits } = await runTrainingGraph(reference.weights, { tokens: int32([1, tokens.length], tokens) }, (scope, inputs) => ({
      logits: reference.network.logits(scope, inputs.tokens),
    }));
    const expected = Array.from(tokens.slice(1), (token, i) => logLikelihood(logits.subarray(i * vocabulary, (i + 1) * vocabulary), token));
    const [asTokens, asText] = await writer().score([tokens, 'a cat and a dog met on the mat']);
    expect(asTokens).toHaveLength(tokens.length - 1);
    expected.forEach((value, i) => expect(asTokens[i]).toBeCloseTo(value, 3));
    expect(asText).toEqual(asTokens);
  });

  it('scores texts of any lengths after a beginning as it scores them whole', async () => {
    open();
    const texts = [' sat on the mat', ' met', '', ' and a dog sat on the log and the mat'];
    const after = await writer().score(texts, { after: 'the cat' });
    const whole = await writer().score(texts.map((text) => `the cat${text}`));
    texts.forEach((text, i) => {
      const count = tinyDecoderTokenizer.encode(text).length;
      expect(after[i]).toHaveLength(count);
      whole[i].slice(whole[i].length - count).forEach((score, at) => expect(after[i][at]).toBeCloseTo(score, 3));
    });
    expect((await failure(writer().score(['x'.repeat(100)], { after: 'the cat' }))).code).toBe('too_large');
  });

  it('takes special tokens for themselves only when told to', async () => {
    open();
    const [plain] = await writer().score(['a<|endoftext|>']);
    const [special] = await writer().score(['a<|endoftext|>'], { special: true });
    expect(special).toHaveLength(2);
    expect(plain.length).toBeGreaterThan(2);
  });

  it('scores texts longer than the context', async () => {
    open();
    const tokens = Int32Array.from({ length: 150 }, (_, i) => 1 + ((i * 37) % 200));
    const [scores] = await writer().score([tokens]);
    expect(scores).toHaveLength(149);
    expect(scores.every((score) => score < 0 && Number.isFinite(score))).toBe(true);
    const [beginning] = await writer().score([tokens.slice(0, 64)]);
    expect(scores.slice(0, 63)).toEqual(beginning);
  });

  it('embeds with length one, the same alone as among others', async () => {
    open();
    const client = inference.role('embedder', { folder: encoderFolder, precision: 'float32' });
    const texts = ['the cat sat', 'the dog sat on the log and the mat', '', 'x'.repeat(500)];
    const vectors = await client.embed(texts);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const [alone] = await client.embed([texts[1]]);
    alone.forEach((value, i) => expect(value).toBeCloseTo(vectors[1][i], 5));
    expect(await failure(client.generate({ prompt: 'a' }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('cannot write') as string,
    });
  });
});

describe('a role under pressure', () => {
  it('stops between tokens when the caller goes away, and serves the next', async () => {
    open();
    const gone = new AbortController();
    const running = writeForEver(() => gone.abort(new Error('left')), { signal: gone.signal });
    await expect(running).rejects.toThrow('left');
    const [{ pid }] = inference.loaded();
    expect((await writer(endlessFolder).generate({ prompt: 'the', maxTokens: 3 })).tokens).toBeLessThanOrEqual(3);
    expect(inference.loaded()[0].pid).toBe(pid);
    await expect(writeForEver(undefined, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });

  it('keeps deadlines, of what runs and of what waits', async () => {
    open();
    await writer(endlessFolder).generate({ prompt: 'the', maxTokens: 1 });
    const running = failure(writeForEver(undefined, { deadline: 400 }));
    const waiting = failure(writeForEver(undefined, { deadline: 200 }));
    expect((await waiting).code).toBe('timeout');
    expect((await running).message).toContain('within 0.4 s');
    expect((await writer(endlessFolder).generate({ prompt: 'the', maxTokens: 2 })).tokens).toBeLessThanOrEqual(2);
  });

  it('refuses what its queue cannot hold', async () => {
    open({ queueLength: 2 });
    const leave = new AbortController();
    const taken = [1, 2, 3].map(() => writeForEver(undefined, { signal: leave.signal }));
    expect((await failure(writeForEver())).code).toBe('too_many_requests');
    leave.abort(new Error('left'));
    for (const promise of taken) await expect(promise).rejects.toThrow('left');
  });

  it('tells the request in flight that its process ended, and does the next ones in a new one', async () => {
    open();
    const kill = () => process.kill(inference.loaded()[0].pid, 'SIGKILL');
    let heard = 0;
    const lost = failure(writeForEver(() => ++heard === 3 && kill()));
    const next = writer(endlessFolder).generate({ prompt: 'the', maxTokens: 5 });
    expect(await lost).toMatchObject({ code: 'unavailable', message: expect.stringContaining('Try again') as string });
    expect((await next).tokens).toBeGreaterThan(0);
  });

  it('takes the least recently used model out of memory for another, and refuses one larger than the budget', async () => {
    open({ memoryBudget: 180e6 });
    const embedder = inference.role('embedder', { folder: encoderFolder });
    await writer(endlessFolder).generate({ prompt: 'the', maxTokens: 1 });
    await embedder.embed(['a']);
    expect(inference.loaded().map(({ role }) => role)).toEqual(['embedder']);
    await writer(endlessFolder).generate({ prompt: 'the', maxTokens: 1 });
    expect(inference.loaded().map(({ role }) => role)).toEqual(['writer']);
    inference.close();
    open({ memoryBudget: 1e6 });
    expect((await failure(writer(endlessFolder).score(['a']))).message).toMatch(/would need about \d+ MB/);
  });
});

describe('a damaged model', () => {
  it('is refused: cut off, swapped, without manifest or missing', async () => {
    open();
    const folder = path.join(root, 'damaged');
    const graph = path.join(folder, 'onnx', 'model.onnx');
    await writeTinyDecoder(folder);
    const bytes = await readFile(graph);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(graph, bytes);
    expect(await failure(writer(folder).score(['a']))).toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('SHA-256') as string,
    });
    await truncate(graph, 1000);
    expect((await failure(writer(folder).score(['a']))).message).toContain('1000 bytes instead of');
    await rm(path.join(folder, 'loam.json'));
    expect((await failure(writer(folder).score(['a']))).code).toBe('not_found');
    await writeFile(path.join(folder, 'loam.json'), '{');
    expect((await failure(writer(folder).score(['a']))).code).toBe('unprocessable');
    expect((await failure(writer(path.join(root, 'nowhere')).score(['a']))).code).toBe('not_found');
  });

  it('gives way to a sound one for the same role', async () => {
    open();
    const folder = path.join(root, 'other');
    await writeTinyDecoder(folder, { name: 'other', seed: 2 });
    const input = { prompt: 'the cat', maxTokens: 20, temperature: 0 };
    const [first, second] = [await writer().generate(input), await writer(folder).generate(input)];
    expect(second.text).not.toBe(first.text);
    expect(inference.loaded()).toHaveLength(1);
  });
});
