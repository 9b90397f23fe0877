import type { Metadata } from 'next';
import { StoryList } from '@/components/stories/story-list';
import { LinkButton } from '@/components/ui/link-button';
import { page } from '@/lib/entry/page';
import { longestPrompt } from '@/lib/features/stories';
import { listStories, storyStyleChoices } from '@/lib/features/stories/server';
import { StoryDesk } from './_components/story-desk';

export const metadata: Metadata = { title: 'Stories' };

const shown = 20;

export default async function StoriesPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const ctx = await page('learner', '/stories');
  const { before } = await searchParams;
  const valid = before && !Number.isNaN(Date.parse(before)) ? before : undefined;
  const { stories } = await listStories(ctx, { limit: shown, before: valid });
  return (
    <div className="mx-auto max-w-3xl space-y-12">
      <StoryDesk styles={storyStyleChoices()} longestPrompt={longestPrompt} />
      {stories.length > 0 && (
        <section aria-labelledby="kept" className="space-y-4">
          <h2 id="kept" className="font-serif text-2xl">
            Your stories
          </h2>
          <StoryList stories={stories} />
          {stories.length === shown && (
            <LinkButton variant="secondary" href={`/stories?before=${encodeURIComponent(stories[shown - 1].createdAt)}`}>
              Older ones
            </LinkButton>
          )}
        </section>
      )}
    </div>
  );
}
