'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { StoryFacts } from '@/components/stories/story-facts';
import { StoryForm, type StoryFormProps, type StoryRequest } from '@/components/stories/story-form';
import { beatNames } from '@/components/stories/story-names';
import { StoryText } from '@/components/stories/story-text';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { Story } from '@/lib/features/stories/schemas';
import { storyBeats } from '@/lib/vocabulary/stories';
import { tellAgain } from '../actions';
import { followStory, nothingYet, type Progress } from './follow-story';

/** Asks for a story, shows it as it comes, and keeps it where that is wanted. */
export function StoryDesk({ styles, longestPrompt }: Pick<StoryFormProps, 'styles' | 'longestPrompt'>) {
  const router = useRouter();
  const [progress, setProgress] = useState<Progress>();
  const [story, setStory] = useState<Story>();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [keeping, setKeeping] = useState(false);
  const underWay = useRef<AbortController>(undefined);
  const busy = progress !== undefined;

  async function write(request: StoryRequest) {
    const stop = new AbortController();
    underWay.current = stop;
    setErrors({});
    setStory(undefined);
    setProgress(nothingYet);
    const answer = await followStory(request, stop.signal, setProgress);
    setProgress(undefined);
    if (!answer) return;
    if ('errors' in answer) setErrors(answer.errors);
    else setStory(answer.story);
  }

  async function keep({ prompt, genre, style, mode, seed }: Story) {
    setKeeping(true);
    const result = await tellAgain({ prompt, genre, style, mode, seed, keep: true });
    setKeeping(false);
    if (!result.ok) return setErrors({ form: result.error.message });
    setStory(result.output);
    router.refresh();
  }

  const beat = progress && storyBeats.at(progress.beats.length);
  return (
    <div className="space-y-8">
      <StoryForm
        styles={styles}
        longestPrompt={longestPrompt}
        busy={busy}
        errors={errors}
        onSubmit={write}
        onStop={() => underWay.current?.abort()}
      />
      <p role="status" className="text-sm text-ink-soft empty:hidden">
        {progress && (beat ? `Step ${progress.beats.length + 1} of ${storyBeats.length}: ${beatNames[beat]}` : 'Done')}
        {story && <span className="sr-only">The story is there.</span>}
      </p>
      {(progress?.sentences.length || progress?.coming || story) && (
        <Card aria-busy={busy} className="space-y-6">
          <StoryText sentences={story?.sentences ?? progress?.sentences ?? []} coming={progress?.coming} />
          {story && <StoryFacts story={story} styleLabel={styles.find(({ value }) => value === story.style)?.label ?? story.style} />}
          {story?.id === null && (
            <Button variant="secondary" busy={keeping} onClick={() => keep(story)}>
              {keeping ? 'Keeping…' : 'Keep this story'}
            </Button>
          )}
          {story?.id && (
            <div className="flex flex-wrap items-center gap-3">
              <Alert tone="success" className="grow">
                Kept among your stories.
              </Alert>
              <LinkButton variant="secondary" href={`/stories/${story.id}`}>
                Open it
              </LinkButton>
            </div>
          )}
        </Card>
      )}
    </div>
  );
}
