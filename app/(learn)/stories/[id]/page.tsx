import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { StoryFacts } from '@/components/stories/story-facts';
import { StoryText } from '@/components/stories/story-text';
import { LinkButton } from '@/components/ui/link-button';
import { LoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { readStory, storyStyleChoices } from '@/lib/features/stories/server';
import { ThrowAwayButton } from '../_components/throw-away-button';

export const metadata: Metadata = { title: 'Story' };

export default async function StoryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await page('learner', `/stories/${id}`);
  const story = await readStory(ctx, { id }).catch((error: unknown) => {
    if (error instanceof LoamError && error.code === 'not_found') notFound();
    throw error;
  });
  const style = storyStyleChoices().find(({ value }) => value === story.style);
  return (
    <article className="mx-auto max-w-3xl space-y-8">
      <h1 className="font-serif text-3xl">{story.prompt}</h1>
      <StoryText sentences={story.sentences} />
      <StoryFacts story={story} styleLabel={style?.label ?? story.style} />
      <div className="flex flex-wrap gap-3">
        <LinkButton variant="secondary" href="/stories">
          Write another
        </LinkButton>
        <ThrowAwayButton id={story.id} />
      </div>
    </article>
  );
}
