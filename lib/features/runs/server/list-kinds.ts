import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import type { KindView } from '../schemas';
import { allKinds } from './kinds';

/** What can be trained here. */
export async function listKinds(_ctx: Ctx): Promise<{ kinds: KindView[] }> {
  return {
    kinds: allKinds().map(({ name, summary, data, config, parents = false }) => ({
      name,
      summary,
      data,
      config: z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
      parents,
    })),
  };
}
