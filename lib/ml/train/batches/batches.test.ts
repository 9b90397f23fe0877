import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { Tensor } from '../../tensor/tensor';
import {
  labelledBatches,
  languageBatch,
  maskedBatches,
  mixture,
  pairBatch,
  pairBatches,
  rowBatches,
  tokenWindows,
  type BatchSource,
} from '.';

const tokensOf = (...values: number[]): Int32Array => Int32Array.from(values);
const rowsOf = (tensor: Tensor): number[][] => {
  const [rows, width] = tensor.shape;
  return Array.from({ length: rows }, (_, i) => [...tensor.data.slice(i * width, (i + 1) * width)].map(Number));
};

describe('tokenWindows', () => {
  it('covers every window once an epoch, in another order the next time', () => {
    const rng = createRng(1);
    const tokens = Int32Array.from({ length: 41 }, (_, i) => i);
    const source = tokenWindows({ tokens, batch: 2, time: 4, rng });
    const starts = (): number[] => Array.from({ length: 5 }, () => rowsOf(source.next(rng).tokens).map(([first]) => first)).flat();
    const [first, second] = [starts(), starts()];
    const sorted = (list: number[]): number[] => [...list].sort((a, b) => a - b);
    expect(sorted(first)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36]);
    expect(sorted(second)).toEqual(sorted(first));
    expect(second).not.toEqual(first);
    const { tokens: inputs, targets } = source.next(rng);
    expect(Number(targets.data[0])).toBe(Number(inputs.data[0]) + 1);
  });

  it('refuses a text shorter than one window', () => {
    const rng = createRng(1);
    expect(() => tokenWindows({ tokens: new Int32Array(16), batch: 1, time: 16, rng })).toThrow(/16 tokens do not fill/);
    expect(() => tokenWindows({ tokens: new Int32Array(0), batch: 1, time: 16, rng })).toThrow(/do not fill/);
  });
});

describe('languageBatch', () => {
  it('weighs only what follows the prefix, and no padding', () => {
    const { tokens, targets, weights } = languageBatch([{ tokens: tokensOf(5, 6, 7, 8, 9), from: 2 }, { tokens: tokensOf(1, 2) }], 6, 0);
    expect(rowsOf(tokens)).toEqual([[5, 6, 7, 8, 0, 0], [1, 0, 0, 0, 0, 0]]); // prettier-ignore
    expect(rowsOf(targets)).toEqual([[6, 7, 8, 9, 0, 0], [2, 0, 0, 0, 0, 0]]); // prettier-ignore
    expect(rowsOf(weights)).toEqual([[0, 1, 1, 1, 0, 0], [1, 0, 0, 0, 0, 0]]); // prettier-ignore
  });

  it('cuts a text that is too long', () => {
    const { targets, weights } = languageBatch([{ tokens: tokensOf(1, 2, 3, 4, 5), from: 9 }], 2, 0);
    expect(rowsOf(targets)).toEqual([[2, 3]]);
    expect(rowsOf(weights)).toEqual([[0, 0]]);
  });
});

describe('rowBatches', () => {
  it('puts each row into the smallest bucket that holds it', () => {
    const rng = createRng(2);
    const rows = Array.from({ length: 9 }, (_, i) => ({ tokens: Int32Array.from({ length: i + 2 }, () => i + 1) }));
    const source = rowBatches({ rows, batch: 2, lengths: [4, 9], padToken: 0, rng });
    const seen = new Set<number>();
    for (let i = 0; i < 5; i++) {
      const { tokens } = source.next(rng);
      for (const row of rowsOf(tokens)) {
        expect(tokens.shape[1]).toBe(row[0] <= 4 ? 4 : 9);
        seen.add(row[0]);
      }
    }
    expect(seen.size).toBe(9);
  });
});

describe('maskedBatches', () => {
  it('asks for the tokens that it hid, spares special ones, and weighs nothing else', () => {
    const rng = createRng(3);
    const texts = Array.from({ length: 8 }, () => ({ tokens: tokensOf(1, ...Array.from({ length: 30 }, () => 10 + rng.int(90)), 2) }));
    const source = maskedBatches({ texts, batch: 4, lengths: [40], padToken: 0, maskToken: 3, firstOrdinary: 10, vocabulary: 100, rng });
    const [a, b] = [source.next(rng), source.next(rng)];
    expect(a.positions.shape).toEqual([24]);
    const counted = [...a.weights.data].filter((weight) => weight === 1).length;
    expect(counted).toBe(18);
    let masks = 0;
    for (let i = 0; i < counted; i++) {
      const [place, label] = [Number(a.positions.data[i]), Number(a.labels.data[i])];
      expect(label).toBeGreaterThanOrEqual(10);
      expect(a.mask.data[place]).toBe(1);
      if (a.tokens.data[place] === 3) masks++;
    }
    expect(masks).toBeGreaterThan(9);
    expect([...a.tokens.data].filter((token) => token === 3)).toHaveLength(masks);
    expect(b.tokens.data).not.toEqual(a.tokens.data);
  });
});

