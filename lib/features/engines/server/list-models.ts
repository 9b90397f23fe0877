import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { listModels } from '@/lib/features/models/server';
import { engineRoles } from '@/lib/vocabulary/hub';
import type { OpenAiModel } from '../schemas';
import { servable } from './engines-of';

/** The roles, then every model that the caller may see and that writes or embeds. */
export async function listServedModels(ctx: Ctx): Promise<{ object: 'list'; data: OpenAiModel[] }> {
  const models = (await listModels(ctx)).models.filter(({ kind }) => servable(kind));
  const seconds = (moment: string | null): number => (moment === null ? 0 : Math.floor(Date.parse(moment) / 1000));
  const newest = Math.max(0, ...models.map(({ createdAt }) => seconds(createdAt)));
  return {
    object: 'list',
    data: [
      ...engineRoles.map((id) => ({ id, object: 'model' as const, created: newest, owned_by: 'loam' })),
      ...models.map(({ name, version, createdAt, pulledFrom }) => ({
        id: `${name}@${version}`,
        object: 'model' as const,
        created: seconds(createdAt),
        owned_by: pulledFrom ? pulledFrom.id.split('/')[0] : 'loam',
      })),
    ],
  };
}

/** @throws LoamError `not_found` */
export async function readServedModel(ctx: Ctx, { id }: { id: string }): Promise<OpenAiModel> {
  const { data } = await listServedModels(ctx);
  const found = data.find((model) => model.id === id) ?? data.find((model) => model.id.split('@')[0] === id);
  if (found) return { ...found, id };
  throw new LoamError('not_found', `There is no model “${id}”. GET /v1/models lists what there is.`, {
    fields: { model: 'no such model' },
  });
}
