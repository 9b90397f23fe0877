import type { StoryRequest } from '@/components/stories/story-form';
import { readEvents } from '@/lib/core/server-sent-events';
import type { Story, StorySentence } from '@/lib/features/stories/schemas';
import type { StoryBeat } from '@/lib/vocabulary/stories';

/** What of a story is there so far. */
export interface Progress {
  readonly sentences: readonly StorySentence[];
  /** Text of the beat that is being written. */
  readonly coming: string;
  readonly beats: readonly StoryBeat[];
}

export const nothingYet: Progress = { sentences: [], coming: '', beats: [] };

type Answer = { readonly story: Story } | { readonly errors: Readonly<Record<string, string>> };

/** Asks for a story and hears it as it comes; `undefined` when it was stopped. */
export async function followStory(
  request: StoryRequest,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Answer | undefined> {
  let progress = nothingYet;
  try {
    const response = await fetch('/api/stories/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
    if (!response.ok || !response.body) return { errors: errorsOf(await response.json()) };
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'error') return { errors: errorsOf({ error: data }) };
      if (event === 'story') return { story: data as Story };
      progress = next(progress, event, data);
      onProgress(progress);
    }
    return { errors: { form: 'The story broke off. Try again.' } };
  } catch {
    return signal.aborted ? undefined : { errors: { form: 'Loam could not be reached. Is it still running?' } };
  }
}

/** What is there after an event. */
export function next(progress: Progress, event: string, data: unknown): Progress {
  const { beat, text = '', sentences = [] } = data as { beat?: StoryBeat; text?: string; sentences?: StorySentence[] };
  if (event === 'text') return { ...progress, coming: progress.coming + text };
  if (event !== 'beat' || !beat) return progress;
  return { sentences: [...progress.sentences, ...sentences], coming: '', beats: [...progress.beats, beat] };
}

function errorsOf(body: unknown): Record<string, string> {
  const { error } = body as { error?: { message?: string; fields?: Record<string, string> } };
  return error?.fields ?? { form: error?.message ?? 'The server gave no answer that makes sense.' };
}