describe('pairBatch', () => {
  const pairs = [
    { anchor: tokensOf(1), positive: tokensOf(10, 11), negatives: [tokensOf(12)], group: 1 },
    { anchor: tokensOf(2), positive: tokensOf(20), group: 1 },
    { anchor: tokensOf(3), positive: tokensOf(10, 11) },
  ];
  it('lays out anchors, positives, then hard negatives, and hides candidates that are right', () => {
    const batch = pairBatch(pairs, { anchorLength: 2, candidateLength: 3, negatives: 1, padToken: 0 });
    expect(rowsOf(batch.tokens)).toEqual([[1, 0], [2, 0], [3, 0]]); // prettier-ignore
    expect(rowsOf(batch.candidateTokens)).toEqual([[10, 11, 0], [20, 0, 0], [10, 11, 0], [12, 0, 0], [10, 11, 0], [10, 11, 0]]); // prettier-ignore
    expect(rowsOf(batch.candidateMask)[0]).toEqual([1, 1, 0]);
    const hidden = rowsOf(batch.exclusions).map((row) => row.map((value) => (value < 0 ? 1 : 0)));
    expect(hidden).toEqual([[0, 1, 1, 0, 1, 1], [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 1]]); // prettier-ignore
  });
});

describe('pairBatches', () => {
  const source = (together: number, batch = 4) =>
    pairBatches({
      pairs: Array.from({ length: 12 }, (_, i) => ({ anchor: tokensOf(i), positive: tokensOf(i + 20) })),
      batch,
      together,
      anchorLength: 1,
      candidateLength: 1,
      padToken: 0,
      rng: createRng(5),
    });
  it('keeps neighbours together and shuffles their blocks', () => {
    const rng = createRng(1);
    const batches = source(2);
    const firsts = Array.from({ length: 6 }, () => [...batches.next(rng).tokens.data].map(Number)).flat();
    for (let at = 0; at < firsts.length; at += 2) expect([firsts[at] % 2, firsts[at + 1]]).toEqual([0, firsts[at] + 1]);
    expect([...firsts.slice(0, 12)].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(firsts.slice(0, 12)).not.toEqual([...firsts.slice(0, 12)].sort((a, b) => a - b));
  });
  it('refuses blocks that do not divide the batch', () => {
    expect(() => source(3)).toThrow(RangeError);
  });
});

describe('labelledBatches', () => {
  it('gives classes, numbers or spans, whichever the texts have', () => {
    const rng = createRng(4);
    const common = { batch: 2, lengths: [3], padToken: 0, rng };
    const text = tokensOf(1, 5, 6, 7);
    expect(labelledBatches({ texts: [{ tokens: text, label: 2 }], ...common }).next(rng).labels.data).toEqual(tokensOf(2, 2));
    expect(labelledBatches({ texts: [{ tokens: text, target: 0.5, weight: 2 }], ...common }).next(rng)).toMatchObject({
      targets: { data: Float32Array.of(0.5, 0.5) },
      weights: { data: Float32Array.of(2, 2) },
    });
    const span = labelledBatches({ texts: [{ tokens: text, span: [1, 3] }], ...common }).next(rng);
    expect([span.starts.data[0], span.ends.data[0]]).toEqual([1, 2]);
  });
});

describe('every source', () => {
  const makers: { [name: string]: () => BatchSource } = {
    tokenWindows: () => tokenWindows({ tokens: Int32Array.from({ length: 50 }, (_, i) => i), batch: 2, time: 4, rng: createRng(5) }),
    rowBatches: () =>
      rowBatches({
        rows: Array.from({ length: 11 }, (_, i) => ({ tokens: Int32Array.from({ length: 2 + i }, () => i) })),
        batch: 2,
        lengths: [4, 12],
        padToken: 0,
        rng: createRng(5),
      }),
    maskedBatches: () =>
      maskedBatches({
        texts: Array.from({ length: 7 }, (_, i) => ({ tokens: Int32Array.from({ length: 12 }, (_, j) => 10 + i + j) })),
        batch: 2,
        lengths: [12],
        padToken: 0,
        maskToken: 3,
        firstOrdinary: 10,
        vocabulary: 40,
        rng: createRng(5),
      }),
    pairBatches: () =>
      pairBatches({
        pairs: Array.from({ length: 7 }, (_, i) => ({ anchor: tokensOf(i), positive: tokensOf(i + 10) })),
        batch: 3,
        anchorLength: 2,
        candidateLength: 2,
        padToken: 0,
        rng: createRng(5),
      }),
    mixture: () =>
      mixture([
        { source: tokenWindows({ tokens: Int32Array.from({ length: 50 }, (_, i) => i), batch: 2, time: 4, rng: createRng(5) }), share: 2 },
        { source: tokenWindows({ tokens: Int32Array.from({ length: 50 }, (_, i) => -i), batch: 2, time: 4, rng: createRng(6) }), share: 1 },
      ]),
  };
  it.each(Object.keys(makers))('%s goes on from a stored cursor', (name) => {
    const [whole, again] = [makers[name](), makers[name]()];
    const rng = createRng(9);
    for (let i = 0; i < 9; i++) whole.next(rng);
    const stored = JSON.parse(JSON.stringify(whole.cursor())) as Record<string, number>;
    const [left, right] = [createRng(10), createRng(10)];
    again.seek(stored);
    for (let i = 0; i < 9; i++) expect(again.next(left)).toEqual(whole.next(right));
  });

  it('refuses to begin without examples', () => {
    const rng = createRng(1);
    expect(() => rowBatches({ rows: [], batch: 2, lengths: [4], padToken: 0, rng })).toThrow(/no examples/);
  });
});
