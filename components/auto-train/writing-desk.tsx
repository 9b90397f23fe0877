'use client';

import { PenLine } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { StoryFacts } from '@/components/stories/story-facts';
import { StoryScoreView } from '@/components/stories/story-score';
import { StoryText } from '@/components/stories/story-text';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { readEvents } from '@/lib/core/server-sent-events';
import type { Story, StoryScore, StorySentence } from '@/lib/features/stories';
import { genres } from '@/lib/vocabulary/genres';
import type { StoryStyle } from '@/lib/vocabulary/stories';
import { apiOf, type Failure } from './api';

export interface WritingDeskProps {
  userId: string;
  styles: readonly { readonly value: StoryStyle; readonly label: string; readonly promise: string }[];
  models: readonly { readonly value: string; readonly label: string }[];
}

interface Asked {
  readonly prompt: string;
  readonly genre?: string;
  readonly style: string;
  readonly model: string;
}

const keepings = [
  { path: '/api/stories', label: 'Keep as story', said: 'Kept among your stories.' },
  { path: '/api/auto-train/told', label: 'Keep as example', said: 'Kept as an example.' },
] as const;
const unreachable: Failure = { code: 'unavailable', message: 'Loam could not be reached. Is it still running?' };

/** Asks any of one's models for a story, shows it as it comes with its points, and keeps it as a story or as an example. */
export function WritingDesk({ userId, styles, models }: WritingDeskProps) {
  const [sentences, setSentences] = useState<readonly StorySentence[]>([]);
  const [story, setStory] = useState<Story & { readonly model: string }>();
  const [score, setScore] = useState<StoryScore>();
  const [failure, setFailure] = useState<Failure>();
  const [coming, setComing] = useState('');
  const [kept, setKept] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const underWay = useRef<AbortController>(undefined);
  const api = apiOf(userId);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const word = (name: string) => String(data.get(name) ?? '').replace(/\s+/g, ' ').trim(); // prettier-ignore
    setBusy(true);
    setFailure(undefined);
    setKept({});
    setComing('');
    setStory(undefined);
    setScore(undefined);
    setSentences([]);
    await write({ prompt: word('prompt'), genre: word('genre') || undefined, style: word('style'), model: word('model') });
    setBusy(false);
  }

  async function write(asked: Asked) {
    const stop = new AbortController();
    underWay.current = stop;
    try {
      const response = await fetch('/api/stories/stream', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
        signal: stop.signal,
      });
      if (!response.ok || !response.body) return setFailure(((await response.json()) as { error?: Failure }).error ?? unreachable);
      for await (const { event, data } of readEvents(response.body)) {
        if (event === 'error') return setFailure(data as Failure);
        if (event === 'text') setComing((text) => text + (data as { text: string }).text);
        if (event === 'beat') {
          setSentences((told) => [...told, ...(data as { sentences: StorySentence[] }).sentences]);
          setComing('');
        }
        if (event !== 'story') continue;
        const told = { ...(data as Story), model: asked.model };
        setStory(told);
        const scored = await api.post<StoryScore>('/api/stories/score', { text: told.text, genre: told.genre, prompt: told.prompt });
        if (scored.ok) setScore(scored.value);
        else setFailure(scored.failure);
      }
    } catch {
      if (!stop.signal.aborted) setFailure(unreachable);
    }
  }

  async function keep(path: string, said: string) {
    if (!story) return;
    const { prompt, genre, style, mode, seed, model } = story;
    setBusy(true);
    const answer = await api.post<{ state?: string; reason?: string | null }>(path, {
      prompt,
      genre,
      style,
      mode,
      seed,
      model,
      keep: true,
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(undefined);
    setKept((all) => ({ ...all, [path]: answer.value.reason ?? said }));
  }

  return (
    <div className="space-y-8">
      <Form onSubmit={submit} noValidate className="space-y-5">
        <Field label="What is the story about?" error={failure?.fields?.prompt}>
          {(wiring) => <Textarea {...wiring} name="prompt" rows={2} maxLength={500} dir="auto" className="text-lg" />}
        </Field>
        <div className="grid gap-5 sm:grid-cols-3">
          <Field label="Genre">
            {(wiring) => (
              <Select
                {...wiring}
                name="genre"
                options={[{ value: '', label: 'As the prompt suggests' }, ...genres.map((value) => ({ value, label: genreNames[value] }))]}
              />
            )}
          </Field>
          <Field label="Style">{(wiring) => <Select {...wiring} name="style" options={styles} />}</Field>
          <Field label="Who writes" error={failure?.fields?.model}>
            {(wiring) => <Select {...wiring} name="model" options={models} />}
          </Field>
        </div>
        {failure && !failure.fields && <Alert tone="danger">{failure.message}</Alert>}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" size="large" busy={busy}>
            {!busy && <PenLine aria-hidden className="size-5" />}
            {busy ? 'Writing…' : 'Write'}
          </Button>
          {busy && (
            <Button variant="secondary" size="large" onClick={() => underWay.current?.abort()}>
              Stop
            </Button>
          )}
        </div>
      </Form>
      {(story || sentences.length > 0 || coming !== '') && (
        <Card aria-busy={busy} className="space-y-6">
          <StoryText sentences={story?.sentences ?? sentences} coming={story ? '' : coming} />
          {story && <StoryFacts story={story} styleLabel={styles.find(({ value }) => value === story.style)?.label ?? story.style} />}
          {score && <StoryScoreView score={score} />}
          {Object.entries(kept).map(([path, said]) => (
            <Alert key={path} tone="success">
              {said}
            </Alert>
          ))}
          {story && (
            <div className="flex flex-wrap gap-3">
              {keepings
                .filter(({ path }) => !(path in kept))
                .map(({ path, label, said }) => (
                  <Button key={path} variant="secondary" busy={busy} onClick={() => keep(path, said)}>
                    {label}
                  </Button>
                ))}
            </div>
          )}
        </Card>
      )}
    </div>
  );
}
