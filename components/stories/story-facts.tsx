import { Badge } from '@/components/ui/badge';
import type { Story } from '@/lib/features/stories/schemas';
import { storySlots } from '@/lib/vocabulary/stories';
import { StoryAuthors } from './story-authors';
import { genreNames, slotNames } from './story-names';

/** Who told a story, how much of it the composer did, and the plan behind it. */
export function StoryFacts({ story, styleLabel }: { story: Story; styleLabel: string }) {
  const { genre, seed, mode, plan } = story;
  return (
    <div className="space-y-4">
      <p className="flex flex-wrap gap-2">
        <Badge tone="leaf">{genreNames[genre]}</Badge>
        <Badge>{styleLabel}</Badge>
        <Badge>{mode === 'checked' ? 'checked' : 'first words'}</Badge>
        <Badge>seed {seed}</Badge>
      </p>
      <StoryAuthors story={story} />
      <details className="rounded-card border border-line bg-surface px-4 py-3">
        <summary className="font-medium">The plan</summary>
        <dl className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[max-content_1fr]">
          {storySlots.flatMap((slot) =>
            plan.slots[slot]
              ? [
                  <dt key={slot} className="text-ink-soft">
                    {slotNames[slot]}
                  </dt>,
                  <dd key={`${slot} value`} className="mb-2 sm:mb-0">
                    {plan.slots[slot]}
                    {plan.fromPrompt.includes(slot) && <span className="text-ink-soft"> – from your prompt</span>}
                  </dd>,
                ]
              : [],
          )}
        </dl>
      </details>
    </div>
  );
}
