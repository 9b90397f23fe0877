import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { serveBuild, withDataFolder } from '../bin/testing/serve-build';
import { killServerWhileWriting } from '../bin/testing/server-kill';

const root = path.resolve(import.meta.dirname, '..');

/** Runs `loam <args> --json` on a data folder. */
function loam(dataDir: string, ...args: string[]): Promise<{ status: number; answer: unknown; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LOAM_DATA_DIR: dataDir, NODE_OPTIONS: '' };
    execFile(process.execPath, [path.join(root, 'bin', 'loam.mjs'), ...args, '--json'], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, answer: stdout.trim() ? JSON.parse(stdout) : undefined, stderr });
    });
  });
}

test('one server owns the data folder: a second is refused by name, the command line asks the first', async () => {
  test.setTimeout(300_000);
  await withDataFolder(async (dataDir) => {
    const server = await serveBuild({ dataDir });
    try {
      const second = await serveBuild({ dataDir }).then(
        async (started) => {
          await started.stop();
          return 'it started';
        },
        (error: Error) => error.message,
      );
      expect(second).toContain(`The data folder ${dataDir} is in use by process ${server.pid}, which serves ${server.address}.`);
      expect(second).toContain('Stop that process, or set LOAM_DATA_DIR to another folder.');

      const made = await loam(dataDir, 'token', 'create', '--name', 'from the command line');
      expect(made.status, made.stderr).toBe(0);
      const { id, token } = made.answer as { id: string; token: string };
      const listed = await fetch(`${server.address}/api/tokens`, { headers: { authorization: `Token ${token}` } });
      expect(((await listed.json()) as { tokens: { id: string }[] }).tokens.map((row) => row.id)).toEqual([id]);
      expect((await server.call('GET', '/health')).status).toBe(200);
    } finally {
      await server.stop();
    }
    // With the server gone the folder is free, and the command line opens it by itself.
    const { status, answer, stderr } = await loam(dataDir, 'token', 'list');
    expect(status, stderr).toBe(0);
    expect((answer as { tokens: { name: string }[] }).tokens.map(({ name }) => name)).toEqual(['from the command line']);
  });
});

test('a server killed while it writes loses nothing it acknowledged, and the next one finishes its jobs once', async () => {
  test.setTimeout(600_000);
  const report = await killServerWhileWriting({ rounds: 2 });
  expect(report.lost).toEqual([]);
  expect(report.unfinished).toEqual([]);
  expect(report.tutorials).toBe(report.requests);
  expect(report.acknowledged).toBeGreaterThanOrEqual(40);
  expect(report.killedWhileRunning).toBeGreaterThan(0);
});
