import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { fitBigram } from '@/lib/ml/eval';
import { json, readDecoderConfig } from '@/lib/ml/nets/export';
import { createTokenizer, tokenizerFiles, trainBpe, type Tokenizer } from '@/lib/ml/text/bpe';
import { readManifest, readModelFile } from '../inference/model-folder';
import { openWriterTokens, type WriterTokens } from '../inference/writer-tokens';
import { packTexts } from '../trainer/int32-files';
import { readGeneralProse } from './general-prose';
import type { HeldOut, HeldOutPassage, TaskOf, WriterDataResult } from './protocol';
import { readPassages, type DataPassage } from './read-passages';
import { hasOrder, shuffleWords } from './word-order';

/** Begins and ends every passage of a tokenizer that is learned: id 0. */
const endOfText = '<|endoftext|>';
/** What the shipped writer's rows had; longer ones would be strange to it. */
const longestRow = 288;
/** Rows shorter than half the longest get a graph of their own where so many of them would be padded to double their length. */
const worthAGraph = 0.15;
/** The end of a text that was cut, too short to learn anything from. */
const scrap = 8;

/**
 * Reads a text or passages, holds out a part of them, and writes what the trainer reads: `train.int32` and `validation.int32`; beside
 * them `held-out.json`. With a tokenizer that is given, each passage is a row; with one that is learned, all follow one another.
 */
export async function prepareWriterData(task: TaskOf<'writer-data'>): Promise<WriterDataResult> {
  const { out, seed, tokenizer: given, general } = task;
  const parts = await readPassages(task, createRng(seed).fork('split'));
  await mkdir(out, { recursive: true });
  const { tokens, context } = given === undefined ? await learnTokens(parts.train, parts.characters, out) : await givenTokens(given);
  const { tokenizer, end } = tokens;
  const encode = (part: readonly DataPassage[]) => part.map(({ text }) => [...tokenizer.encode(text), end]);
  const [train, validation, heldOut] = [parts.train, parts.validation, parts.heldOut].map(encode);

  const cut = (part: readonly DataPassage[], texts: number[][]) =>
    texts.flatMap((text, i) => rowsOf(text, part[i], tokens, Math.min(longestRow, context)));
  const rows =
    given === undefined ? { train: [], validation: [] } : { train: cut(parts.train, train), validation: cut(parts.validation, validation) };
  const packed = (texts: number[][], own: ReturnType<typeof cut>): Int32Array =>
    given === undefined ? Int32Array.from([end, ...texts.flat()]) : packTexts(own);
  const files = { train: packed(train, rows.train), validation: packed(validation, rows.validation) };

  const bigram = fitBigram(train, tokenizer.size);
  const nats = (text: readonly number[]): number => -bigram.logLikelihoods(text).reduce((sum, score) => sum + score, 0);
  const passages = parts.heldOut.map(({ text, prefix }, i): HeldOutPassage => {
    const id = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const shuffled = shuffleWords(text, createRng(seed).fork(id));
    const own = heldOut[i].slice(0, -1);
    const inside = nats(own);
    return { id, text, prefix, shuffled, bytes: Buffer.byteLength(text), tokens: own, bigram: [inside, nats(heldOut[i]) - inside] };
  });
  const prose = general === undefined ? { measured: [], chosenBy: [] } : await readGeneralProse(general);
  const measured: HeldOut = {
    ordered: hasOrder(passages.map(({ bigram: [own], shuffled }) => ({ own, shuffled: nats(tokenizer.encode(shuffled)) })), createRng(seed)), // prettier-ignore
    passages,
    general: prose.measured,
    chosenBy: prose.chosenBy,
  };
  const described = JSON.stringify(measured);
  const hash = createHash('sha256');
  for (const [name, integers] of Object.entries(files)) {
    const bytes = new Uint8Array(integers.buffer);
    hash.update(bytes);
    await writeFile(path.join(out, `${name}.int32`), bytes);
  }
  await writeFile(path.join(out, 'held-out.json'), described);
  const count = (texts: readonly (readonly number[])[]): number => texts.reduce((sum, text) => sum + text.length, 0);
  return {
    dataSha256: hash.update(described).digest('hex'),
    inputSha256: parts.inputSha256,
    vocabulary: tokenizer.size,
    tokens: given === undefined ? files.train.length : count(rows.train.map((row) => row.tokens)),
    rows: rows.train.length,
    validationRows: rows.validation.length,
    validationTokens: files.validation.length,
    lengths: given === undefined ? [] : lengthsOf(rows.train.map((row) => row.tokens.length - 1), context), // prettier-ignore
    passages: { train: train.length, validation: validation.length, heldOut: heldOut.length },
    heldOutLines: parts.heldOut.reduce((sum, { lines }) => sum + lines, 0),
    heldOutTokens: count(heldOut),
    leaksRemoved: parts.leaksRemoved,
    ordered: measured.ordered,
    start: tokens.start,
    end,
  };
}

