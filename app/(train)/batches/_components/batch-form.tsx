'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { mostInBatch, type Category, type TemplateView } from '@/lib/features/tutorials';
import { levels, type Level } from '@/lib/vocabulary/levels';
import type { TemplateId } from '@/lib/vocabulary/tutorial-templates';
import { startBatch } from '../actions';

/** Topics, one a line, and what holds for all of them. */
export function BatchForm({ categories, templates }: { categories: readonly Category[]; templates: readonly TemplateView[] }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const topics = fields.topics.split('\n').flatMap((line) => line.trim() || []);
    setBusy(true);
    const result = await startBatch({
      topics,
      level: fields.level as Level,
      minutes: fields.minutes,
      ...(fields.template ? { template: fields.template as TemplateId } : {}),
      ...(fields.categoryId ? { categoryId: fields.categoryId } : {}),
    });
    if (result.ok) return router.push(`/batches/${result.output.batchId}`);
    setBusy(false);
    setError(Object.values(result.error.fields ?? {})[0] ?? result.error.message);
  }

  return (
    <Form onSubmit={start} className="space-y-5">
      <Field label="Topics" hint={`One a line, at most ${mostInBatch}`} required>
        {(wiring) => <Textarea {...wiring} name="topics" rows={8} dir="auto" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Level">
          {(wiring) => <Select {...wiring} name="level" options={levels.map((level) => ({ value: level, label: level }))} />}
        </Field>
        <Field label="Minutes each">
          {(wiring) => <Input {...wiring} name="minutes" type="number" min={5} max={240} defaultValue={30} />}
        </Field>
        <Field label="How they are told">
          {(wiring) => (
            <Select
              {...wiring}
              name="template"
              options={[{ value: '', label: 'Chosen for each topic' }, ...templates.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          )}
        </Field>
        <Field label="Category">
          {(wiring) => (
            <Select
              {...wiring}
              name="categoryId"
              options={categories.map(({ id, name, fixed }) => ({ value: fixed ? '' : id, label: name }))}
            />
          )}
        </Field>
      </div>
      {error && <Alert tone="danger">{error}</Alert>}
      <Button type="submit" size="large" busy={busy}>
        Make them
      </Button>
    </Form>
  );
}
