import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { singleton } from '@/lib/core/singleton';
import { findModels, servingModels, type FoundModel } from '@/lib/features/models/server';
import { specialTokens } from '../composer/prefix';

/**
 * The first that serves of a name (`name` or `name@version`) that was trained on planned beats, which its tokenizer tells: writers trained from a
 * person's own text have the same name and cannot follow a plan. Undefined where there is none.
 */
export async function findStoryWriter(wanted: string, dataDir: string, shippedFolder?: string): Promise<FoundModel | undefined> {
  const [name, version] = wanted.split('@');
  const models = version === undefined ? await servingModels(name, dataDir, shippedFolder) : await findModels(dataDir, shippedFolder);
  for (const model of models) {
    const { manifest } = model;
    if (manifest.kind !== 'decoder' || manifest.name !== name || (version !== undefined && manifest.version !== version)) continue;
    if (await followsPlans(model)) return model;
  }
  return undefined;
}

async function followsPlans({ folder, manifest }: FoundModel): Promise<boolean> {
  const known = singleton('models-that-follow-plans', () => new Map<string, boolean>());
  const key = manifest.files['tokenizer.json']?.sha256 ?? folder;
  let follows = known.get(key);
  if (follows === undefined) {
    const text = await readFile(path.join(/* turbopackIgnore: true */ folder, 'tokenizer.json'), 'utf8').catch(() => '');
    known.set(key, (follows = specialTokens.every((token) => text.includes(`"${token}"`))));
  }
  return follows;
}
