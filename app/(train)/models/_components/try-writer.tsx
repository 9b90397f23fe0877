'use client';

import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import type { TriedModel } from '@/lib/features/models';
import { tryOut } from '../actions';

/** The beginning of a text, and what the model makes of it. */
export function TryWriter({ model }: { model: string }) {
  const [tried, setTried] = useState<{ prompt: string; result: TriedModel }>();
  const [error, setError] = useState<{ message: string; fields?: Readonly<Record<string, string>> }>();
  const [busy, setBusy] = useState(false);

  async function write(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const prompt = String(new FormData(event.currentTarget).get('prompt'));
    setBusy(true);
    const result = await tryOut({ name: model, prompt });
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (result.ok) setTried({ prompt, result: result.output });
  }

  const written = tried?.result.written;
  return (
    <Form onSubmit={write} className="space-y-4">
      <Field label="Beginning of a text" error={error?.fields?.prompt}>
        {(wiring) => <Textarea {...wiring} name="prompt" rows={3} required defaultValue="The lighthouse keeper opened the door and" />}
      </Field>
      <Button type="submit" busy={busy}>
        Write on
      </Button>
      {error && !error.fields?.prompt && <Alert tone="danger">{error.message}</Alert>}
      {tried && written && (
        <div aria-live="polite" className="space-y-2">
          <p className="rounded-card border bg-sunken p-4 font-serif leading-relaxed break-words whitespace-pre-wrap">
            <span className="text-ink-soft">{tried.prompt}</span>
            {written.text}
          </p>
          <p className="text-sm text-ink-soft">
            {written.tokens} tokens in {tried.result.milliseconds} ms, {written.tokensPerSecond} a second. Written by {tried.result.model}{' '}
            {tried.result.version}, without a plan.
          </p>
        </div>
      )}
    </Form>
  );
}
