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

/** What a file says, undefined where it is no text. */
function textOf(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Adds a document: from a file, or pasted. */
export function DocumentForm() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  const [format, setFormat] = useState<DocumentFormat>('markdown');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ message: string; fields?: Readonly<Record<string, string>> }>();
  /** The title that a file brought; another file's replaces it, what somebody wrote stays. */
  const [fileTitle, setFileTitle] = useState('');
  const [kept, setKept] = useState(0);

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    const refuse = (why: string) => setError({ message: '', fields: { file: why } });
    if (file.size > documentLimits.bytes) return refuse(`The file is larger than ${kib} KiB.`);
    const read = textOf(await file.arrayBuffer());
    if (read === undefined) return refuse('This is no text in UTF-8. Save it as plain text or Markdown, or paste its text below.');
    setError(undefined);
    setText(read);
    setFormat(/\.(md|markdown)$/i.test(file.name) ? 'markdown' : 'text');
    const name = file.name.replace(/\.\w+$/, '');
    setTitle((before) => (before === '' || before === fileTitle ? name : before));
    setFileTitle(name);
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
    setFileTitle('');
    setKept((count) => count + 1);
    router.refresh();
  }

  return (
    <Card>
      <CardHeader title="Add a document" description={`Markdown or plain text, at most ${kib} KiB. It is cut at its headings.`} />
      <Form onSubmit={keep} className="space-y-4">
        <Field label="From a file" hint="A .md or .txt file; or paste the text below" error={error?.fields?.file}>
          {(wiring) => (
            <Input
              {...wiring}
              // A file that is kept is not chosen any more.
              key={kept}
              type="file"
              accept=".md,.markdown,.txt,text/plain,text/markdown"
              onChange={take}
              className="py-2"
            />
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
        {error && !error.fields && <Alert tone="danger">{error.message}</Alert>}
        <Button type="submit" busy={busy}>
          Add it
        </Button>
      </Form>
    </Card>
  );
}
