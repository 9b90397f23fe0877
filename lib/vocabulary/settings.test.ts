import { expect, it } from 'vitest';
import { isSecret, readSettingValue, settings } from './settings';

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

it.each([
  ['http://127.0.0.1:11434/v1', true],
  ['https://models.example.org/v1/', true],
  ['', true],
  ['ftp://example.org', false],
  ['file:///etc/passwd', false],
  ['http://user:key@example.org/v1', false],
  ['http://example.org/v1?key=1', false],
  ['http://169.254.169.254/latest', false],
  ['http://[fe80::1]/v1', false],
  ['http://2852039166/', false],
  ['nonsense', false],
])('a server may be at %s: %s', (given, allowed) => {
  expect(readSettingValue(settings.WRITER_SERVER, given)).toBe(allowed ? given : undefined);
});

it('takes names of models and keys, and nothing that could be something else', () => {
  expect(readSettingValue(settings.WRITER_MODEL, ' owner--name@v1 ')).toBe('owner--name@v1');
  for (const bad of ['../x', 'a b', 'a@b@c', 7]) expect(readSettingValue(settings.WRITER_MODEL, bad)).toBeUndefined();
  expect(readSettingValue(settings.WRITER_SERVER_KEY, 'sk-1')).toBe('sk-1');
  expect(readSettingValue(settings.WRITER_SERVER_KEY, 'a\nb')).toBeUndefined();
  expect(isSecret(settings.WRITER_SERVER_KEY)).toBe(true);
  expect(isSecret(settings.WRITER_SERVER)).toBe(false);
});
