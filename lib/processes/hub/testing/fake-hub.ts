import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** What goes wrong; a test changes it between two requests. */
export interface HubFaults {
  /**
   * The connection breaks after so many bytes of each large file's answer, so many times; once the other side has `heard` of as many
   * bytes of the file, for what lies in its buffers is lost.
   */
  drop?: { bytes: number; times: number; heard?: (bytes: number) => Promise<void> };
  /** Large files come with one byte changed. */
  corrupt?: boolean;
  /** Answers 429 so many times. */
  limit?: { times: number; retryAfter?: string };
  /** Large files always come whole. */
  ignoreRanges?: boolean;
  /** The listing tells neither sizes nor checksums, as some mirrors do. */
  bareListing?: boolean;
  /** Called when a large file is asked for, before it is answered. */
  onLargeFile?: () => void;
}

export interface FakeHub {
  readonly endpoint: string;
  readonly faults: HubFaults;
  /** What was asked, in order; `store` is the other host that large files come from. */
  readonly requests: {
    readonly host: 'hub' | 'store';
    readonly method: string;
    readonly url: string;
    readonly range?: string;
    readonly authorization?: string;
  }[];
  close(): Promise<void>;
}

export const fakeCommit = '0123456789abcdef0123456789abcdef01234567';

interface Stored {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly git: string;
  readonly large: boolean;
}

/**
 * A loopback server that answers as the hub does for one model: a listing with Git and LFS checksums, small files through a redirect on the
 * same host, large ones (the graphs) through a redirect to another host, which knows ranges.
 */
export async function startFakeHub(
  folder: string,
  { id, licence = 'apache-2.0', faults = {} }: { id: string; licence?: string; faults?: HubFaults },
): Promise<FakeHub> {
  const files = readFiles(folder);
  const requests: FakeHub['requests'] = [];
  const note = (host: 'hub' | 'store', request: IncomingMessage): void => {
    const { method = '', url = '', headers } = request;
    requests.push({ host, method, url, range: headers.range, authorization: headers.authorization });
  };
  const store = createServer((request, response) => {
    note('store', request);
    const file = [...files.values()].find(({ sha256 }) => request.url === `/blobs/${sha256}`);
    if (!file) return end(response, 404);
    faults.onLargeFile?.();
    sendLarge(file, request, response, faults);
  });
  const storeAddress = await listen(store);
  const hub = createServer((request, response) => {
    note('hub', request);
    if (faults.limit && faults.limit.times-- > 0) {
      return end(response, 429, faults.limit.retryAfter === undefined ? {} : { 'retry-after': faults.limit.retryAfter });
    }
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    if (new RegExp(`^/api/models/${id}/revision/(main|${fakeCommit})$`).test(pathname)) {
      const body = JSON.stringify(listing(id, licence, files, faults));
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(body);
    }
    const name = new RegExp(`^/(?:cached/)?${id}/resolve/${fakeCommit}/(.+)$`).exec(decodeURIComponent(pathname))?.[1];
    const file = files.get(name ?? '');
    if (!file) return end(response, 404);
    const linked = { 'x-linked-etag': `"${file.large ? file.sha256 : file.git}"`, 'x-linked-size': String(file.bytes.byteLength) };
    if (file.large) return end(response, 302, { ...linked, location: `${storeAddress}/blobs/${file.sha256}` });
    if (!pathname.startsWith('/cached/')) return end(response, 307, { ...linked, location: `/cached${pathname}` });
    response.writeHead(200, { etag: `"${file.git}"`, 'content-length': file.bytes.byteLength });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  });
  const endpoint = await listen(hub);
  return {
    endpoint,
    faults,
    requests,
    async close() {
      for (const server of [hub, store]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Lets a hub that drops connections know what has arrived: `hear` takes the bytes of large files, `heard` waits for them. */
export function watchArrivals(): { hear(bytes: number): void; heard(bytes: number): Promise<void> } {
  let waiting: { bytes: number; resolve: () => void }[] = [];
  return {
    hear(bytes) {
      for (const each of waiting) if (bytes >= each.bytes) each.resolve();
      waiting = waiting.filter((each) => bytes < each.bytes);
    },
    heard: (bytes) => new Promise((resolve) => waiting.push({ bytes, resolve })),
  };
}

function readFiles(folder: string): Map<string, Stored> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(path.join(folder, name));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const git = createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
      return [name.split(path.sep).join('/'), { bytes, sha256, git, large: name.endsWith('.onnx') }];
    }),
  );
}

function listing(id: string, licence: string, files: ReadonlyMap<string, Stored>, { bareListing }: HubFaults): unknown {
  const siblings = [...files].map(([rfilename, { bytes, sha256, git, large }]) => ({
    rfilename,
    ...(bareListing
      ? {}
      : { size: bytes.byteLength, blobId: git, ...(large ? { lfs: { sha256, size: bytes.byteLength, pointerSize: 134 } } : {}) }),
  }));
  return { _id: 'x', id, modelId: id, sha: fakeCommit, tags: ['onnx', `license:${licence}`], cardData: { license: licence }, siblings };
}

function sendLarge({ bytes }: Stored, request: IncomingMessage, response: ServerResponse, faults: HubFaults): void {
  const from = faults.ignoreRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= bytes.byteLength) return end(response, 416, { 'content-range': `bytes */${bytes.byteLength}` });
  const rest = Buffer.from(bytes.subarray(from));
  if (faults.corrupt) rest[rest.byteLength - 1] ^= 1;
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': rest.byteLength,
    ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.byteLength - 1}/${bytes.byteLength}` } : {}),
  });
  if (request.method === 'HEAD') return void response.end();
  const { drop } = faults;
  if (!drop || drop.times <= 0) return void response.end(rest);
  drop.times--;
  const heard = drop.bytes > 0 ? drop.heard?.(from + drop.bytes) : undefined;
  response.flushHeaders();
  response.write(rest.subarray(0, drop.bytes));
  void Promise.resolve(heard).then(() => response.destroy());
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers);
  response.end();
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
}
