import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../run';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'loam-sandbox-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function sandboxRun(name: string, program: string, ...flags: string[]): Promise<{ status: number; printed: string }> {
  const file = path.join(folder, name);
  await writeFile(file, program);
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const status = await runCommandLine(['sandbox', 'run', file, ...flags]);
    return { status, printed: write.mock.calls.map(([text]) => String(text)).join('') };
  } finally {
    write.mockRestore();
  }
}

describe('loam sandbox run', () => {
  it('tells as JSON what a program printed and how it ended', async () => {
    const { status, printed } = await sandboxRun('a.py', 'print(6 * 7)\nname = input()\n1 / len(name)\n', '--language', 'python', '--json');
    expect(status).toBe(0);
    const result = JSON.parse(printed) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual(['status', 'stdout', 'stderr', 'ms', 'peakBytes']);
    expect(result).toMatchObject({ status: 'error', stdout: '42\n', stderr: expect.stringContaining('EOFError') as string });
    expect(result.ms).toBeGreaterThan(0);
    expect(result.peakBytes).toBeGreaterThan(2 ** 20);
  });

  it('hands over what the program reads and may use', async () => {
    const reading = await sandboxRun('b.py', 'print(input()[::-1])\n', '--language', 'python', '--stdin', 'loam');
    expect(reading.printed).toMatch(/^maol\n\[ok after \d+ ms, at most \d+ MiB\]\n$/);
    const endless = await sandboxRun('c.js', 'for (;;);\n', '--language', 'javascript', '--timeout-ms', '300', '--json');
    expect(JSON.parse(endless.printed)).toMatchObject({ status: 'timeout' });
  });

  it('keeps programs from the files of the machine', async () => {
    const { printed } = await sandboxRun(
      'd.py',
      `print(open(${JSON.stringify(path.join(folder, 'a.py'))}).read())`,
      '--language',
      'python',
      '--json',
    );
    expect(JSON.parse(printed)).toMatchObject({ status: 'error', stdout: '' });
  });

  it('says what is wrong with a call', async () => {
    const missing = await sandboxRun('e.sql', 'SELECT 1', '--language', 'sql', '--json', '--timeout-ms', '1');
    expect(missing.status).toBe(1);
    expect(JSON.parse(missing.printed)).toMatchObject({
      error: { code: 'invalid_input', message: expect.stringContaining('timeoutMs') as string },
    });
    const unknown = await sandboxRun('f.cob', 'DISPLAY 1.', '--language', 'cobol', '--json');
    expect(JSON.parse(unknown.printed)).toMatchObject({
      error: { code: 'invalid_input', fields: { language: expect.any(String) as string } },
    });
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const status = await runCommandLine(['sandbox', 'run', path.join(folder, 'nothing.py'), '--language', 'python', '--json']);
    const printed = String(write.mock.calls[0]?.[0]);
    write.mockRestore();
    expect(status).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({ error: { code: 'not_found' } });
  });
});
