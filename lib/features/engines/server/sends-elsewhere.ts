import type { Ctx } from '@/db/ctx';
import { isLoopback } from '@/lib/core/env';
import { readSetting } from '@/lib/features/settings/server';

/** Whether an admin has named a server on another machine that answers for a role: then what people write goes there. */
export async function sendsElsewhere(ctx: Ctx): Promise<boolean> {
  const servers = await Promise.all([readSetting(ctx, 'WRITER_SERVER'), readSetting(ctx, 'EMBEDDER_SERVER')]);
  return servers.some((server) => server !== '' && !isLoopback(new URL(server).hostname.replace(/^\[|\]$/g, '')));
}
