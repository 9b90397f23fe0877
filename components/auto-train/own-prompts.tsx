'use client';

import { X } from 'lucide-react';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { Api, Failure } from './api';

interface Prompts {
  readonly prompts: Readonly<Record<string, readonly string[]>>;
  readonly own: readonly { readonly id: string; readonly genre: Genre; readonly prompt: string }[];
}

/** What stories are told about: ten prompts a genre, and a person's own, which come round like the others. */
export function OwnPrompts({ api }: { api: Api }) {
  const [genre, setGenre] = useState<string>(genres[0]);
  const [prompt, setPrompt] = useState('');
  const [there, setThere] = useState<Prompts>();
  const [failure, setFailure] = useState<Failure>();

  const load = useCallback(async () => {
    const answer = await api.get<Prompts>('/api/auto-train/prompts');
    if (answer.ok) setThere(answer.value);
    else setFailure(answer.failure);
  }, [api]);
  useEffect(() => {
    void Promise.resolve().then(load);
  }, [load]);

  async function add(event: FormEvent) {
    event.preventDefault();
    const answer = await api.post('/api/auto-train/prompts', { genre, prompt });
    setFailure(answer.ok ? undefined : answer.failure);
    if (!answer.ok) return;
    setPrompt('');
    await load();
  }
  async function take(id: string) {
    const answer = await api.delete(`/api/auto-train/prompts/${id}`);
    setFailure(answer.ok ? undefined : answer.failure);
    await load();
  }

  return (
    <Form onSubmit={add} noValidate className="space-y-4">
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
      {there && there.own.length > 0 && (
        <ul aria-label="Your own prompts" className="space-y-1">
          {there.own.map((each) => (
            <li key={each.id} className="flex items-center justify-between gap-3 text-sm">
              <span className="min-w-0 break-words">
                {genreNames[each.genre]}: {each.prompt}
              </span>
              <button
                type="button"
                aria-label={`Take away the prompt ${each.prompt}`}
                className="grid size-11 shrink-0 place-items-center rounded-control text-ink-soft hover:text-danger"
                onClick={() => take(each.id)}
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      )}
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
