import { headers } from 'next/headers';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import type { Operation } from '@/lib/core/contract';
import { toLoamError } from '@/lib/core/errors';
import { createLog } from '@/lib/core/log';
import { requireKnownHost } from './authenticate';
import { authorise } from './authorise';
import { pageContext } from './page';
import { countCall } from './rate-limit';
import { parseInput } from './read-input';

/** What a form gets back: the output, or an error whose fields name what to mend. */
export type ActionResult<Output> =
  | { readonly ok: true; readonly output: Output }
  | {
      readonly ok: false;
      readonly error: { readonly code: string; readonly message: string; readonly fields?: Readonly<Record<string, string>> };
    };

const log = createLog('action');

/** The server action of an operation: the same checks and the same verb as its route. Next checks the origin. */
export function action<Op extends Operation>(
  declared: Op,
  verb: (ctx: Ctx, input: z.output<Op['input']>) => Promise<z.output<Op['output']>>,
) {
  return async (input: z.input<Op['input']>): Promise<ActionResult<z.output<Op['output']>>> => {
    try {
      const ctx = await pageContext();
      requireKnownHost(new Headers(await headers()));
      const { refusal } = await countCall(ctx.actor, declared, ctx.address ?? 'unknown');
      if (refusal) throw refusal;
      authorise(ctx.actor, declared);
      return { ok: true, output: await verb(ctx, parseInput(declared, input)) };
    } catch (error) {
      const known = toLoamError(error);
      if (known.code === 'internal') log.error({ err: error, operation: declared.id }, 'action failed');
      return { ok: false, error: { code: known.code, message: known.message, fields: known.fields } };
    }
  };
}
