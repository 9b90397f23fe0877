import { access, constants, mkdir, statfs } from 'node:fs/promises';
import os from 'node:os';
import { z } from 'zod';
import { findServer } from '@/lib/boot/find-server';
import { sandboxProtections } from '@/lib/boot/protections';
import { readEnv } from '@/lib/core/env';
import { projectPath } from '@/lib/core/paths';
import { findGit } from '@/lib/features/curriculum/server';
import type { LoamCommand } from '../command';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Looks at this machine and says what works, what is missing and what to do about it. */
export const doctorCommand: LoamCommand = {
  words: ['doctor'],
  summary: 'Check this machine and installation.',
  input: z.object({}),
  async run() {
    const env = readEnv();
    const findings = [...(await machine(env.LOAM_DATA_DIR)), await build(), await server(), git(), ...(await sandboxProtections())];
    return { ok: findings.every(({ ok }) => ok), findings };
  },
  show(result) {
    const { findings } = result as { findings: Finding[] };
    return findings.map(({ ok, name, detail }) => `${ok ? 'ok  ' : 'look'}  ${name}: ${detail}`).join('\n');
  },
};

async function machine(dataDir: string): Promise<Finding[]> {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const gigabytes = os.totalmem() / 2 ** 30;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(dataDir);
  const free = (bavail * bsize) / 2 ** 30;
  const writable = await access(dataDir, constants.W_OK).then(
    () => true,
    () => false,
  );
  return [
    { name: 'Node', ok: major > 20 || (major === 20 && minor >= 19), detail: `${process.versions.node} (20.19 or newer is needed)` },
    { name: 'Memory', ok: gigabytes >= 3.5, detail: `${gigabytes.toFixed(1)} GB (4 GB or more are good)` },
    { name: 'Processors', ok: true, detail: String(os.cpus().length) },
    { name: 'Data folder', ok: writable, detail: `${dataDir} is ${writable ? '' : 'not '}writable` },
    { name: 'Free disk', ok: free >= 2, detail: `${free.toFixed(1)} GB (2 GB or more are good)` },
  ];
}

async function build(): Promise<Finding> {
  const built = await access(projectPath('.next', 'BUILD_ID')).then(
    () => true,
    () => false,
  );
  return { name: 'Build', ok: built, detail: built ? 'done' : 'not yet; npm start makes it' };
}

async function server(): Promise<Finding> {
  const running = await findServer();
  return { name: 'Server', ok: true, detail: running ? `running at ${running.address}` : 'not running on this data folder' };
}

/** Only the tests use Git; a machine without it serves the Git lessons all the same. */
function git(): Finding {
  const found = findGit();
  const detail =
    'missing' in found
      ? `${found.missing}; the lessons on Git are complete without it, but npm test skips replaying them`
      : `${found.version}; npm test replays the lessons on Git with it`;
  return { name: 'Git', ok: true, detail };
}
