import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tracks } from '@/lib/vocabulary/tracks';
import { loadCurriculum, readCurriculum } from './load-curriculum';

describe('loadCurriculum', () => {
  it("finds the project's own curriculum sound and reads it once", async () => {
    const curriculum = await loadCurriculum();
    expect(curriculum.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(curriculum.byId.get('python-dictionaries')?.title).toBe('Dictionaries');
    expect(curriculum.fileOf.get('python-dictionaries')).toBe('content/curriculum/python/python-dictionaries.md');
    expect(curriculum.concepts.map((concept) => concept.id)).toEqual(curriculum.graph.order);
    expect(await loadCurriculum()).toBe(curriculum);
  });

  it('lets no letter be the right one in more than 45 % of a track, so that guessing one does not pay', async () => {
    const { concepts } = await loadCurriculum();
    const shares = tracks.flatMap((track) => {
      const lettered = concepts
        .filter((concept) => concept.track === track)
        .flatMap(({ questions }) => questions.filter(({ choices }) => choices.length > 0));
      const share = (letter: string): number => lettered.filter(({ answer }) => answer === letter).length / lettered.length;
      return lettered.length < 20 ? [] : [...'ABCDE'].map((letter) => ({ track, letter, share: share(letter) }));
    });
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.filter(({ share }) => share > 0.45)).toEqual([]);
  });

  it('reports the problems of every file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'curriculum-'));
    try {
      await mkdir(path.join(folder, 'python'));
      await writeFile(path.join(folder, 'python', 'one.md'), 'hello\n');
      await writeFile(path.join(folder, 'python', 'two.md'), '---\nid: Two\n---\n');
      const reading = readCurriculum(folder, 'shelf');
      await expect(reading).rejects.toThrow(/shelf\/python\/one\.md:1: begin the file/);
      await expect(reading).rejects.toThrow(/shelf\/python\/two\.md:2: front matter, id: use lower-case words/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
