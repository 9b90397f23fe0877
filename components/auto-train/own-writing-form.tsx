'use client';

import { useState, type ChangeEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { Api, Failure } from './api';

interface Added {
  readonly passages: number;
  readonly duplicates: number;
  readonly too_short: number;
}

/** A person's own writing, pasted or from a text file. */
export function OwnWritingForm({ api, onAdded }: { api: Api; onAdded: () => void }) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [added, setAdded] = useState<Added>();

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (file) setText(await file.text());
  }

  async function add() {
    setBusy(true);
    setFailure(undefined);
    setAdded(undefined);
    const answer = await api.post<Added>('/api/auto-train/examples', { text });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    setAdded(answer.value);
    setText('');
    onAdded();
  }

  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-soft">
        Passages of about 180 words are cut from it. Each counts double, whatever its points: it is your manner that the model shall learn.
      </p>
      <Field label="Your writing" error={failure?.fields?.text}>
        {(wiring) => <Textarea {...wiring} rows={8} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Field label="Or a text file">
        {(wiring) => <Input {...wiring} type="file" accept=".txt,.md,text/plain,text/markdown" onChange={read} />}
      </Field>
      {failure && !failure.fields?.text && <Alert tone="danger">{failure.message}</Alert>}
      {added && (
        <Alert tone="success">
          {added.passages} {added.passages === 1 ? 'passage' : 'passages'} added
          {added.duplicates > 0 && `, ${added.duplicates} were there already`}
          {added.too_short > 0 && `, ${added.too_short} too short`}.
        </Alert>
      )}
      <Button busy={busy} disabled={text.trim() === ''} onClick={add}>
        {busy ? 'Adding…' : 'Add my writing'}
      </Button>
    </div>
  );
}
