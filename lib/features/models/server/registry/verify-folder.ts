import { stat } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';
import { manifestName, readManifest, verifyModelFiles } from '@/lib/processes/inference/client';

/**
 * What is wrong with a model folder – a file that is missing, cut off or another one – or null where every file is the one
 * that its SHA-256 names. Files are read again when their size or time has changed.
 */
export async function faultOf(folder: string): Promise<string | null> {
  const known = singleton('verified-model-folders', () => new Map<string, { signature: string; fault: string | null }>());
  const signature = await signatureOf(folder);
  const found = known.get(folder);
  if (found?.signature === signature) return found.fault;
  const fault = await look(folder);
  known.set(folder, { signature, fault });
  return fault;
}

async function look(folder: string): Promise<string | null> {
  try {
    const manifest = await readManifest(folder);
    await verifyModelFiles(folder, manifest);
    return null;
  } catch (error) {
    if (error instanceof LoamError) return error.message;
    throw error;
  }
}

async function signatureOf(folder: string): Promise<string> {
  const files = await readManifest(folder).then(
    (manifest) => Object.keys(manifest.files),
    () => [],
  );
  const marks = await Promise.all(
    [manifestName, ...files].map((name) =>
      stat(path.join(/* turbopackIgnore: true */ folder, name)).then(
        ({ size, mtimeMs, ino }) => `${name} ${size} ${mtimeMs} ${ino}`,
        () => `${name} missing`,
      ),
    ),
  );
  return marks.join('\n');
}
