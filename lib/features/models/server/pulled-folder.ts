import { readManifest } from '@/lib/processes/inference/client';

/** Whether a folder is a model that was pulled, or a part of one: large, and to be had again from where it came. */
export async function canBePulledAgain(folder: string): Promise<boolean> {
  if (/\.unfinished(-\d+)?$/.test(folder)) return true;
  const manifest = await readManifest(folder).catch(() => undefined);
  return manifest?.origin !== undefined;
}
