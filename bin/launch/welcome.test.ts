import path from 'node:path';
import { expect, test } from 'vitest';
import { welcomeLines } from './welcome.mjs';

const data = path.resolve('data');

test('the address, the data folder and lines for a shell', () => {
  const lines: string[] = welcomeLines({ host: '127.0.0.1', port: 3210, dataDir: data });
  const text = lines.join('\n');
  expect(text).toContain('Loam is ready:  http://localhost:3210');
  expect(text).toContain(data);
  const shell = lines.filter((line) => line.startsWith('  '));
  expect(shell[0]).toMatch(/^ {2}TOKEN=\$\(node \S+bin\/loam\.mjs token create --name terminal --json \|/);
  expect(shell[1]).toMatch(/^ {2}curl .*\/api\/tutorials /);
});

test('another data folder is passed on, quoted where a shell would split it', () => {
  const lines: string[] = welcomeLines({ host: '0.0.0.0', port: 3000, dataDir: "/tmp/mine & 'yours'" });
  expect(lines.join('\n')).toContain("LOAM_DATA_DIR='/tmp/mine & '\\''yours'\\''' node ");
});
