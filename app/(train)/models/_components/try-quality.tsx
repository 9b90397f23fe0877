'use client';

import { useState, type FormEvent } from 'react';
import { StoryScoreView } from '@/components/stories/story-score';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { StoryScore } from '@/lib/features/stories';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import { score } from '../actions';

const genreOptions = [{ value: '', label: 'None' }, ...genres.map((genre) => ({ value: genre, label: genre.replace('_', ' ') }))];

/** A story, what it was asked to be, and its score with the parts. */
export function TryQuality() {
  const [scored, setScored] = useState<StoryScore>();
  const [error, setError] = useState<{ message: string; fields?: Readonly<Record<string, string>> }>();
  const [busy, setBusy] = useState(false);

  async function rate(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { text, genre, prompt } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setBusy(true);
    const result = await score({ text, prompt: prompt.trim() || undefined, genre: (genre || undefined) as Genre | undefined });
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (result.ok) setScored(result.output);
  }

  return (
    <Form onSubmit={rate} className="space-y-4">
      <Field label="Story" error={error?.fields?.text}>
        {(wiring) => <Textarea {...wiring} name="text" rows={8} required />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Genre asked for" hint="Not judged unless chosen.">
          {(wiring) => <Select {...wiring} name="genre" defaultValue="" options={genreOptions} />}
        </Field>
        <Field label="Prompt" hint="What it was asked to be about." error={error?.fields?.prompt}>
          {(wiring) => <Input {...wiring} name="prompt" maxLength={2000} />}
        </Field>
      </div>
      <Button type="submit" busy={busy}>
        Score
      </Button>
      {error && !error.fields?.text && <Alert tone="danger">{error.message}</Alert>}
      {scored && <StoryScoreView score={scored} />}
    </Form>
  );
}
