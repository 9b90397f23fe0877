import { LoamError } from '@/lib/core/errors';
import { describeSettingValue, readSettingValue, settings, type SettingValue } from '@/lib/vocabulary/settings';

/** The settings that the environment decides. Throws `invalid_input` that names a variable whose value does not fit. */
export function fixedSettings(environment: Readonly<Record<string, string | undefined>>): Record<string, SettingValue> {
  const fixed: Record<string, SettingValue> = {};
  for (const [name, declared] of Object.entries(settings)) {
    const given = environment[name];
    if (given === undefined || given === '') continue;
    const value = readSettingValue(declared, given);
    if (value === undefined)
      throw new LoamError('invalid_input', `The environment variable ${name} has to be ${describeSettingValue(declared)}.`);
    fixed[name] = value;
  }
  return fixed;
}
