import { expect, it } from 'vitest';
import { users } from '@/db/schema';
import { describeDatabases } from '@/db/testing';
import { fixedClock } from '@/lib/core/clock';
import { writeStoryInput } from '../schemas';
import { deleteStory, keepStory, listStories, readStory } from './kept-stories';
import { tellStory } from './write-story';

describeDatabases('kept stories', (database) => {
  const as = async (id: string) => {
    await database.db
      .insert(users)
      .values({ id, email: `${id}@example.org`, name: id })
      .onConflictDoNothing();
    return { actor: { kind: 'user', userId: id, role: 'learner' } as const };
  };
  const tell = (prompt: string, seed: number) => tellStory(writeStoryInput.parse({ prompt, seed, style: 'noir', trace: true }), {});

  it('come back whole, the latest first, to whom they belong and nobody else', async () => {
    const clock = fixedClock(new Date('2026-01-02T03:04:05Z'));
    const [ada, ben] = [database.ctx({ ...(await as('ada')), clock }), database.ctx({ ...(await as('ben')), clock })];
    const told = await tell('A beekeeper who finds a map', 3);
    const first = await keepStory(ada, told);
    clock.advance(1000);
    const second = await keepStory(ada, await tell('A ferryman and a stolen bell', 4));
    const { trace: _trace, ...kept } = told;
    expect(await readStory(ada, first)).toEqual({ ...kept, id: first.id, createdAt: '2026-01-02T03:04:05.000Z' });
    expect((await listStories(ada, { limit: 20 })).stories.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await listStories(ada, { limit: 20, before: second.createdAt })).stories.map(({ id, opening }) => [id, opening])).toEqual([
      [first.id, first.sentences[0].text],
    ]);
    expect((await listStories(ben, { limit: 20 })).stories).toEqual([]);
    await expect(readStory(ben, first)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteStory(ben, first)).rejects.toMatchObject({ code: 'not_found' });
    expect(await deleteStory(ada, first)).toEqual({ id: first.id });
    await expect(readStory(ada, first)).rejects.toMatchObject({ code: 'not_found' });
    await expect(keepStory(database.ctx(), told)).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  it('vanish with their owner', async () => {
    const gone = await as('gone');
    const kept = await keepStory(database.ctx(gone), await tell('A drummer who loses a drum', 5));
    await database.db.delete(users);
    await expect(readStory(database.ctx(gone), kept)).rejects.toMatchObject({ code: 'not_found' });
  });
});
