import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { readSetting } from '@/lib/features/settings/server';
import { startFineTune } from './start-fine-tune';
import { readiness } from './statistics';

/** Where enough is collected, the model begins to learn without being asked. `log` hears what came of it. */
export async function learnByItself(ctx: Ctx, ownerId: string, log: (line: string) => void): Promise<void> {
  if (!(await readSetting(ctx, 'AUTO_FINETUNE')) || !(await readiness(ctx, ownerId)).ready) return;
  const [person] = await ctx.db.select({ id: users.id, name: users.name }).from(users).where(eq(users.id, ownerId));
  try {
    const { examples } = await startFineTune(ctx, person, { source: 'all', seed: 1 });
    log(`the model begins to learn from ${examples} examples`);
  } catch (error) {
    // One that was begun by hand goes on; what was collected has not failed for it.
    if (!(error instanceof LoamError) || error.status >= 500) throw error;
    log(error.message);
  }
}
