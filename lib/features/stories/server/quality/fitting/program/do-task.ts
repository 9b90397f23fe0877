import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { readManifest, readModelFile } from '@/lib/processes/inference/client';
import { openEstimator, type Estimator } from '../../estimator';
import { makeExamples, type Example } from '../examples';
import { fitFaults, fitPoints, soundness, type MeasuredExample } from '../fit';
import { readHeard, textKey, writeTexts } from '../heard-texts';
import { featuresOf } from '../measure-examples';
import { measureSeparation } from '../measure-separation';
import { readOwnPassages } from '../own-passages';
import { workFiles, type FittingResults, type FittingTask, type FittingTaskName, type FittingTaskOf } from './protocol';

/** What lies in examples.json. */
export interface QualityExamples {
  readonly fit: readonly Example[];
  readonly points: readonly Example[];
  readonly heldOut: readonly Example[];
  /** Names of the held-out passages, by their texts. */
  readonly ids: readonly string[];
}

const deeds: { readonly [Name in FittingTaskName]: (task: FittingTaskOf<Name>) => Promise<FittingResults[Name]> } = {
  async examples({ text, parent, passages, heldOut, seed, work }) {
    const rng = createRng(seed);
    const own = await readOwnPassages(text, passages, heldOut, rng.fork('split'));
    const { terms } = await openFile(parent);
    const examplesOf = (part: keyof typeof own): Example[] => makeExamples(own[part], { rng: rng.fork(`examples ${part}`), terms });
    const examples: QualityExamples = {
      fit: examplesOf('fit'),
      points: examplesOf('points'),
      heldOut: examplesOf('heldOut'),
      ids: own.heldOut.map(({ sentences }) => sha256(sentences.join(' ')).slice(0, 12)),
    };
    const json = JSON.stringify(examples);
    await writeFile(path.join(work, workFiles.examples), json);
    return {
      dataSha256: sha256(json),
      passages: { fit: own.fit.length, points: own.points.length, heldOut: own.heldOut.length },
      texts: {
        learn: await writeTexts(path.join(work, workFiles.learn), [...examples.fit, ...examples.points]),
        heldOut: await writeTexts(path.join(work, workFiles.heldOut), examples.heldOut),
      },
    };
  },

  async fit({ parent, heard, work }) {
    const { fit, points } = await readExamples(work);
    const estimator = await openFile(parent);
    const measured = await measuring(heard, estimator);
    const [learned, calibrated] = [measured(fit), measured(points)];
    const fitted = fitFaults(learned);
    const oddsOf = (human: boolean): number[] => soundness(fitted, calibrated.filter(({ kind }) => (kind === 'human') === human)); // prettier-ignore
    const json = `${JSON.stringify({ ...estimator.file, ...fitted, points: fitPoints(oddsOf(true), oddsOf(false)) })}\n`;
    await writeFile(path.join(work, workFiles.estimator), json);
    const { user, system } = process.cpuUsage();
    return { sha256: sha256(json), learned: learned.length, calibrated: calibrated.length, cpuSeconds: (user + system) / 1e6 };
  },

  async separation({ folder, heard, seed, work }) {
    const { heldOut, ids } = await readExamples(work);
    const estimator = await openFile(folder);
    return measureSeparation((await measuring(heard, estimator))(heldOut), ids, estimator, seed);
  },
};

/** @throws LoamError for a text that is too short, or an estimator that cannot be used */
export async function doFittingTask(task: FittingTask): Promise<FittingResults[FittingTaskName]> {
  return (deeds[task.task] as (task: FittingTask) => Promise<FittingResults[FittingTaskName]>)(task);
}

async function measuring(heard: string, estimator: Estimator): Promise<(examples: readonly Example[]) => MeasuredExample[]> {
  const known = await readHeard(heard);
  return (examples) => featuresOf(examples, (example) => known.get(textKey(example)), estimator);
}

async function openFile(folder: string): Promise<Estimator> {
  const file = await readModelFile(folder, await readManifest(folder), 'quality.json');
  return openEstimator(JSON.parse(file.toString('utf8')));
}

async function readExamples(work: string): Promise<QualityExamples> {
  return JSON.parse(await readFile(path.join(work, workFiles.examples), 'utf8')) as QualityExamples;
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
