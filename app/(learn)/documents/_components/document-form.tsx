'use client';

import { useRouter } from 'next/navigation';
import { useState, type ChangeEvent, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { documentLimits } from '@/lib/features/documents';
import type { DocumentFormat } from '@/lib/vocabulary/document-formats';
import { keepDocument } from '../actions';

const kib = documentLimits.bytes / 1024;

/** Adds a document: from a file, or pasted. */
export function DocumentForm() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  const [format, setFormat] = useState<DocumentFormat>('markdown');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ message: string; fields?: Readonly<Record<string, string>> }>();

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    if (file.size > documentLimits.bytes) return setError({ message: '', fields: { file: `The file is larger than ${kib} KiB.` } });
    setError(undefined);
    setText(await file.text());
    setFormat(/\.(md|markdown)$/i.test(file.name) ? 'markdown' : 'text');
    setTitle((before) => before || file.name.replace(/\.\w+$/, ''));
  }

  async function keep(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await keepDocument({ title, format, text });
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (!result.ok) return;
    setTitle('');
    setText('');
    router.refresh();
  }

  return (
    <Card>
      <CardHeader title="Add a document" description={`Markdown or plain text, at most ${kib} KiB. It is cut at its headings.`} />
      <Form onSubmit={keep} className="space-y-4">
        <Field label="From a file" hint="A .md or .txt file; or paste the text below" error={error?.fields?.file}>
          {(wiring) => (
            <Input {...wiring} type="file" accept=".md,.markdown,.txt,text/plain,text/markdown" onChange={take} className="py-2" />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
          <Field label="Title" error={error?.fields?.title} required>
            {(wiring) => (
              <Input {...wiring} value={title} dir="auto" autoComplete="off" onChange={(event) => setTitle(event.target.value)} />
            )}
          </Field>
          <Field label="Written as">
            {(wiring) => (
              <Select
                {...wiring}
                value={format}
                options={[
                  { value: 'markdown', label: 'Markdown' },
                  { value: 'text', label: 'Plain text' },
                ]}
                onChange={(event) => setFormat(event.target.value === 'text' ? 'text' : 'markdown')}
              />
            )}
          </Field>
        </div>
        <Field label="Text" error={error?.fields?.text} required>
          {(wiring) => (
            <Textarea
              {...wiring}
              rows={10}
              value={text}
              dir="auto"
              className="font-mono text-sm"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {error && error.message !== '' && <Alert tone="danger">{error.message}</Alert>}
        <Button type="submit" busy={busy}>
          Add it
        </Button>
      </Form>
    </Card>
  );
}
