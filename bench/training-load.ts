// How quick pages stay while a model trains on all cores beside the server.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { decoderDefaults } from '@/lib/ml/nets';
import { startTraining } from '@/lib/processes/trainer/client';
import { ensureBuilt } from '../bin/launch/build.mjs';
import { serveBuild, withDataFolder } from '../bin/testing/serve-build';
import { hammer } from './harness/hammer';
import { report } from './harness/report';

const goalMilliseconds = 25;
const milliseconds = 15_000;
const config = { vocabulary: 4096, width: 256, layers: 6, heads: 4, keyValueHeads: 4, feedForward: 704, context: 256, ...decoderDefaults };

/** Random tokens: what is learned does not matter here. */
async function writeTokens(file: string): Promise<string> {
  const rng = createRng(1);
  await writeFile(file, new Uint8Array(Int32Array.from({ length: 100_000 }, () => rng.int(config.vocabulary)).buffer));
  return file;
}

await ensureBuilt();
await withDataFolder(async (dataDir) => {
  const server = await serveBuild({ dataDir, env: { TRUSTED_PROXIES: '127.0.0.1' } });
  let sent = 0;
  // A caller may ask 600 times a minute; these requests pass for those of many callers behind a proxy.
  const headers = () => ({ 'x-forwarded-for': `10.0.${(sent >> 16) & 255}.${(sent++ >> 8) & 255}` });
  const measured = () => hammer(`${server.address}/health`, { connections: 1, milliseconds, headers });
  try {
    await hammer(`${server.address}/health`, { connections: 1, milliseconds: 2000, headers });
    const alone = await measured();
    let began: () => void;
    const stepping = new Promise<void>((resolve) => (began = resolve));
    let tokensPerSecond = 0;
    const training = await startTraining(
      {
        network: { kind: 'decoder', config },
        data: { kind: 'windows', train: await writeTokens(path.join(dataDir, 'tokens')), time: 256 },
        batch: 8,
        steps: 10_000,
        schedule: { shape: 'constant', peak: 1e-4 },
        seed: 1,
        out: path.join(dataDir, 'training'),
      },
      (event) => {
        if (event.event !== 'step') return;
        tokensPerSecond = event.perSecond;
        began();
      },
    );
    await Promise.race([stepping, training.ended]);
    const beside = await measured();
    training.send('stop');
    await training.ended;
    const row = (what: string, { perSecond, p50, p99 }: typeof alone) => ({ what, 'requests/s': perSecond, 'p50 ms': p50, 'p99 ms': p99 });
    report({
      title: 'GET /health over one connection, alone and beside a training of 5.9 M parameters at idle priority',
      rows: [row('alone', alone), row('while training', beside)],
      goals: [{ name: 'p99 while training, ms', value: beside.p99, goal: `≤ ${goalMilliseconds}`, met: beside.p99 <= goalMilliseconds }],
      notes: [`The training reached ${tokensPerSecond} tokens a second meanwhile.`],
    });
  } finally {
    await server.stop();
  }
});
