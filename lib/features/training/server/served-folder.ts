import { LoamError } from '@/lib/core/errors';
import { createInference, readManifest, readModelFile, type Manifest, type ModelClient } from '@/lib/processes/inference/client';

const deeds = { decoder: 'write', encoder: 'embed' } as const;

/**
 * Compares every file of a model folder with its manifest and loads the model in a process of its own, which `close` ends. `wake` asks it
 * for something small: what cannot be loaded is refused here, not at the first question.
 * @throws LoamError `not_found`, `unprocessable`
 */
export async function servedFolder(
  folder: string,
  kind: keyof typeof deeds & Manifest['kind'],
  wake: (client: ModelClient) => Promise<unknown>,
): Promise<{ readonly answer: ModelClient; close(): void }> {
  const manifest = await readManifest(folder);
  if (manifest.kind !== kind) throw new LoamError('unprocessable', `The model ${manifest.name} does not ${deeds[kind]}.`);
  for (const name of Object.keys(manifest.files)) await readModelFile(folder, manifest, name);
  const inference = createInference();
  const answer = inference.role(manifest.name, { folder });
  try {
    await wake(answer);
  } catch (error) {
    inference.close();
    throw error;
  }
  return { answer, close: () => inference.close() };
}
