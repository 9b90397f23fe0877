'use client';

import { PenLine } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import { storyModes, storyStyles, type StoryMode, type StoryStyle } from '@/lib/vocabulary/stories';
import { genreNames } from './story-names';

export interface StoryRequest {
  prompt: string;
  genre?: Genre;
  style: StoryStyle;
  mode: StoryMode;
  seed?: number;
}

export interface StoryFormProps {
  styles: readonly { readonly value: StoryStyle; readonly label: string; readonly promise: string }[];
  longestPrompt: number;
  busy: boolean;
  /** What is wrong, by field; `form` is for what belongs to none. */
  errors: Readonly<Record<string, string | undefined>>;
  onSubmit: (request: StoryRequest) => void;
  onStop: () => void;
}

const modeNames: Readonly<Record<StoryMode, string>> = {
  checked: 'Checked: the best of several tries',
  single: 'First words: at once, unchecked',
};

/** What a story shall be about, and how it shall be told. */
export function StoryForm({ styles, longestPrompt, busy, errors, onSubmit, onStop }: StoryFormProps) {
  const [style, setStyle] = useState<StoryStyle>('plain');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const seed = String(data.get('seed') ?? '').trim();
    onSubmit({
      prompt: String(data.get('prompt') ?? '').replace(/\s+/g, ' ').trim(), // prettier-ignore
      genre: genres.find((genre) => genre === data.get('genre')),
      style,
      mode: storyModes.find((mode) => mode === data.get('mode')) ?? 'checked',
      seed: seed === '' ? undefined : Number(seed),
    });
  }

  return (
    <Form onSubmit={submit} noValidate className="space-y-5">
      <Field label="What is the story about?" heading="h1" error={errors.prompt}>
        {(wiring) => (
          <Textarea
            {...wiring}
            name="prompt"
            rows={2}
            maxLength={longestPrompt}
            dir="auto"
            className="text-lg"
            placeholder="For example: a lighthouse keeper on Mars who finds a violin"
          />
        )}
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Genre" error={errors.genre}>
          {(wiring) => (
            <Select
              {...wiring}
              name="genre"
              options={[
                { value: '', label: 'Whatever the prompt suggests' },
                ...genres.map((value) => ({ value, label: genreNames[value] })),
              ]}
            />
          )}
        </Field>
        <Field label="Style" hint={styles.find(({ value }) => value === style)?.promise} error={errors.style}>
          {(wiring) => (
            <Select
              {...wiring}
              name="style"
              value={style}
              onChange={(event) => setStyle(storyStyles.find((known) => known === event.target.value) ?? 'plain')}
              options={styles}
            />
          )}
        </Field>
        <Field label="How it is written" error={errors.mode}>
          {(wiring) => <Select {...wiring} name="mode" options={storyModes.map((value) => ({ value, label: modeNames[value] }))} />}
        </Field>
        <Field label="Seed" hint="The same seed tells the same story. Leave it empty for a new one." error={errors.seed}>
          {(wiring) => <Input {...wiring} name="seed" inputMode="numeric" autoComplete="off" />}
        </Field>
      </div>
      {errors.form && <Alert tone="danger">{errors.form}</Alert>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="large" busy={busy} className="w-full sm:w-auto">
          {!busy && <PenLine aria-hidden className="size-5" />}
          {busy ? 'Writing…' : 'Write the story'}
        </Button>
        {busy && (
          <Button variant="secondary" size="large" onClick={onStop}>
            Stop
          </Button>
        )}
      </div>
    </Form>
  );
}
