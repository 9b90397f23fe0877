import path from 'node:path';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { pause } from '@/lib/core/pause';
import { readSetting } from '@/lib/features/settings/server';
import { folderSource, readHubId, remoteSource, type HubAccess, type HubSource, type Pace } from '@/lib/processes/hub/client';
import type { PullInput } from '../schemas';

const publicHub: HubAccess = { endpoint: 'https://huggingface.co' };

/** The hub, or the mirror that HF_ENDPOINT names. */
export function hubAccess(): HubAccess {
  return currentApp<Ctx>().settings.hub ?? publicHub;
}

export function paceOf({ clock }: Ctx): Pace {
  return { clock, wait: pause };
}

/**
 * Where a model comes from: a path is a folder of the server's machine, anything else an id of the hub, which has to be switched on.
 * @throws LoamError `forbidden` where the hub is off, `invalid_input` for an id that is none
 */
export async function openSource(ctx: Ctx, { id, revision }: Pick<PullInput, 'id' | 'revision'>): Promise<HubSource> {
  if (path.isAbsolute(id)) return folderSource(id);
  readHubId(id);
  if (await readSetting(ctx, 'HUB')) return remoteSource(id, revision, hubAccess(), paceOf(ctx));
  const { host } = new URL(hubAccess().endpoint);
  throw new LoamError(
    'forbidden',
    `Nothing leaves this machine unless an admin allows it: pulling models asks ${host}. Switch it on with \`loam settings set HUB on\` or on the settings page; a folder can be pulled without.`,
  );
}
