import { LoamError } from '@/lib/core/errors';
import { createRng, type Rng } from '@/lib/core/rng';
import { zeros } from '@/lib/ml/tensor/tensor';
import { shuffledIndices, tokenWindows, type BatchSource } from '@/lib/ml/train/batches';
import type { Batch } from '@/lib/ml/train/program';
import { readInt32, unpackGroups, unpackRows, type Row } from './int32-rows';
import type { DataSpec } from './protocol';

/** Share of the tokens that masked-language modelling asks for, and what becomes of them (Devlin et al. 2019). */
const masking = { picked: 0.15, hidden: 0.8, random: 0.1 };
/** Hides a candidate from an anchor: its similarity becomes as good as minus infinity. */
const excluded = -1e4;

/** Opens a data file as an endless source of batches in an order that the rng decides. */
export async function openSource(data: DataSpec, file: string, batch: number, vocabulary: number, rng: Rng): Promise<BatchSource> {
  const integers = await readInt32(file);
  let largest = -1;
  for (const id of integers) if (id > largest) largest = id;
  if (data.kind === 'windows') {
    if (integers.length < data.time + 1) {
      throw new LoamError('unprocessable', `The data hold ${integers.length} tokens; one row of ${data.time} needs ${data.time + 1}. Add text.`);
    }
    if (largest >= vocabulary) throw new LoamError('unprocessable', `The data name token ${largest}; the vocabulary ends at ${vocabulary - 1}.`);
    return tokenWindows({ tokens: integers, batch, time: data.time, rng });
  }
  const examples = data.kind === 'pairs' ? unpackGroups(integers) : unpackRows(integers);
  if (examples.length === 0) throw new LoamError('unprocessable', `There are no examples in ${file}. Add data.`);
  const order = shuffledIndices(examples.length, rng);
  const take = <T>(from: readonly T[]): T[] => Array.from({ length: batch }, () => from[order.next()]);
  const next = {
    rows: () => rowBatch(take(examples as Row[]), data as Extract<DataSpec, { kind: 'rows' }>),
    masked: (stream: Rng) => maskedBatch(take(examples as Row[]), data as Extract<DataSpec, { kind: 'masked' }>, vocabulary, stream),
    pairs: () => pairBatch(take(examples as Int32Array[][]), data as Extract<DataSpec, { kind: 'pairs' }>),
  }[data.kind];
  return { next: (stream) => next(stream), cursor: order.cursor, seek: order.seek };
}

/** The first batches of the held-out data, the same at every look. */
export async function heldOutBatches(data: DataSpec, batch: number, count: number, vocabulary: number): Promise<Batch[]> {
  if (!data.heldOut) return [];
  const rng = createRng(1);
  const source = await openSource(data, data.heldOut, batch, vocabulary, rng);
  return Array.from({ length: count }, () => source.next(rng));
}

function rowBatch(rows: readonly Row[], { time, pad }: Extract<DataSpec, { kind: 'rows' }>): Batch {
  const [tokens, targets, weights] = [zeros('int32', [rows.length, time]), zeros('int32', [rows.length, time]), zeros('float32', [rows.length, time])];
  tokens.data.fill(pad);
  targets.data.fill(pad);
  rows.forEach((row, r) => {
    const length = Math.min(row.tokens.length - 1, time);
    for (let t = 0; t < length; t++) {
      tokens.data[r * time + t] = row.tokens[t];
      targets.data[r * time + t] = row.tokens[t + 1];
      weights.data[r * time + t] = t + 1 >= row.given ? 1 : 0;
    }
  });
  return { tokens, targets, weights };
}

function maskedBatch(rows: readonly Row[], { time, pad, mask, firstWord }: Extract<DataSpec, { kind: 'masked' }>, vocabulary: number, rng: Rng): Batch {
  const picked = Math.ceil(rows.length * time * masking.picked);
  const [tokens, present] = [zeros('int32', [rows.length, time]), zeros('float32', [rows.length, time])];
  const [positions, labels, weights] = [zeros('int32', [picked]), zeros('int32', [picked]), zeros('float32', [picked])];
  tokens.data.fill(pad);
  const places: number[] = [];
  rows.forEach((row, r) => {
    const length = Math.min(row.tokens.length, time);
    for (let t = 0; t < length; t++) {
      tokens.data[r * time + t] = row.tokens[t];
      present.data[r * time + t] = 1;
      if (row.tokens[t] >= firstWord) places.push(r * time + t);
    }
  });
  const wanted = Math.min(picked, Math.ceil(places.length * masking.picked));
  rng.shuffle(places).slice(0, wanted).forEach((place, i) => {
    positions.data[i] = place;
    labels.data[i] = tokens.data[place];
    weights.data[i] = 1;
    const fate = rng.next();
    if (fate < masking.hidden) tokens.data[place] = mask;
    else if (fate < masking.hidden + masking.random) tokens.data[place] = firstWord + rng.int(vocabulary - firstWord);
  });
  return { tokens, mask: present, positions, labels, weights };
}

function pairBatch(groups: readonly (readonly Int32Array[])[], data: Extract<DataSpec, { kind: 'pairs' }>): Batch {
  const { time, candidateTime, pad, negatives } = data;
  const pairs = groups.length;
  const anchors = paddedTexts(groups.map((texts) => texts[0]), time, pad);
  // A group with too few hard negatives lends from its neighbour: any other text is a negative too.
  const hard = Array.from({ length: negatives }, (_, n) => groups.map((texts, i) => texts[2 + n] ?? groups[(i + 1) % pairs][1]));
  const texts = [...groups.map((group) => group[1]), ...hard.flat()];
  const candidates = paddedTexts(texts, candidateTime, pad);
  const exclusions = zeros('float32', [pairs, texts.length]);
  const keys = texts.map((text) => text.join());
  // The same text may stand in a batch twice; it is no negative of its own anchor.
  for (let i = 0; i < pairs; i++) for (let j = 0; j < texts.length; j++) if (j !== i && keys[j] === keys[i]) exclusions.data[i * texts.length + j] = excluded;
  return { tokens: anchors.tokens, mask: anchors.mask, candidateTokens: candidates.tokens, candidateMask: candidates.mask, exclusions };
}

function paddedTexts(texts: readonly Int32Array[], time: number, pad: number) {
  const [tokens, mask] = [zeros('int32', [texts.length, time]), zeros('float32', [texts.length, time])];
  tokens.data.fill(pad);
  texts.forEach((text, row) => {
    const kept = text.subarray(0, time);
    tokens.data.set(kept, row * time);
    mask.data.fill(1, row * time, row * time + kept.length);
  });
  return { tokens, mask };
}
