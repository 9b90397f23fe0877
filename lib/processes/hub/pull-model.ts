import { mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { manifestName, manifestSchema, readManifest, type Manifest } from '../inference/model-folder';
import { downloadFile } from './download-file';
import type { PullPlan } from './plan-pull';
import type { HubSource, Pace } from './source';

export interface PullSurroundings {
  readonly dataDir: string;
  readonly pace: Pace;
  readonly signal?: AbortSignal;
  /** Bytes of all files that are there, and the file that is coming. */
  readonly onProgress?: (bytes: number, file: string) => void;
}

export interface PulledModel {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Left free on the disk whatever is pulled. */
const reserveBytes = 200e6;

/**
 * Fetches what a plan names into `<dataDir>/models/<name>/<version>`, which is there whole or not at all. What has arrived before an
 * interruption lies in `<version>.unfinished`, from where the next pull of the same plan goes on.
 * @throws LoamError `unprocessable` for a full disk or a file with another checksum; those of the source; the signal's reason
 */
export async function pullModel(
  source: HubSource,
  plan: PullPlan,
  { dataDir, pace, signal, onProgress }: PullSurroundings,
): Promise<PulledModel> {
  const folder = path.join(/* turbopackIgnore: true */ dataDir, 'models', plan.name, plan.version);
  const draft = `${folder}.unfinished`;
  const present = await readManifest(folder).catch(() => undefined);
  if (present) return { folder, manifest: present };
  await mkdir(draft, { recursive: true });
  await needRoom(dataDir, plan.bytes - (await bytesThere(plan, draft)));

  const files: Manifest['files'] = {};
  let done = 0;
  for (const file of plan.files) {
    signal?.throwIfAborted();
    const sha256 = await downloadFile(file, path.join(draft, file.name), {
      source,
      revision: plan.revision,
      pace,
      signal,
      onBytes: (bytes) => onProgress?.(done + bytes, file.name),
    });
    files[file.name] = { bytes: file.bytes, sha256 };
    done += file.bytes;
  }
  const { from, id, revision, licence, kind, graph, dataFiles, precision } = plan;
  const manifest = manifestSchema.parse({
    name: plan.name,
    version: plan.version,
    kind,
    runtime: 'transformers',
    graphs: { precision, file: graph, dataFiles },
    origin: { from, id, revision, licence },
    createdAt: pace.clock.now().toISOString(),
    files,
  });
  await writeFile(path.join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  return { folder, manifest };
}

/** Bytes of a plan that an interrupted pull has left. */
async function bytesThere(plan: PullPlan, draft: string): Promise<number> {
  const sizes = await Promise.all(
    plan.files.map(async ({ name, bytes }) => {
      const found = await Promise.all([name, `${name}.part`].map((each) => stat(path.join(draft, each)).catch(() => undefined)));
      return Math.min(bytes, Math.max(0, ...found.map((file) => file?.size ?? 0)));
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function needRoom(dataDir: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (bytes + reserveBytes <= free) return;
  const megabytes = (n: number): string => `${Math.ceil(n / 1e6)} MB`;
  throw new LoamError(
    'unprocessable',
    `The disk of ${dataDir} has ${megabytes(free)} free; the model needs ${megabytes(bytes)} and ${megabytes(reserveBytes)} have to stay free. Make room first.`,
    { extra: { neededBytes: bytes, freeBytes: free } },
  );
}
