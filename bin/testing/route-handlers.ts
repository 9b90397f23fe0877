import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectPath } from '@/lib/core/paths';
import type { Handler } from '@/lib/entry/route';

export interface FoundRoute {
  /** As in a contract: `/api/tutorials/{slug}`. */
  readonly path: string;
  readonly method: string;
  readonly handler: Handler;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** They know no operations: next-auth’s own handler, and the one for what there is not. */
const foreign = ['/api/auth/[...nextauth]', '/api/[...unknown]'];

/** Loads every route handler of `app`, with the address at which Next serves it. */
export async function loadRoutes(): Promise<FoundRoute[]> {
  const app = projectPath('app');
  const files = (await readdir(app, { recursive: true })).filter((file) => path.basename(file) === 'route.ts').sort();
  const found: FoundRoute[] = [];
  for (const file of files) {
    const segments = path
      .dirname(file)
      .split(path.sep)
      .filter((segment) => !/^\(.*\)$/.test(segment));
    const address = `/${segments.join('/')}`;
    if (foreign.includes(address)) continue;
    const exported = (await import(pathToFileURL(path.join(app, file)).href)) as Record<string, Handler>;
    for (const method of methods.filter((name) => name in exported)) {
      found.push({ path: address.replace(/\[(\w+)\]/g, '{$1}'), method, handler: exported[method] });
    }
  }
  return found;
}
