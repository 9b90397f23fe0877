import path from 'node:path';
import { fitNaiveBayes } from '@/lib/ml/text';
import { basisWidth, type HingeBasis } from '@/lib/ml/train/tabular';
import { graphFile, readManifest, writeModelFolder } from '@/lib/processes/inference/client';
import { writeTinyDecoder } from '@/lib/processes/inference/testing/tiny-models';
import { genres } from '@/lib/vocabulary/genres';
import type { EstimatorFile } from '../../estimator';
import { faultNames, featureNames } from '../../faults';
import { blankNeighbours, blankSeams } from '../../testing/blank-neighbours';

/** Lays an estimator without an opinion, and the untrained writer that it listens to, among models; returns its name and version. */
export async function writeTinyEstimator(models: string, words: string): Promise<string> {
  const writer = path.join(models, 'tiny-writer', '1');
  await writeTinyDecoder(writer, { name: 'tiny-writer', context: 320, words });
  const { files } = await readManifest(writer);
  const blank: HingeBasis = { low: 0, high: 0, mean: 0, deviation: 1, knots: [] };
  const file: EstimatorFile = {
    version: 2,
    writer: { name: 'tiny-writer', version: '1', graph: files[graphFile('int8')].sha256, start: '<|endoftext|>' },
    embedder: null,
    terms: { rarest: 3, stems: [], weights: [] },
    genres: fitNaiveBayes(
      genres.map((genre) => ({ terms: [`word of ${genre}`], classes: [genre] })),
      genres,
      { minDf: 1, maxTerms: 10 },
    ).save(),
    neighbours: blankNeighbours(),
    seams: blankSeams(),
    bases: featureNames.map(() => ({ ...blank, knots: [] })),
    weights: faultNames.map(() => Array.from({ length: featureNames.length * basisWidth(blank) + 1 }, () => 0)),
    points: { from: [-10, 10], to: [0, 10] },
    human: {},
  };
  await writeModelFolder(
    path.join(models, 'tiny-quality', '1'),
    { 'quality.json': new TextEncoder().encode(JSON.stringify(file)) },
    { name: 'tiny-quality', version: '1', kind: 'quality' },
  );
  return 'tiny-quality@1';
}
