import { expect, it } from 'vitest';
import { singleton } from '@/lib/core/singleton';
import { describeProtections } from '..';
import type { HostLayers } from '../launch';
import { hostilePrograms } from './hostile-programs';
import { runHostileSuite } from './hostile-suite';

it('holds, and says what is missing, on a host that gives no layer of its own', { timeout: 300_000 }, async () => {
  const bare: HostLayers = { namespaces: [], resources: [], privileges: [] };
  expect(await singleton('sandbox-layers', () => Promise.resolve(bare))).toBe(bare);

  const protections = await describeProtections();
  const missing = protections.filter(({ active }) => !active).map(({ name }) => name);
  expect(missing).toEqual(['network namespace', 'resource limits', 'no new privileges', 'unprivileged user']);

  const names = ['python/socket', 'python/read-canary', 'javascript/constructor-escape', 'sql/attach-uri', 'python/run-command'];
  const report = await runHostileSuite(hostilePrograms().filter(({ name }) => names.includes(name)));
  expect(report.outcomes).toHaveLength(names.length);
  expect(report.outcomes.filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect(report).toMatchObject({ canaryUntouched: true, connections: 0, leakedProcesses: 0 });
});
