import { describe, expect, it } from 'vitest';
import { readHubId, readRevision } from './hub-id';

describe('a hub id', () => {
  it.each([
    ['HuggingFaceTB/SmolLM2-135M-Instruct', 'HuggingFaceTB--SmolLM2-135M-Instruct'],
    [' Xenova/all-MiniLM-L6-v2 ', 'Xenova--all-MiniLM-L6-v2'],
    ['gpt2', 'hub--gpt2'],
  ])('reads %s', (text, name) => expect(readHubId(text)).toEqual({ id: text.trim(), name }));

  it.each([
    '',
    '../x',
    'a/../b',
    'a/..',
    '..',
    'a/b/c',
    '/etc/passwd',
    'a\\b',
    'a/b?x',
    'a/b#x',
    'a/%2e%2e',
    'a/.b',
    'a/b.',
    'a b/c',
    'http://x/y',
    'a/b--c',
    'ä/b',
    'a/b\n'.repeat(2),
  ])('refuses %j', (text) => expect(() => readHubId(text)).toThrow(expect.objectContaining({ code: 'invalid_input' })));

  it('never takes the name of a model that was trained here', () => {
    for (const id of ['writer', 'embedder', 'x/writer']) expect(readHubId(id).name).toContain('--');
  });
});

it('reads revisions and refuses what could lead elsewhere', () => {
  for (const good of ['main', 'v1.0', 'refs/pr/3', '0123abc']) expect(readRevision(good)).toBe(good);
  for (const bad of ['', '../main', 'a/../b', '/main', 'a?b', 'a b']) expect(() => readRevision(bad)).toThrow('A revision is');
});
