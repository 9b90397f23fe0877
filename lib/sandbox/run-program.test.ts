import { execFileSync } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, describeProtections, protectionSchema, runProgram, runResultSchema, runtimeVersion } from '.';
import { permissionFlag } from './launch';
import { maximumCodeLength } from './schemas';

afterAll(closeSandbox);

const endless = { language: 'python', code: 'print("on", flush=True)\nwhile True:\n    pass' } as const;

function children(): number {
  const listed = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes('sandbox-')).length;
}

describe('runProgram', () => {
  it('gives a result of the published shape', async () => {
    const result = await runProgram({ language: 'sql', code: 'SELECT 1' });
    expect(runResultSchema.parse(result)).toEqual(result);
  });

  it('stops when it is cancelled, running or waiting', async () => {
    const controllers = Array.from({ length: 4 }, () => new AbortController());
    const runs = controllers.map((controller) => runProgram(endless, controller.signal));
    setTimeout(() => controllers.forEach((controller, index) => controller.abort(new Error(`stop ${index}`))), 300);
    const outcomes = await Promise.allSettled(runs);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as Error).message)).toEqual([
      'stop 0',
      'stop 1',
      'stop 2',
      'stop 3',
    ]);
    await expect(runProgram(endless, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect((await runProgram({ language: 'sql', code: 'SELECT 1' })).status).toBe('ok');
  });

  it('queues a flood without starting more than a few processes', { timeout: 180_000 }, async () => {
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, children());
    }, 100);
    const runs = Array.from({ length: 20 }, (_, index) => runProgram({ language: 'sql', code: `SELECT ${index} * ${index} AS n` }));
    const results = await Promise.all(runs);
    clearInterval(watch);
    expect(results.map(({ stdout }) => Number(stdout.split('\n')[2]))).toEqual(Array.from({ length: 20 }, (_, index) => index ** 2));
    // Two that run, one that waits for the next program of each of the three languages used here.
    expect(most).toBeLessThanOrEqual(5);
  });

  it('refuses what is too long, and too many that wait', async () => {
    expect(await runProgram({ language: 'python', code: '#'.repeat(maximumCodeLength + 1) })).toMatchObject({
      status: 'refused',
      stderr: expect.stringContaining(String(maximumCodeLength)),
    });
    const controller = new AbortController();
    setMaxListeners(300, controller.signal);
    const flood = Array.from({ length: 210 }, () => runProgram(endless, controller.signal));
    const outcomes = Promise.allSettled(flood);
    const refused = await flood[209];
    controller.abort(new Error('enough'));
    expect(refused).toMatchObject({ status: 'refused', stderr: expect.stringContaining('waiting') });
    expect((await outcomes).filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
  });

  it('rejects a malformed request', async () => {
    await expect(runProgram({ language: 'cobol' as 'sql', code: '' })).rejects.toThrow();
    await expect(runProgram({ language: 'sql', code: '', limits: { timeoutMs: 1e9 } })).rejects.toThrow();
  });
});

describe('runtimeVersion', () => {
  it('names the packages of a language and differs between languages', () => {
    expect(runtimeVersion('python')).toMatch(/^python @runno\/sandbox@\d+\.\d+\.\d+ [0-9a-f]{16}$/);
    expect(runtimeVersion('typescript')).toContain('typescript@');
    expect(runtimeVersion('javascript')).not.toBe(runtimeVersion('typescript'));
    expect(runtimeVersion('sql')).toBe(runtimeVersion('sql'));
  });
});

describe('describeProtections', () => {
  it('says what holds on every host', async () => {
    const protections = await describeProtections();
    protections.forEach((protection) => protectionSchema.parse(protection));
    const active = protections.filter(({ active }) => active).map(({ name }) => name);
    expect(active).toEqual(
      expect.arrayContaining(['interpreter', 'process', 'output', 'permissions', 'code generation', 'interpreter memory']),
    );
  });

  it('chooses the flag of the permission model by version', () => {
    expect(permissionFlag('20.19.0')).toBe('--experimental-permission');
    expect(permissionFlag('22.12.0')).toBe('--experimental-permission');
    expect(permissionFlag('24.1.0')).toBe('--permission');
    expect(permissionFlag('25.0.0')).toBe('--permission');
  });
});
