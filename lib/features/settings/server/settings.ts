import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { settings as settingRows } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/features/audit/server';
import {
  describeSettingValue,
  isSecret,
  readSettingValue,
  settingNames,
  settings,
  type SettingDeclaration,
  type SettingName,
  type SettingValue,
  type ValueOf,
} from '@/lib/vocabulary/settings';
import type { changeSettingInput, Setting } from '../schemas';

/** What holds now: the environment's word, else an admin's, else the default. */
export async function readSetting<Name extends SettingName>(ctx: Ctx, name: Name): Promise<ValueOf<Name>> {
  const fixed = currentApp<Ctx>().settings.fixed[name];
  if (fixed !== undefined) return fixed as ValueOf<Name>;
  const [row] = await ctx.db.select().from(settingRows).where(eq(settingRows.key, name));
  return valueOf(name, row?.value) as ValueOf<Name>;
}

/** All settings with what holds now. */
export async function listSettings(ctx: Ctx): Promise<{ settings: Setting[] }> {
  const rows = await ctx.db.select().from(settingRows);
  return { settings: settingNames.map((name) => toView(name, rows.find(({ key }) => key === name)?.value)) };
}

/** Changes a setting. Throws `invalid_input` for a value that does not fit, `conflict` where the environment decides it. */
export async function changeSetting(ctx: Ctx, { name, value: given }: z.output<typeof changeSettingInput>): Promise<Setting> {
  if (name in currentApp<Ctx>().settings.fixed)
    throw new LoamError('conflict', `The environment variable ${name} decides this. Change it there and start Loam again.`);
  const declared: SettingDeclaration = settings[name];
  const value = readSettingValue(declared, given);
  if (value === undefined) {
    const wanted = `Give ${describeSettingValue(declared)}`;
    throw new LoamError('invalid_input', `value: ${wanted}`, { fields: { value: wanted } });
  }
  return inTransaction(ctx, async (inner) => {
    const updatedAt = inner.clock.now();
    await inner.db
      .insert(settingRows)
      .values({ key: name, value, updatedAt })
      .onConflictDoUpdate({ target: settingRows.key, set: { value, updatedAt } });
    await recordAudit(inner, { action: 'setting.change', subject: name, details: { value: isSecret(declared) ? hidden(value) : value } });
    return toView(name, value);
  });
}

/** Whether something is set, and no more. */
function hidden(value: SettingValue): string {
  return value === '' ? '' : '•••';
}

/** A stored value that no longer fits its declaration counts as none. */
function valueOf(name: SettingName, stored: unknown): SettingValue {
  return readSettingValue(settings[name], stored) ?? settings[name].default;
}

function toView(name: SettingName, stored: unknown): Setting {
  const { settings: app } = currentApp<Ctx>();
  const declared: SettingDeclaration = settings[name];
  const value = app.fixed[name] ?? valueOf(name, stored);
  return {
    ...declared,
    name,
    value: isSecret(declared) ? hidden(value) : value,
    secret: isSecret(declared),
    fixed: name in app.fixed,
  };
}
