import type { Ctx } from '@/db/ctx';
import type { Story, WriteStoryInput } from '../schemas';
import { writeStory, type StoryEvent } from './write-story';

type Told = { readonly event: StoryEvent['kind']; readonly data: unknown } | { readonly event: 'story'; readonly data: Story };

/** The events of {@link writeStory} as they come, and the story at the end. */
export async function* streamStory(ctx: Ctx, input: WriteStoryInput): AsyncGenerator<Told> {
  const waiting: Told[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  const story = writeStory(ctx, input, ({ kind, ...data }) => {
    waiting.push({ event: kind, data });
    wake();
  }).finally(() => {
    ended = true;
    wake();
  });
  // Whoever waits below hears of a failure; until then it is nobody's.
  story.catch(() => undefined);
  for (;;) {
    const next = waiting.shift();
    if (next) yield next;
    else if (ended) break;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  yield { event: 'story', data: await story };
}
