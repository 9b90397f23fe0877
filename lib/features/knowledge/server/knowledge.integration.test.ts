import { beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '@/db/testing';
import { users } from '@/db/schema';
import { toLoamError } from '@/lib/core/errors';
import { knownConcepts, listKnown, markKnown, noteKnown, unmarkKnown } from '.';

describeDatabases('known concepts', (database) => {
  const as = (userId: string) => database.ctx({ actor: { kind: 'user', userId, role: 'learner' } });
  const ids = async (userId: string) => [...(await knownConcepts(as(userId)))].sort();
  beforeAll(async () => {
    await database.db.insert(users).values(['ada', 'eve'].map((id) => ({ id, email: `${id}@example.org`, name: id })));
  });

  it('marks and unmarks, once each, for the caller alone', async () => {
    expect(await markKnown(as('ada'), { conceptId: 'python-lists' })).toEqual({ conceptId: 'python-lists', known: true });
    await markKnown(as('ada'), { conceptId: 'python-lists' });
    await markKnown(as('ada'), { conceptId: 'python-loops' });
    expect(await ids('ada')).toEqual(['python-lists', 'python-loops']);
    expect(await ids('eve')).toEqual([]);
    await unmarkKnown(as('eve'), { conceptId: 'python-lists' });
    expect(await ids('ada')).toHaveLength(2);
    expect(await unmarkKnown(as('ada'), { conceptId: 'python-loops' })).toMatchObject({ known: false });
    expect(await ids('ada')).toEqual(['python-lists']);
  });

  it('keeps the first source, and lists titles', async () => {
    await noteKnown(as('eve'), 'python-sets', 'shown');
    await markKnown(as('eve'), { conceptId: 'python-sets' });
    expect((await listKnown(as('eve'))).concepts).toMatchObject([{ conceptId: 'python-sets', source: 'shown', title: 'Sets' }]);
  });

  it('knows nothing of visitors, and refuses what is no concept', async () => {
    const visitor = database.ctx({ actor: { kind: 'anonymous' } });
    expect((await knownConcepts(visitor)).size).toBe(0);
    const refusal = async (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => toLoamError(error).code,
      );
    expect(await refusal(markKnown(visitor, { conceptId: 'python-lists' }))).toBe('not_signed_in');
    expect(await refusal(markKnown(as('ada'), { conceptId: 'basket-weaving' }))).toBe('not_found');
  });
});
