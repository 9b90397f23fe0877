import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { installedModel, listModels, servingModel } from '@/lib/features/models/server';
import { readSetting } from '@/lib/features/settings/server';
import { engineRoles, type EngineRole } from '@/lib/vocabulary/hub';
import { usesOfKind, type ModelKind } from '@/lib/vocabulary/model-kinds';
import type { rolesSchema } from '../schemas';
import type { Engine } from './engine';
import { localEngine } from './local-engine';
import { serverEngine } from './server-engine';

/** What a setting names and the installation does not have, or not whole: asked like the others, it says what is wrong. */
function missingEngine(model: string, error: unknown): Engine {
  const refuse = () => Promise.reject(error as Error);
  return { kind: 'pulled', model, at: null, complete: refuse, embed: refuse };
}

/** Who is asked for a role, in order: the server, the model that the settings name, the one in use or else shipped – each where it is there. */
export async function enginesOf(ctx: Ctx, role: EngineRole): Promise<Engine[]> {
  const usual = await servingModel(role, currentApp<Ctx>().settings.dataDir).catch(absent);
  return [...(await enginesBefore(ctx, role)), ...(usual ? [localEngine(usual, currentApp<Ctx>().settings.dataDir)] : [])];
}

/** What an admin has set up to be asked before Loam's own model of a role. */
export async function enginesBefore(ctx: Ctx, role: EngineRole): Promise<Engine[]> {
  const { dataDir } = currentApp<Ctx>().settings;
  const prefix = role === 'writer' ? 'WRITER' : 'EMBEDDER';
  const [base, model, key, local] = await Promise.all([
    readSetting(ctx, `${prefix}_SERVER`),
    readSetting(ctx, `${prefix}_SERVER_MODEL`),
    readSetting(ctx, `${prefix}_SERVER_KEY`),
    readSetting(ctx, `${prefix}_MODEL`),
  ]);
  const chosen = installedModel(local, dataDir).then(
    (found) => localEngine(found, dataDir),
    (error: unknown) => missingEngine(local, error),
  );
  return [
    ...(base === '' ? [] : [serverEngine({ base, model: model || role, key: key || undefined })]),
    ...(local === '' ? [] : [await chosen]),
  ];
}

/** A model that is not there, or damaged, is not asked. */
function absent(error: unknown): undefined {
  if (error instanceof LoamError && (error.code === 'not_found' || error.code === 'unprocessable')) return undefined;
  throw error;
}

/**
 * Who is asked for a role or for a model by its name.
 * @throws LoamError `not_found` that names the roles
 */
export async function enginesFor(ctx: Ctx, wanted: string): Promise<Engine[]> {
  const role = engineRoles.find((name) => name === wanted);
  if (role) {
    const engines = await enginesOf(ctx, role);
    if (engines.length > 0) return engines;
  }
  const { models } = await listModels(ctx);
  const [name] = wanted.split('@');
  if (models.some((model) => model.name === name && servable(model.kind))) {
    const { dataDir } = currentApp<Ctx>().settings;
    const model = await installedModel(wanted, dataDir).catch(absent);
    if (model) return [localEngine(model, dataDir)];
  }
  const message = `There is no model “${wanted}”. GET /v1/models lists what there is: ${engineRoles.join(', ')} and the models of this installation.`;
  throw new LoamError('not_found', message, { fields: { model: message } });
}

/** All roles, with who is asked for them. */
export async function listRoles(ctx: Ctx): Promise<z.input<typeof rolesSchema>> {
  const roles = [];
  for (const role of engineRoles) {
    const engines = await enginesOf(ctx, role);
    roles.push({ role, engines: engines.map(({ kind, model, at }) => ({ engine: kind, model, at })) });
  }
  return { roles };
}

/** What can write or embed. */
export function servable(kind: ModelKind): boolean {
  return usesOfKind[kind].some((use) => use === 'write' || use === 'compare');
}
