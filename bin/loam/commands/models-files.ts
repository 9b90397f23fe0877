import { createWriteStream } from 'node:fs';
import { copyFile, cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { readEnv } from '@/lib/core/env';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { modelsContract } from '@/lib/features/models/contract';
import { faultOf, findModel, openModelFolder, packModel } from '@/lib/features/models/server';
import type { ModelView } from '@/lib/features/models';
import type { LoamCommand } from '../command';
import { runOperation } from './operations';

/**
 * Writes a model of this installation into a folder, or into a .tar.gz. Its files are checked first.
 * @throws LoamError `conflict` where something else lies there, `unprocessable` where the model is damaged
 */
export async function saveModel(wanted: string, output: string): Promise<string> {
  const found = await findModel(wanted, readEnv().LOAM_DATA_DIR);
  const fault = await faultOf(found.folder);
  if (fault !== null) throw new LoamError('unprocessable', fault);
  const target = path.resolve(output);
  await mkdir(path.dirname(target), { recursive: true });
  if (/\.(tar\.gz|tgz)$/.test(target)) {
    await pipeline(packModel(found), createWriteStream(target));
    return target;
  }
  const there = await readdir(target).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new LoamError('conflict', `${target} is no folder. Choose another path.`, { cause: error });
  });
  if (there.length > 0 && !there.includes('loam.json'))
    throw new LoamError('conflict', `${target} holds files that are no model; they would be mixed. Choose an empty or new folder.`);
  await rm(target, { recursive: true, force: true });
  await cp(found.folder, target, { recursive: true });
  return target;
}

export const modelsExportCommand: LoamCommand = {
  words: ['models', 'export'],
  positional: ['name'],
  summary: 'Write a model into a folder in the hub’s layout (ONNX, safetensors, tokenizer, card), or into a .tar.gz.',
  input: z.object({
    name: z.string().min(1),
    output: z.string().min(1).describe('A new folder, or a file that ends in .tar.gz'),
  }),
  async run(given) {
    const { name, output } = given as { name: string; output: string };
    return { name, path: await saveModel(name, output) };
  },
  show: (result) => (result as { path: string }).path,
};

export const modelsImportCommand: LoamCommand = {
  words: ['models', 'import'],
  positional: ['path'],
  summary: 'Take a model folder, or a .tar.gz of one, in as a new version, which has to prove itself like any other.',
  input: z.object({
    path: z.string().min(1),
    name: z.string().optional().describe('Under which name; its own unless said'),
  }),
  async run(given) {
    const { path: source, name } = given as { path: string; name?: string };
    const imports = path.join(readEnv().LOAM_DATA_DIR, 'imports');
    const file = `cli-${newId()}.tar.gz`;
    await mkdir(imports, { recursive: true, mode: 0o700 });
    const found = await stat(source).catch((cause: NodeJS.ErrnoException) => {
      throw new LoamError('not_found', `${source} cannot be read (${cause.code}).`, { cause });
    });
    try {
      const packed = path.join(imports, file);
      if (found.isDirectory()) await pipeline(packModel(await openModelFolder(source)), createWriteStream(packed));
      else await copyFile(source, packed);
      return await runOperation(modelsContract.import, { file, name });
    } finally {
      await rm(path.join(imports, file), { force: true });
    }
  },
  show(result) {
    const { name, version, origin } = result as ModelView;
    return `${name}@${version}, from ${origin}: a candidate. Put it into use with: loam models promote ${name}@${version}`;
  },
};
