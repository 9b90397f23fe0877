'use client';

import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Table } from '@/components/ui/table';
import { Textarea } from '@/components/ui/textarea';
import type { TriedModel } from '@/lib/features/models';
import { tryOut } from '../actions';

const example = ['How do I undo a commit?', 'git revert makes a commit that takes another back.', 'Bread needs an hour in the oven.'].join('\n');

/** Sentences, one a line, and how near the model finds each to each. */
export function TryEncoder({ model }: { model: string }) {
  const [tried, setTried] = useState<{ sentences: string[]; result: TriedModel }>();
  const [error, setError] = useState<{ message: string; fields?: Readonly<Record<string, string>> }>();
  const [busy, setBusy] = useState(false);

  async function compare(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const lines = String(new FormData(event.currentTarget).get('sentences')).split('\n');
    const sentences = lines.map((line) => line.trim()).filter(Boolean);
    setBusy(true);
    const result = await tryOut({ name: model, sentences });
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (result.ok) setTried({ sentences, result: result.output });
  }

  const similarities = tried?.result.similarities;
  return (
    <Form onSubmit={compare} className="space-y-4">
      <Field label="Sentences to compare" hint="One a line, two or more." error={error?.fields?.sentences}>
        {(wiring) => <Textarea {...wiring} name="sentences" rows={4} required defaultValue={example} />}
      </Field>
      <Button type="submit" busy={busy}>
        Compare
      </Button>
      {error && !error.fields?.sentences && <Alert tone="danger">{error.message}</Alert>}
      {tried && similarities && (
        <div aria-live="polite" className="space-y-2">
          <Table
            caption="Nearness of the sentences: 1 is the same, 0 has nothing in common"
            rows={tried.sentences.map((sentence, row) => ({ sentence, row }))}
            rowKey={({ row }) => String(row)}
            columns={[
              { id: 'sentence', header: 'Sentence', rowHeader: true, cell: ({ sentence, row }) => `${row + 1}. ${sentence}` },
              ...tried.sentences.map((_, column) => ({
                id: String(column),
                header: String(column + 1),
                numeric: true,
                cell: ({ row }: { row: number }) => similarities[row][column].toFixed(2),
              })),
            ]}
          />
          <p className="text-sm text-ink-soft">
            {tried.result.milliseconds} ms by {tried.result.model} {tried.result.version}.
          </p>
        </div>
      )}
    </Form>
  );
}
