import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { readHubId, readRevision } from './hub-id';
import { hubRequest, type HubAccess } from './hub-request';
import { smallFileBytes, type Checksum, type HubFile, type HubListing, type HubSource, type Pace } from './source';

const listingSchema = z.looseObject({
  sha: z.string().regex(/^[0-9a-f]{7,64}$/),
  tags: z.array(z.string()).optional(),
  cardData: z.looseObject({ license: z.union([z.string(), z.array(z.string())]).optional() }).nullish(),
  siblings: z.array(
    z.looseObject({
      rfilename: z.string(),
      size: z.number().int().min(0).nullish(),
      blobId: z.string().nullish(),
      lfs: z.looseObject({ sha256: z.string().nullish(), size: z.number().int().min(0).nullish() }).nullish(),
    }),
  ),
});

/** A connection that brings nothing for so long is given up. */
const idleMilliseconds = 60_000;

/** A model on the hub or on a mirror of it. @throws LoamError `invalid_input` for an id that is none */
export function remoteSource(given: string, wantedRevision: string, access: HubAccess, pace: Pace): HubSource {
  const { id, name } = readHubId(given);
  const revision = readRevision(wantedRevision);
  const { host } = new URL(access.endpoint);
  const fileAddress = (file: string, at: string): string =>
    `${access.endpoint}/${id}/resolve/${encodeURIComponent(at)}/${file.split('/').map(encodeURIComponent).join('/')}`;

  const readWhole = async (address: string, what: string, limit: number, signal?: AbortSignal): Promise<Buffer> => {
    const { response } = await hubRequest(access, address, { what, signal }, pace);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of bodyOf(response, signal)) {
      pieces.push(piece);
      bytes += piece.byteLength;
      if (bytes > limit) throw new LoamError('unprocessable', `${what} of ${host} is larger than expected; it was not read.`);
    }
    return Buffer.concat(pieces);
  };

  return {
    from: host,
    id,
    name,
    async list(signal) {
      const address = `${access.endpoint}/api/models/${id}/revision/${encodeURIComponent(revision)}?blobs=true`;
      const bytes = await readWhole(address, `model ${id} (${revision})`, 2 * smallFileBytes, signal);
      return toListing(bytes, host);
    },
    async describe(file, at, signal) {
      const { response, first } = await hubRequest(
        access,
        fileAddress(file, at),
        { method: 'HEAD', what: `${file} of ${id}`, signal },
        pace,
      );
      const bytes = Number(first.get('x-linked-size') ?? response.headers.get('content-length') ?? Number.NaN);
      const checksum = readChecksum(first.get('x-linked-etag') ?? first.get('etag') ?? response.headers.get('etag'));
      if (checksum && Number.isSafeInteger(bytes)) return { name: file, bytes, checksum };
      throw new LoamError(
        'unprocessable',
        `${host} tells neither size nor checksum of ${file}, so it could not be checked. Choose another mirror.`,
      );
    },
    read: (file, at, signal) => readWhole(fileAddress(file, at), `${file} of ${id}`, smallFileBytes, signal),
    async open(file, at, from, signal) {
      const range = from > 0 ? `bytes=${from}-` : undefined;
      const { response } = await hubRequest(access, fileAddress(file, at), { range, what: `${file} of ${id}`, signal }, pace);
      const begins = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
      if (response.status !== 206) {
        if (response.status === 416) throw new LoamError('unavailable', `${host} does not know the rest of ${file}.`);
        return { start: 0, body: bodyOf(response, signal) };
      }
      if (Number(begins) !== from) {
        await response.body?.cancel();
        throw new LoamError('unavailable', `${host} answered with another part of ${file} than it was asked for.`);
      }
      return { start: from, body: bodyOf(response, signal) };
    },
  };
}

function toListing(bytes: Buffer, host: string): HubListing {
  let parsed: z.output<typeof listingSchema>;
  try {
    parsed = listingSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new LoamError('unavailable', `${host} does not answer as the hub does. Check HF_ENDPOINT.`, { cause });
  }
  const stated = parsed.cardData?.license ?? parsed.tags?.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
  return {
    revision: parsed.sha,
    licence: Array.isArray(stated) ? stated.join(', ') : stated,
    files: parsed.siblings.map(({ rfilename, size, blobId, lfs }) => ({
      name: rfilename,
      bytes: lfs?.size ?? size ?? undefined,
      checksum: readChecksum(lfs ? lfs.sha256 : blobId),
    })),
  };
}

/** 64 hexadecimal digits are a SHA-256, 40 a Git blob's name. */
function readChecksum(text: string | null | undefined): HubFile['checksum'] | undefined {
  const hex = /^(?:W\/)?"?([0-9a-f]{40}|[0-9a-f]{64})"?$/.exec(text ?? '')?.[1];
  return hex === undefined ? undefined : ({ kind: hex.length === 64 ? 'sha256' : 'git', hex } satisfies Checksum);
}

async function* bodyOf(response: Response, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await readSoon(reader, signal);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function readSoon(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal?: AbortSignal,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the connection brings nothing any more')), idleMilliseconds);
  });
  try {
    return await Promise.race([reader.read(), late]);
  } finally {
    clearTimeout(timer);
    signal?.throwIfAborted();
  }
}
