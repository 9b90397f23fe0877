import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { projectPath } from '@/lib/core/paths';
import { loamVersion } from '@/lib/core/version';
import type { RunVersions } from '../schemas';

/** The programs and the machine that a run's numbers depend on. */
export async function currentVersions(): Promise<RunVersions> {
  const runtime = JSON.parse(await readFile(projectPath('node_modules', 'onnxruntime-node', 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    loam: loamVersion,
    node: process.versions.node,
    onnxruntime: runtime.version,
    cpu: os.cpus()[0]?.model.trim() || 'unknown',
    cores: os.cpus().length,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** What differs between two sets of versions, each as “node 22.1.0 → 22.3.0”. */
export function differences(before: RunVersions, after: RunVersions): string[] {
  return (Object.keys(before) as (keyof RunVersions)[])
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name]} → ${after[name]}`);
}

/** Whether a checkpoint of the one may be continued by the other: the programs that compute are the same. */
export function computeAlike(before: RunVersions, after: RunVersions): boolean {
  return before.loam === after.loam && before.onnxruntime === after.onnxruntime;
}
