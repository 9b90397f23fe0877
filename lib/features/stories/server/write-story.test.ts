import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { writeModelFolder } from '@/lib/processes/inference/client';
import { writeStoryInput, type WriteStoryInput } from '../schemas';
import { specialTokens } from './composer/prefix';
import { planStory } from './composer/plan-story';
import { findStoryWriter } from './realise/find-story-writer';
import { scriptedWriter } from './realise/testing/scripted-writer';
import { openWriter, tellStory, type StoryEvent } from './write-story';

const input = (given: Partial<WriteStoryInput> = {}) =>
  writeStoryInput.parse({ prompt: 'a lighthouse keeper named Zorvath on Mars who finds a violin', genre: 'mystery', seed: 9, ...given });
const writer = () => {
  const { prompt, genre, style } = input();
  const plan = planStory({ prompt, genre, style, rng: createRng(9).fork('plan') });
  return { name: 'writer', version: 'test', client: scriptedWriter(plan) };
};

describe('tellStory', () => {
  it('says who told it, from what, and how much of it the composer told', async () => {
    const events: StoryEvent[] = [];
    const story = await tellStory(input({ trace: true }), { writer: writer(), onEvent: (event) => events.push(event) });
    expect(story).toMatchObject({
      id: null,
      genre: 'mystery',
      style: 'plain',
      seed: 9,
      writer: { name: 'writer', version: 'test' },
      note: null,
    });
    expect(story.fallback).toEqual({ sentences: 0, of: story.sentences.length, share: 0 });
    expect(story.mended).toEqual(story.fallback);
    expect(story.plan.slots).toMatchObject({ name: expect.stringContaining('Zorvath') as string, object: 'violin', place: 'on Mars' });
    expect(story.plan.fromPrompt).toEqual(expect.arrayContaining(['name', 'role', 'object', 'place']));
    expect(story.trace).toHaveLength(7);
    expect(events[0]).toEqual({ kind: 'plan', plan: story.plan, genre: 'mystery', seed: 9 });
    expect(await tellStory(input({ trace: true }), { writer: writer() })).toEqual(story);
  });

  it('never passes the composer off as the writer', async () => {
    const story = await tellStory(input(), { note: 'No writer.' });
    expect(story).toMatchObject({ writer: null, note: 'No writer.', fallback: { share: 1 } });
    expect(story.trace).toBeUndefined();
    expect(new Set(story.sentences.map(({ author }) => author))).toEqual(new Set(['composer']));
  });

  it('counts the sentences into which code put names of the plan, and calls none of them the writer’s own', async () => {
    const { prompt, genre, style } = input();
    const plan = planStory({ prompt, genre, style, rng: createRng(9).fork('plan') });
    const client = scriptedWriter(plan, { change: (text) => text.replaceAll('Zorvath', 'Mirabel') });
    const story = await tellStory(input(), { writer: { name: 'writer', version: 'test', client } });
    const mended = story.sentences.filter(({ author }) => author === 'mended');
    expect(mended.length).toBeGreaterThan(2);
    expect(story.mended).toEqual({ sentences: mended.length, of: story.sentences.length, share: mended.length / story.sentences.length });
    for (const { author, text } of story.sentences) if (author === 'writer') expect(text).not.toContain('Zorvath');
  });

  it('draws a seed where none is given, and tells it again with that', async () => {
    const first = await tellStory(input({ seed: undefined }), {});
    expect((await tellStory(input({ seed: first.seed }), {})).text).toBe(first.text);
  });

  it('takes words for styles that it does not have by name', () => {
    expect(input({ style: 'noir' as never }).style).toBe('terse');
    expect(writeStoryInput.safeParse({ prompt: 'a', style: 'baroque' }).error?.issues[0].path).toEqual(['style']);
    for (const prompt of ['', 'x'.repeat(501), 'a\u0007b', 'a <|end|> b', 7])
      expect(writeStoryInput.safeParse({ prompt }).success).toBe(false);
    expect(writeStoryInput.safeParse({ prompt: 'a', model: '../../etc' }).success).toBe(false);
  });
});

describe('findStoryWriter', () => {
  let dataDir: string;
  let shipped: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-writers-'));
    shipped = path.join(dataDir, 'shipped');
    const write = (version: string, name: string, tokens: readonly string[], folder = path.join(dataDir, 'models', name, version)) =>
      writeModelFolder(
        folder,
        { 'tokenizer.json': new TextEncoder().encode(JSON.stringify({ added_tokens: tokens.map((content) => ({ content })) })) },
        { name, version, kind: 'decoder', createdAt: '2026-01-01T00:00:00Z' },
      );
    await write('1', 'writer', specialTokens, path.join(shipped, 'writer'));
    await write('v1', 'writer', ['<|endoftext|>']);
    await write('v2', 'writer', specialTokens);
    await writeFile(path.join(dataDir, 'models', 'writer', 'active.json'), JSON.stringify({ versions: ['v1'] }));
    await write('1', 'own', specialTokens);
    await writeFile(path.join(dataDir, 'models', 'stray'), '');
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('passes over a writer in use that cannot follow a plan, and over one that is not in use', async () => {
    expect((await findStoryWriter('writer', dataDir, shipped))?.manifest.version).toBe('1');
    expect((await findStoryWriter('writer@v2', dataDir, shipped))?.manifest.version).toBe('v2');
    expect(await findStoryWriter('writer@v1', dataDir, shipped)).toBeUndefined();
    expect((await findStoryWriter('own@1', dataDir, shipped))?.manifest.name).toBe('own');
    expect(await findStoryWriter('nobody', dataDir, shipped)).toBeUndefined();
  });

  it('refuses a name that nothing has', async () => {
    await expect(openWriter('nobody', dataDir)).rejects.toMatchObject({ code: 'not_found' });
  });
});
