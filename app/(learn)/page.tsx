import { redirect } from 'next/navigation';
import { GoOn, ReadWithoutAccount } from '@/components/learning/go-on';
import { pageContext } from '@/lib/entry/page';
import { hasAccount } from '@/lib/features/auth/server';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { whatIsNext } from '@/lib/features/learning/server';
import { NewTutorial } from './_components/new-tutorial';

const examples = ['Python decorators', 'list comprehensions', 'generators', 'sorting with a key', 'catching exceptions', 'closures'];
const samples = ['python-lists', 'javascript-closures', 'sql-joins'];

export default async function HomePage({ searchParams }: { searchParams: Promise<{ topic?: string }> }) {
  const ctx = await pageContext();
  if (ctx.actor.kind !== 'user' && !(await hasAccount(ctx))) redirect('/setup');
  const { topic } = await searchParams;
  const signedIn = ctx.actor.kind === 'user';
  const { byId } = await loadCurriculum();
  return (
    <div className="mx-auto max-w-3xl">
      {signedIn && <GoOn {...await whatIsNext(ctx)} />}
      <NewTutorial
        examples={examples}
        initialTopic={typeof topic === 'string' ? topic.slice(0, 200) : undefined}
        signedIn={signedIn}
      />
      {!signedIn && <ReadWithoutAccount lessons={samples.flatMap((id) => byId.get(id) ?? [])} />}
    </div>
  );
}
