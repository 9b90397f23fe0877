import { afterEach, expect, it } from 'vitest';
import type { Ctx } from '@/db/ctx';
import { withdrawApp } from '@/lib/core/app';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { sendsElsewhere } from './sends-elsewhere';

// The environment decides both settings here, so that no database is asked.
const asked = (writer: string, embedder: string): Promise<boolean> => {
  publishTestApp({ fixed: { WRITER_SERVER: writer, EMBEDDER_SERVER: embedder } });
  return sendsElsewhere({} as Ctx);
};
afterEach(withdrawApp);

it.each([
  ['', '', false],
  ['http://127.0.0.1:11434/v1', 'http://localhost:8080/v1', false],
  ['http://[::1]:11434/v1', '', false],
  ['https://models.example.org/v1', '', true],
  ['', 'http://10.0.0.7:8000/v1', true],
])('knows whether what people write leaves the machine, with the servers “%s” and “%s”', async (writer, embedder, elsewhere) => {
  expect(await asked(writer, embedder)).toBe(elsewhere);
});
