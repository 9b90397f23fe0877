import { beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '@/db/testing';
import { documents, users } from '@/db/schema';
import { documentInput, documentLimits } from '..';
import { createDocument, listDocuments } from '.';

describeDatabases('documents', (database) => {
  const ada = () => database.ctx({ actor: { kind: 'user', userId: 'ada', role: 'learner' } });
  beforeAll(async () => {
    await database.db.insert(users).values({ id: 'ada', email: 'ada@example.org', name: 'Ada' });
    await database.db.insert(documents).values(
      Array.from({ length: documentLimits.documents - 1 }, (_, n) => ({
        ...{ id: `d${n}`, ownerId: 'ada', title: `Note ${n}`, format: 'text' as const },
        ...{ text: `Note ${n}`, bytes: 6, sha256: String(n) },
      })),
    );
  });

  it('keeps no more than a person may keep, however many come at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => createDocument(ada(), documentInput.parse({ title: `At once ${n}`, text: `Text ${n}` }))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await listDocuments(ada())).documents).toHaveLength(documentLimits.documents);
  });
});
