import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Kind, RunPlace, RunSurroundings } from '@/lib/features/runs';
import { createTokenizer, readTokenizerJson } from '@/lib/ml/text/bpe';
import type { ModelClient } from '@/lib/processes/inference/client';
import { estimateBytes } from '@/lib/processes/trainer/client';
import { trainingSpecSchema } from '@/lib/processes/trainer/protocol';
import { atWorkbench, type HeldOut } from '@/lib/processes/workbench/client';
import { writerRunConfig } from '../../schemas';
import { exists, generalProse } from '../general-prose';
import { threads, trainingSeconds } from '../machine-rate';
import { finishedTraining, runTrainer } from '../run-trainer';
import { startingPoint } from '../starting-point';
import { servedFolder } from '../served-folder';
import { chooseStrength, type Strength } from './choose-strength';
import { measureWriter, proseLoss } from './measure-writer';
import { planFromModel, planFromScratch, shippedWriter, type WriterPlan } from './plan-writer';
import { runCard, strengthInWords } from './run-card';

/** A writer that is loaded: it writes, and says how likely texts are. */
export type ServedWriter = Pick<ModelClient, 'generate' | 'candidates' | 'score'>;

const planName = 'plan.json';

/**
 * The writer as a kind: adapters on a writer that is there, or a network of its own for one text. Input: `text.txt` or
 * `passages.jsonl`, a text or lines of JSON with passages, their weights and what stood before them.
 */
export const writerKind: Kind<typeof writerRunConfig, ServedWriter> = {
  name: 'writer',
  summary: 'A small language model that writes in the manner of a text.',
  config: writerRunConfig,
  data: 'text',
  parents: true,

  async prepare(config, { place, seed, parent, signal, log }) {
    await mkdir(place.work, { recursive: true });
    const start = config.from === 'model' ? (parent ?? (await shippedWriter())) : undefined;
    const data = await atWorkbench(
      {
        task: 'writer-data',
        input: await inputOf(place),
        tokenizer: start?.folder,
        general: await generalProse(place),
        heldOut: config.heldOut,
        validation: 0.1,
        seed,
        out: place.work,
      },
      { signal },
    );
    const { passages } = await readHeldOut(place);
    const about = { work: place.work, seed, prompt: passages[0].tokens.slice(0, 8) };
    const plan = start ? await planFromModel(data, config, start, about) : planFromScratch(data, config, about);
    await writeFile(path.join(place.work, planName), JSON.stringify(plan));
    const { train, validation, heldOut } = data.passages;
    if (!data.ordered) log('The words of this text stand in no order that could be learned: what counts is how much order tells.');
    log(
      `${train} passages to learn from, ${validation} to choose by, ${heldOut} held out; ${plan.parameters} parameters, at most ${plan.spec.steps} updates.`,
    );
    return {
      dataSha256: data.dataSha256,
      counts: {
        passages: train,
        validation,
        heldOut,
        tokens: data.tokens,
        vocabulary: data.vocabulary,
        leaksRemoved: data.leaksRemoved,
        parameters: plan.parameters,
        updates: plan.spec.steps,
      },
      estimate: {
        seconds: await trainingSeconds(plan.operations),
        bytes: estimateBytes(trainingSpecSchema.parse({ ...plan.spec, out: place.work })),
      },
    };
  },

  async train(_config, surroundings) {
    const { place } = surroundings;
    const { spec } = await readPlan(place);
    const { parent, work } = { parent: await startOf(surroundings), work: place.work };
    const tokenizer = createTokenizer(readTokenizerJson(JSON.parse(await readFile(path.join(parent ?? work, 'tokenizer.json'), 'utf8'))));
    const begun = spec.sample?.prompt.slice(1) ?? [];
    const warmStart = parent && path.join(parent, 'model.safetensors');
    return runTrainer({ ...spec, warmStart, threads, out: work }, surroundings, (tokens) => tokenizer.decode([...begun, ...tokens]));
  },

  async export(config, { name, version, folder }, surroundings) {
    const { place, ctx, signal, log } = surroundings;
    const plan = await readPlan(place);
    const done = await finishedTraining(place.work);
    const { network } = plan.spec;
    const createdAt = ctx.clock.now().toISOString();
    const parent = await startOf(surroundings);
    const write = (strength?: Strength) =>
      atWorkbench(
        {
          task: 'decoder-folder',
          folder,
          weights: done.weights,
          network: plan.network,
          tokens: plan.tokens,
          tokenizer: parent ?? place.work,
          adapter:
            done.adapter && network.kind === 'adapted-decoder' && plan.parent
              ? { file: done.adapter, base: `${plan.parent.name}@${plan.parent.version}`, config: network.adapter }
              : undefined,
          strength: strength && parent && strength.of < 1 ? { of: strength.of, from: path.join(parent, 'model.safetensors') } : undefined,
          compact: plan.parent !== undefined,
          card: runCard({ name, version, config, plan, done, seed: surroundings.seed, strength }),
          about: { name, version, createdAt },
        },
        { signal },
      );
    const { chosenBy } = await readHeldOut(place);
    if (!parent || chosenBy.length === 0) return void (await write());
    const before = await proseLoss(parent, chosenBy, signal);
    const strength = await chooseStrength(async (of) => {
      await write({ of, lostAtFull: 0 });
      return (await proseLoss(folder, chosenBy, signal)) / before - 1;
    });
    if (strength.of === 1) return;
    log(strengthInWords(strength));
    await write(strength);
  },

  async evaluate(folder, { place, seed, signal }) {
    const heldOut = await readHeldOut(place);
    const { parent } = await readPlan(place);
    const start =
      parent && (await startingPoint(place, parent, () => measureWriter(parent.folder, heldOut, { seed, guarded: true, signal })));
    return measureWriter(folder, heldOut, { seed, signal, start, guarded: parent !== undefined });
  },

  async serve(folder) {
    return servedFolder(folder, 'decoder', (client) => client.score(['']));
  },
};

/** The folder of the model that a run goes on from; undefined where it begins anew. */
async function startOf({ place, parent }: Pick<RunSurroundings, 'place' | 'parent'>): Promise<string | undefined> {
  if (!(await readPlan(place)).parent) return undefined;
  return (parent ?? (await shippedWriter())).folder;
}

async function readPlan({ work }: RunPlace): Promise<WriterPlan> {
  return JSON.parse(await readFile(path.join(work, planName), 'utf8')) as WriterPlan;
}

async function readHeldOut({ work }: RunPlace): Promise<HeldOut> {
  return JSON.parse(await readFile(path.join(work, 'held-out.json'), 'utf8')) as HeldOut;
}

async function inputOf({ input }: RunPlace): Promise<string> {
  const passages = path.join(input, 'passages.jsonl');
  return (await exists(passages)) ? passages : path.join(input, 'text.txt');
}
