import { expect, it } from 'vitest';
import { readSettingValue, settings } from './settings';

it.each([
  ['on', true],
  [' True ', true],
  [true, true],
  ['0', false],
  [false, false],
  ['maybe', undefined],
  [1, undefined],
  [null, undefined],
])('reads the switch %j as %s', (given, value) => expect(readSettingValue(settings.OPEN_REGISTRATION, given)).toBe(value));

it.each([
  ['7', 7],
  [90, 90],
  ['0', undefined],
  [91, undefined],
  ['7.5', undefined],
  ['', undefined],
  ['seven', undefined],
  [Number.NaN, undefined],
  [true, undefined],
])('reads the number %j as %s', (given, value) => expect(readSettingValue(settings.INVITATION_DAYS, given)).toBe(value));

it('has defaults that fit', () => {
  for (const declared of Object.values(settings)) expect(readSettingValue(declared, declared.default)).toBe(declared.default);
});
