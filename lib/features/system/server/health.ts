import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { loamVersion } from '@/lib/core/version';
import type { systemContract } from '../contract';

/** Throws where the database does not answer. */
export async function health(ctx: Ctx): Promise<z.output<typeof systemContract.health.output>> {
  await ctx.db.execute(sql`select 1`);
  return { status: 'ok', version: loamVersion, database: 'ok', uptimeSeconds: Math.round(process.uptime()) };
}
