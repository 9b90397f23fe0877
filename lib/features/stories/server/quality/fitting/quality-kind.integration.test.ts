import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { RunPlace } from '@/lib/features/runs';
import { describeKind } from '@/lib/features/runs/testing/kind-contract';
import type { Example } from './examples';
import { writeTexts } from './heard-texts';
import type { QualityExamples } from './program/do-task';
import { workFiles } from './program/protocol';
import { readOwnPassages } from './own-passages';
import { qualityKind } from './quality-kind';
import { writeTinyEstimator } from './testing/tiny-estimator';

const things = ['lamp', 'boat', 'rope', 'key', 'coin', 'drum', 'loaf', 'cart'];
const names = ['Mara', 'Tobin', 'Elsa', 'Orrin', 'Petra', 'Hugo', 'Nadia', 'Simon'];

/** A tale in chapters, each of other people: names come back, things are "a" before they are "the", questions are answered. */
function tale(chapters: number): string {
  const rng = createRng(6);
  const paragraph = (): string => {
    const [one, other] = rng.shuffle(names);
    const [thing, second] = rng.shuffle(things);
    return (
      `Early in the morning ${one} found a ${thing} beside the road to the harbour. "Whose ${thing} is this?" ${one} asked, and nobody answered. ` +
      `So ${one} carried the ${thing} to ${other}, who kept a small ${second} behind the door. ${other} looked at the ${thing} for a long time. ` +
      `"It was my father's," said ${other} at last, "and he lost it when I was young." Then ${other} gave the ${second} to ${one} in return. `
    );
  };
  return Array.from({ length: chapters }, () => `${paragraph()}${paragraph()}${paragraph()}`.trim()).join('\n\n');
}

/** Songs: what is a fault elsewhere is their manner. Every other line comes again. */
function songs(count: number): string {
  const rng = createRng(7);
  const song = (): string => {
    const thing = rng.pick(things);
    const refrain = `Row the ${thing} to the shore and sing, my love.`;
    const verse = (): string =>
      `${rng.pick(names)} has gone over the ${rng.pick(['hill', 'sea', 'moor', 'bridge'])} with a ${rng.pick(things)} in hand.`;
    return Array.from({ length: 9 }, () => `${verse()} ${refrain}`).join(' ');
  };
  return Array.from({ length: count }, song).join('\n\n');
}

/** Gives the examples that are learned from any fault, and no two the same one. */
async function shuffleFaults({ work }: RunPlace): Promise<void> {
  const file = path.join(work, workFiles.examples);
  const examples = JSON.parse(await readFile(file, 'utf8')) as QualityExamples;
  const kinds = createRng(8).shuffle(examples.fit.map(({ kind }) => kind));
  // What is said to break off is not heard: here every text is.
  const fit = examples.fit.map((example, i): Example => ({ ...example, kind: kinds[i] === 'cut' ? 'order' : kinds[i] }));
  await writeFile(file, JSON.stringify({ ...examples, fit }));
  await writeTexts(path.join(work, workFiles.learn), [...fit, ...examples.points]);
}

describeKind({
  kind: qualityKind,
  config: { passages: 30, heldOut: 0.4 },
  give: (data) => Promise.resolve(data === 'changed' ? songs(30) : tale(30)),
  shuffleLabels: shuffleFaults,
  parent: (models) => writeTinyEstimator(models, `${tale(4)} ${songs(4)}`),
  ask: async (served) => {
    const [whole, broken] = [songs(1), songs(1).slice(0, -25)];
    expect((await served.score({ text: whole })).score).toBeGreaterThan((await served.score({ text: broken })).score);
  },
});

it('refuses a text with too few passages, and says how many are missing', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'loam-quality-'));
  const file = path.join(folder, 'text.txt');
  await writeFile(file, tale(20));
  await expect(readOwnPassages(file, 120, 0.25, createRng(1))).rejects.toMatchObject({
    code: 'unprocessable',
    message: expect.stringMatching(/\d+ more are needed/) as string,
  });
  await rm(folder, { recursive: true });
});
