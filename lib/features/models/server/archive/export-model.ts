import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { padding, tarEnd, tarHeader } from '@/lib/core/tar';
import { manifestName, readManifest } from '@/lib/processes/inference/client';
import { installedModel, type FoundModel } from '../model-folders';
import { requireVisible } from '../registry/rows';
import { faultOf } from '../registry/verify-folder';

/** A model that the caller may see, as an answer that a browser saves. @throws LoamError `unprocessable` where its files are damaged */
export async function downloadModel(ctx: Ctx, { name }: { readonly name: string }): Promise<Response> {
  const found = await exportable(ctx, name);
  const { manifest } = found;
  return new Response(Readable.toWeb(packModel(found)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/gzip',
      'content-disposition': `attachment; filename="${manifest.name}-${manifest.version}.tar.gz"`,
      'cache-control': 'no-store',
    },
  });
}

async function exportable(ctx: Ctx, name: string): Promise<FoundModel> {
  await requireVisible(ctx, name);
  const found = await installedModel(name, currentApp<Ctx>().settings.dataDir);
  const fault = await faultOf(found.folder);
  if (fault !== null) throw new LoamError('unprocessable', fault);
  return found;
}

/** The folder as .tar.gz, with the manifest first; its files lie in a folder named like the model. */
export function packModel({ folder, manifest }: FoundModel): Readable {
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (const name of [manifestName, ...Object.keys(manifest.files)]) {
      const file = path.join(/* turbopackIgnore: true */ folder, name);
      const { size } = await stat(file);
      yield tarHeader(`${manifest.name}/${name}`, size);
      for await (const chunk of createReadStream(file)) yield chunk as Uint8Array;
      yield padding(size);
    }
    yield tarEnd();
  }
  const source = Readable.from(blocks(), { objectMode: false });
  const packed = createGzip({ level: 1 });
  // Whoever leaves in the middle closes the file that is being read; whoever stays hears the error from what is returned.
  pipeline(source, packed, () => undefined);
  return packed;
}

/** A model folder anywhere. @throws LoamError `not_found`, `unprocessable` */
export async function openModelFolder(folder: string): Promise<FoundModel> {
  return { folder, manifest: await readManifest(folder), shipped: false };
}
