import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { smallFileBytes, type HubFile, type HubListing, type HubSource } from './source';

/** A folder in the hub's layout, such as a clone or what another machine has pulled. Links that lead out of it count as nothing. */
export function folderSource(folder: string): HubSource {
  const root = path.resolve(/* turbopackIgnore: true */ folder);
  const base = path.basename(root);
  const at = (name: string): string => path.join(/* turbopackIgnore: true */ root, name);
  const unreadable = (name: string) => (cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `${at(name)} cannot be read (${cause.code}).`, { cause });
  };
  const describe = async (name: string, signal?: AbortSignal): Promise<HubFile> => {
    const { size } = await stat(at(name)).catch(unreadable(name));
    const hash = createHash('sha256');
    for await (const piece of createReadStream(at(name), { signal })) hash.update(piece as Buffer);
    return { name, bytes: size, checksum: { kind: 'sha256', hex: hash.digest('hex') } };
  };
  return {
    from: root,
    id: base,
    name: `folder--${base.replace(/[^\w.-]+/g, '-')}`.slice(0, 100),
    async list(): Promise<HubListing> {
      await readdir(root).catch((cause: NodeJS.ErrnoException) => {
        throw new LoamError('not_found', `There is no folder ${root} (${cause.code}).`, { cause });
      });
      const names = (await Promise.all(['', 'onnx/', '1_Pooling/'].map(async (inside) => filesIn(at(inside), inside)))).flat().sort();
      const states = await Promise.all(names.map(async (name) => `${name} ${(await stat(at(name))).size}`));
      const configuration = await readFile(at('config.json')).catch(() => '');
      const revision = createHash('sha256').update(states.join('\n')).update(configuration).digest('hex').slice(0, 40);
      const card = await readFile(at('README.md'), 'utf8').catch(() => '');
      return { revision, licence: /^---\n[\s\S]*?^license:\s*(\S+)/m.exec(card)?.[1], files: names.map((name) => ({ name })) };
    },
    describe: (name, _revision, signal) => describe(name, signal),
    async read(name) {
      const { size } = await stat(at(name)).catch(unreadable(name));
      if (size > smallFileBytes) throw new LoamError('unprocessable', `${at(name)} is larger than expected; it was not read.`);
      return readFile(at(name)).catch(unreadable(name));
    },
    open: async (name, _revision, from, signal) => ({ start: from, body: createReadStream(at(name), { start: from, signal }) }),
  };
}

async function filesIn(folder: string, prefix: string): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${prefix}${name}`);
}
