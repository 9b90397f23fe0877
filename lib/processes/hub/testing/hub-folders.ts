import { rm } from 'node:fs/promises';
import path from 'node:path';
import { manifestName } from '../../inference/model-folder';
import { writeTinyDecoder, writeTinyEncoder } from '../../inference/testing/tiny-models';

/** Writes an untrained model as the hub would hand it out: without Loam's manifest. */
export async function writeHubFolder(folder: string, kind: 'decoder' | 'encoder' = 'decoder'): Promise<void> {
  if (kind === 'decoder') await writeTinyDecoder(folder);
  else await writeTinyEncoder(folder);
  await rm(path.join(folder, manifestName));
}
