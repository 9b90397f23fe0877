'use client';

import { useState, type FormEvent } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { Api } from './api';
import { OwnEntries, useOwnEntries } from './own-entries';

interface Prompts {
  readonly prompts: Readonly<Record<string, readonly string[]>>;
  readonly own: readonly { readonly id: string; readonly genre: Genre; readonly prompt: string }[];
}

/** What stories are told about: ten prompts a genre, and a person's own, which come round like the others. */
export function OwnPrompts({ api }: { api: Api }) {
  const [genre, setGenre] = useState<string>(genres[0]);
  const [prompt, setPrompt] = useState('');
  const { there, failure, add, take } = useOwnEntries<Prompts>(api, '/api/auto-train/prompts');

  async function keep(event: FormEvent) {
    event.preventDefault();
    if (await add({ genre, prompt })) setPrompt('');
  }

  return (
    <Form onSubmit={keep} noValidate className="space-y-4">
      <div className="space-y-4">
        <Field label="Genre">
          {(wiring) => (
            <Select
              {...wiring}
              value={genre}
              onChange={(event) => setGenre(event.target.value)}
              options={genres.map((value) => ({ value, label: genreNames[value] }))}
            />
          )}
        </Field>
        <Field label="What a story could be about" error={failure?.fields?.prompt}>
          {(wiring) => <Input {...wiring} value={prompt} maxLength={200} onChange={(event) => setPrompt(event.target.value)} />}
        </Field>
      </div>
      {failure && !failure.fields?.prompt && <Alert tone="danger">{failure.message}</Alert>}
      <Button type="submit" variant="secondary">
        Add prompt
      </Button>
      <OwnEntries
        label="Your own prompts"
        entries={there?.own ?? []}
        takeLabel={(each) => `Take away the prompt ${each.prompt}`}
        onTake={take}
      >
        {(each) => `${genreNames[each.genre]}: ${each.prompt}`}
      </OwnEntries>
      <details>
        <summary className="text-sm font-medium">The prompts that are there already</summary>
        <ul className="mt-2 list-disc pl-5 text-sm text-ink-soft">
          {(there?.prompts[genre] ?? []).map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </details>
    </Form>
  );
}
