// Pulls a model from a loopback hub that misbehaves – dropped connections, 429, a wrong checksum – and from its folder, then writes with it.
// --model <folder>: a model in the hub's layout; one that is made here unless said.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@/lib/core/clock';
import { pause } from '@/lib/core/pause';
import { folderSource, planPull, pullModel, remoteSource, type HubSource, type Pace } from '@/lib/processes/hub/client';
import { startFakeHub, watchArrivals, type HubFaults } from '@/lib/processes/hub/testing/fake-hub';
import { writeHubFolder } from '@/lib/processes/hub/testing/hub-folders';
import { createInference } from '@/lib/processes/inference/client';
import { hashFile } from '@/lib/processes/inference/model-folder';

const { values } = parseArgs({ options: { model: { type: 'string' } } });
const root = await mkdtemp(path.join(os.tmpdir(), 'loam-prove-hub-'));
const waits: number[] = [];
const pace: Pace = {
  clock: systemClock,
  async wait(milliseconds, signal) {
    waits.push(milliseconds);
    await pause(Math.min(milliseconds, 50), signal);
  },
};
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = values.model ? path.resolve(values.model) : path.join(root, 'made');
if (!values.model) await writeHubFolder(folder);
const id = `proof/${path.basename(folder)}`;

/** Pulls into a data folder of its own; a pull that gives up is taken up again, as a person would. */
async function pulled(name: string, source: HubSource, hear: (bytes: number) => void = () => undefined) {
  const dataDir = path.join(root, name);
  await mkdir(dataDir);
  const began = performance.now();
  const plan = await planPull(source);
  const beside = plan.files.filter(({ name: file }) => !file.endsWith('.onnx')).reduce((sum, { bytes }) => sum + bytes, 0);
  let attempts = 0;
  for (;;) {
    attempts++;
    try {
      const model = await pullModel(source, plan, { dataDir, pace, onProgress: (bytes) => hear(bytes - beside) });
      const same = await sameFiles(model.folder, Object.keys(model.manifest.files));
      return { ...model, plan, attempts, same, seconds: (performance.now() - began) / 1000 };
    } catch (error) {
      if ((error as { code?: string }).code !== 'unavailable' || attempts === 20) throw error;
    }
  }
}

async function sameFiles(at: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    const [here, there] = await Promise.all([hashFile(path.join(at, name)), hashFile(path.join(folder, name))]);
    if (here.sha256 !== there.sha256) return false;
  }
  return true;
}

async function overTheWire(name: string, faults: HubFaults) {
  const arrivals = watchArrivals();
  if (faults.drop) faults.drop.heard = arrivals.heard;
  const hub = await startFakeHub(folder, { id, faults });
  waits.length = 0;
  try {
    const result = await pulled(name, remoteSource(id, 'main', { endpoint: hub.endpoint, token: 'hf_proof' }, pace), arrivals.hear);
    const store = hub.requests.filter(({ host }) => host === 'store');
    return {
      ...result,
      connections: store.length,
      resumed: store.filter(({ range }) => range).length,
      tokenLeaked: store.some(({ authorization }) => authorization),
      waited: [...waits],
    };
  } finally {
    await hub.close();
  }
}

try {
  const inFolder = await pulled('folder', folderSource(folder));
  say(
    `folder: ${inFolder.plan.files.length} files, ${inFolder.plan.bytes} bytes, licence ${inFolder.plan.licence ?? 'not stated'}, ${inFolder.plan.precision}; the same: ${inFolder.same}`,
  );
  const clean = await overTheWire('clean', {});
  say(`loopback hub: ${clean.seconds.toFixed(2)} s; the same: ${clean.same}; token to another host: ${clean.tokenLeaked}`);
  const dropped = await overTheWire('dropped', { drop: { bytes: Math.ceil(largest(clean.plan.files) / 8), times: 12 } });
  say(
    `dropped connections: ${dropped.connections} connections, ${dropped.resumed} of them went on in the middle; the same: ${dropped.same}`,
  );
  const limited = await overTheWire('limited', { limit: { times: 3, retryAfter: '2' } });
  say(`429 three times: waited ${limited.waited.join(', ')} ms, as told; the same: ${limited.same}`);
  const refused = await overTheWire('corrupt', { corrupt: true }).then(
    () => 'was taken',
    (error: Error) => error.message,
  );
  say(`wrong checksum: ${refused}`);

  const { kind } = clean.manifest;
  const inference = createInference();
  const client = inference.role('proof', { folder: clean.folder });
  const began = performance.now();
  const ask = () =>
    kind === 'encoder'
      ? client.embed(['the cat sat']).then(([vector]) => Array.from(vector).slice(0, 4))
      : client.generate({ prompt: 'the cat sat', maxTokens: 24, seed: 7 });
  const first = await ask();
  const loadSeconds = (performance.now() - began) / 1000;
  const again = await ask();
  const [held] = inference.loaded();
  inference.close();
  const repeatable = JSON.stringify(first) === JSON.stringify(again);
  say(
    `served as a ${kind}: ${JSON.stringify(first)}; loaded and answered in ${loadSeconds.toFixed(2)} s, ${Math.round(held.bytes / 1e6)} MB; again the same: ${repeatable}`,
  );

  const passed =
    [inFolder, clean, dropped, limited].every(({ same }) => same) &&
    !clean.tokenLeaked &&
    dropped.resumed > 0 &&
    /checksum differs/.test(refused) &&
    repeatable;
  const result = {
    model: values.model ? path.basename(folder) : 'made here',
    architecture: kind,
    precision: clean.plan.precision,
    files: clean.plan.files.length,
    bytes: clean.plan.bytes,
    pullSeconds: clean.seconds,
    dropped: { connections: dropped.connections, resumed: dropped.resumed, attempts: dropped.attempts, same: dropped.same },
    limited: { waitedMilliseconds: limited.waited, same: limited.same },
    wrongChecksum: refused,
    tokenLeaked: clean.tokenLeaked,
    served: { first, repeatable, loadSeconds, bytes: held.bytes },
  };
  if (process.env.LOAM_RESULT_FILE) writeFileSync(process.env.LOAM_RESULT_FILE, JSON.stringify(result));
  process.exitCode = passed ? 0 : 1;
} finally {
  await rm(root, { recursive: true, force: true });
}

function largest(files: readonly { readonly name: string; readonly bytes: number }[]): number {
  return Math.max(...files.filter(({ name }) => name.endsWith('.onnx')).map(({ bytes }) => bytes));
}
