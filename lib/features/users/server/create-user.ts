import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId, newSecret } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import { hashPassword } from '@/lib/features/auth/server';
import type { createUserInput, createdUserSchema } from '../schemas';

/** Makes an account. Throws `conflict` where the address has one. */
export async function createUser(ctx: Ctx, input: z.output<typeof createUserInput>): Promise<z.output<typeof createdUserSchema>> {
  const password = input.password ?? newSecret(12);
  const passwordHash = await hashPassword(password);
  const user = { id: newId(), name: input.name, email: input.email, role: input.role };
  return inTransaction(ctx, async (inner) => {
    const kept = await inner.db
      .insert(users)
      .values({ ...user, passwordHash, createdAt: inner.clock.now() })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (kept.length === 0)
      throw new LoamError('conflict', 'There is an account with this e-mail address already.', { fields: { email: 'Taken' } });
    await recordAudit(inner, { action: 'user.create', subject: user.id, details: { role: user.role } });
    return input.password ? user : { ...user, password };
  });
}
