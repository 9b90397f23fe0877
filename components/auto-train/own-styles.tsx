'use client';

import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { OwnStyle } from '@/lib/features/automation';
import type { Api } from './api';
import { OwnEntries, useOwnEntries } from './own-entries';

interface Styles {
  readonly styles: readonly { readonly value: string; readonly label: string; readonly promise: string }[];
  readonly own: readonly OwnStyle[];
}

const parts = [
  { name: 'openings', label: 'Sentences to begin with' },
  { name: 'asides', label: 'Sentences for the turn' },
  { name: 'closings', label: 'Sentences to end with' },
] as const;
const nothing = { openings: '', asides: '', closings: '' };

/** Styles of one's own: one that is there, with one's own sentences at the beginning, the turn or the end. */
export function OwnStyles({ api }: { api: Api }) {
  const [name, setName] = useState('');
  const [base, setBase] = useState('plain');
  const [lines, setLines] = useState<Readonly<Record<keyof typeof nothing, string>>>(nothing);
  const { there, failure, add, take } = useOwnEntries<Styles>(api, '/api/auto-train/styles');

  async function keep(event: FormEvent) {
    event.preventDefault();
    const sentences = parts.map((part) => [part.name, lines[part.name].split('\n').map((line) => line.trim()).filter(Boolean)]); // prettier-ignore
    if (!(await add({ name, base, ...Object.fromEntries(sentences) }))) return;
    setName('');
    setLines(nothing);
  }

  const labelOf = (value: string): string => there?.styles.find((each) => each.value === value)?.label ?? value;
  const errorOf = (part: string) => Object.entries(failure?.fields ?? {}).find(([field]) => field.split('.')[0] === part)?.[1];
  return (
    <Form onSubmit={keep} noValidate className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name of the style" error={errorOf('name')}>
          {(wiring) => <Input {...wiring} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label="Told like" hint={there?.styles.find(({ value }) => value === base)?.promise}>
          {(wiring) => (
            <Select
              {...wiring}
              value={base}
              onChange={(event) => setBase(event.target.value)}
              options={there?.styles ?? [{ value: 'plain', label: 'Plain' }]}
            />
          )}
        </Field>
      </div>
      {parts.map((part) => (
        <Field key={part.name} label={part.label} hint="One a line; a story gets one of them." error={errorOf(part.name)}>
          {(wiring) => (
            <Textarea
              {...wiring}
              rows={2}
              value={lines[part.name]}
              onChange={(event) => setLines({ ...lines, [part.name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {failure && !failure.fields && <Alert tone="danger">{failure.message}</Alert>}
      <Button type="submit" variant="secondary">
        Keep style
      </Button>
      <OwnEntries
        label="Your own styles"
        entries={there?.own ?? []}
        takeLabel={(style) => `Take away the style ${style.name}`}
        onTake={take}
      >
        {(style) => (
          <>
            <span className="font-medium">{style.name}</span>, told like {labelOf(style.base)}
            {parts.flatMap((part) => style[part.name]).map((line) => ` · ${line}`)}
          </>
        )}
      </OwnEntries>
    </Form>
  );
}
