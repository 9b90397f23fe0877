import type { Metadata } from 'next';
import AutoTrainModel from '@/components/AutoTrainModel';
import { LinkButton } from '@/components/ui/link-button';
import { page } from '@/lib/entry/page';
import { includesRole } from '@/lib/vocabulary/roles';

export const metadata: Metadata = { title: 'My story model' };

/** One's own; trainers and admins may look at anybody's, by `?user=`. */
export default async function AutoTrainPage({ searchParams }: { searchParams: Promise<{ user?: string }> }) {
  const { actor } = await page('learner', '/autotrain');
  if (actor.kind !== 'user') return null;
  const { user } = await searchParams;
  const shown = user && includesRole(actor.role, 'trainer') ? user : actor.userId;
  return (
    <div className="mx-auto max-w-4xl space-y-6">
      <header className="space-y-2">
        <h1 className="font-serif text-3xl sm:text-4xl">{shown === actor.userId ? 'My story model' : 'A person’s story model'}</h1>
        <p className="max-w-2xl text-ink-soft">
          Stories are told by several voices, scored, and the best of them collected. From fifty on a writer of your own learns from them –
          and from what you write yourself. Nothing of it goes among your stories.
        </p>
        {shown === actor.userId && (
          <LinkButton variant="secondary" href="/autotrain/write">
            Write with my model
          </LinkButton>
        )}
      </header>
      <AutoTrainModel userId={shown} />
    </div>
  );
}
