import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { openApi } from '@/lib/core/openapi';
import { loamVersion } from '@/lib/core/version';

/** The OpenAPI description of all operations of this server. */
export async function describeApi(_ctx: Ctx): Promise<Record<string, unknown>> {
  const { operations, settings } = currentApp<Ctx>();
  return openApi(operations, { title: 'Loam', version: loamVersion, address: settings.address });
}
