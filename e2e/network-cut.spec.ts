import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { NetworkCutReport } from '../bin/testing/network-cut/report';

const root = path.resolve(import.meta.dirname, '..');
const program = path.join(root, 'bin', 'testing', 'network-cut', 'main.ts');
/** A network namespace of its own, which has the loopback interface and nothing else. */
const namespace = ['unshare', '--map-root-user', '--net', '--', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"'];

function execute([command, ...args]: string[]): Promise<{ failed: boolean; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: root, timeout: 500_000, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: `${stdout}${stderr}${error ? error.message : ''}`.slice(-4000) });
    });
  });
}

test('without any network but loopback the main flow passes, and nothing tries to leave', async ({}, info) => {
  test.setTimeout(600_000);
  const permitted = process.platform === 'linux' && !(await execute([...namespace, 'true'])).failed;
  if (!permitted)
    console.log('skipped: a network namespace is not permitted here (unshare --net); connections are refused inside the server instead');
  const file = info.outputPath('report.json');
  const node = [process.execPath, '--import', 'tsx', program, file];
  const { failed, output } = await execute(permitted ? [...namespace, ...node, '--namespace'] : node);
  expect(failed, output).toBe(false);

  const report = JSON.parse(await readFile(file, 'utf8')) as NetworkCutReport;
  expect(report.api, report.serverOutput).toMatchObject({ status: 201, read: 200 });
  expect(report.api.steps).toBeGreaterThanOrEqual(2);
  expect(report.api.outputs).toBeGreaterThan(0);
  expect(report.browser.status, report.browser.output).toBe(0);
  expect(report.watched).toContain(report.serverPid);
  expect(report.attempts).toEqual([]);
  expect(report.kernelAfterApi).toBe(permitted ? 0 : null);
  expect(report.control).toEqual({ byPreload: true, byKernel: permitted ? true : null });
});
