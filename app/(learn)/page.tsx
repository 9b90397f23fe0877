import { redirect } from 'next/navigation';
import { pageContext } from '@/lib/entry/page';
import { hasAccount } from '@/lib/features/auth/server';
import { NewTutorial } from './_components/new-tutorial';

const examples = ['Python decorators', 'list comprehensions', 'generators', 'sorting with a key', 'catching exceptions', 'closures'];

export default async function HomePage({ searchParams }: { searchParams: Promise<{ topic?: string }> }) {
  const ctx = await pageContext();
  if (ctx.actor.kind !== 'user' && !(await hasAccount(ctx))) redirect('/setup');
  const { topic } = await searchParams;
  return (
    <div className="mx-auto max-w-3xl">
      <NewTutorial
        examples={examples}
        initialTopic={typeof topic === 'string' ? topic.slice(0, 200) : undefined}
        signedIn={ctx.actor.kind === 'user'}
      />
    </div>
  );
}