/**
 * Tokens in a vocabulary that is learned: one for each 400 characters, so that the average token is seen more than a hundred times and its
 * embedding can be learned; at least the bytes and the commonest words, at most what a small decoder can carry.
 */
export function chooseVocabularySize(characters: number): number {
  return Math.min(4096, Math.max(448, Math.round(characters / 400 / 64) * 64));
}

async function learnTokens(
  train: readonly DataPassage[],
  characters: number,
  out: string,
): Promise<{ tokens: WriterTokens; context: number }> {
  const texts = train.map(({ text }) => text);
  const tokenizer: Tokenizer = createTokenizer(
    trainBpe(texts, { vocabularySize: chooseVocabularySize(characters), specialTokens: [endOfText] }),
  );
  const roles = { bos: endOfText, eos: endOfText, pad: endOfText };
  const files = tokenizerFiles(tokenizer.vocabulary, roles, { modelMaxLength: longestRow });
  await writeFile(path.join(out, 'tokenizer.json'), json(files.tokenizer));
  await writeFile(path.join(out, 'tokenizer_config.json'), json({ ...files.config, add_bos_token: true }));
  const id = tokenizer.special(endOfText);
  return { tokens: { tokenizer, start: [id], end: id, startFor: () => [id] }, context: Infinity };
}

async function givenTokens(folder: string): Promise<{ tokens: WriterTokens; context: number }> {
  const manifest = await readManifest(folder);
  const file = await readModelFile(folder, manifest, 'config.json');
  return { tokens: await openWriterTokens(folder), context: readDecoderConfig(JSON.parse(file.toString('utf8'))).config.context };
}

/** A passage as rows: what stands before it is read, the passage and its end are learned; what is too long goes on in another row. */
function rowsOf(text: readonly number[], { prefix, weight }: DataPassage, tokens: WriterTokens, longest: number) {
  const rows: { tokens: number[]; from: number }[] = [];
  const asked = tokens.startFor(prefix);
  let before = asked.length <= longest / 2 ? asked : tokens.start;
  for (let at = 0; at < text.length;) {
    const piece = text.slice(at, at + longest + 1 - before.length);
    if (at === 0 || piece.length >= scrap) rows.push({ tokens: [...before, ...piece], from: before.length });
    at += piece.length;
    before = tokens.start;
  }
  return Array.from({ length: weight }, () => rows).flat();
}

function lengthsOf(lengths: readonly number[], context: number): number[] {
  const rounded = (length: number): number => Math.min(context, Math.ceil(length / 16) * 16);
  const longest = rounded(Math.max(...lengths));
  const half = rounded(longest / 2);
  const short = lengths.filter((length) => length <= half).length / lengths.length;
  return short === 1 ? [half] : short >= worthAGraph && half < longest ? [half, longest] : [longest];
}
