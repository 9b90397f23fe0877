import type { Metadata } from 'next';
import { TutorialList } from '@/components/tutorials/tutorial-list';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { page } from '@/lib/entry/page';
import { listTutorials } from '@/lib/features/tutorials/server';

export const metadata: Metadata = { title: 'My tutorials' };

const shown = 60;

export default async function TutorialsPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const ctx = await page('learner', '/tutorials');
  const { before } = await searchParams;
  const valid = before && !Number.isNaN(Date.parse(before)) ? before : undefined;
  const { tutorials } = await listTutorials(ctx, { limit: shown, before: valid });
  if (tutorials.length === 0) {
    return (
      <EmptyState
        title="Your shelf is empty"
        description="Say what you want to learn, and the first tutorial stands here."
        action={<LinkButton href="/">New tutorial</LinkButton>}
      />
    );
  }
  return (
    <div className="space-y-6">
      <h1 className="font-serif text-4xl">My tutorials</h1>
      <TutorialList tutorials={tutorials} />
      {tutorials.length === shown && (
        <LinkButton variant="secondary" href={`/tutorials?before=${encodeURIComponent(tutorials[shown - 1].createdAt)}`}>
          Older ones
        </LinkButton>
      )}
    </div>
  );
}
