'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import type { ActionAnswer } from '@/components/ui/use-action';
import type { Category } from '@/lib/features/tutorials';
import { addCategory, nameCategory, removeCategory } from '../actions';

/** The shelves: add one, rename it, take it away. */
export function CategoryList({ categories }: { categories: readonly Category[] }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  async function apply(change: Promise<ActionAnswer<unknown>>): Promise<boolean> {
    setBusy(true);
    const result = await change.catch(() => undefined);
    setBusy(false);
    const refusal = result?.ok ? undefined : (result?.error ?? { message: 'Loam could not be reached. Is it still running?' });
    setError(refusal && (Object.values(refusal.fields ?? {})[0] ?? refusal.message));
    router.refresh();
    return refusal === undefined;
  }
  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (await apply(addCategory({ name: String(new FormData(form).get('name') ?? '') }))) form.reset();
  }
  return (
    <div className="space-y-5">
      {error && <Alert tone="danger">{error}</Alert>}
      <ul className="space-y-3">
        {categories.map((category) => (
          <li key={category.id} className="rounded-card border bg-surface p-4">
            <Form
              className="flex flex-wrap items-end gap-3"
              onSubmit={(event) => {
                event.preventDefault();
                if (!busy) void apply(nameCategory({ id: category.id, name: String(new FormData(event.currentTarget).get('name') ?? '') }));
              }}
            >
              <Field label="Name" hideLabel className="min-w-48 flex-1">
                {(wiring) => (
                  <Input
                    {...wiring}
                    name="name"
                    aria-label={`Name of ${category.name}`}
                    defaultValue={category.name}
                    readOnly={category.fixed}
                  />
                )}
              </Field>
              <span className="py-2.5 text-sm text-ink-soft tabular-nums">
                {category.tutorials === 1 ? '1 tutorial' : `${category.tutorials} tutorials`}
              </span>
              {category.fixed ? (
                <span className="py-2.5 text-sm text-ink-soft">where new ones go</span>
              ) : (
                <>
                  <Button type="submit" variant="secondary">
                    Rename
                  </Button>
                  <Button
                    variant="quiet"
                    aria-label={`Delete ${category.name}`}
                    onClick={() => void apply(removeCategory({ id: category.id }))}
                  >
                    Delete
                  </Button>
                </>
              )}
            </Form>
          </li>
        ))}
      </ul>
      <Form onSubmit={add} className="flex flex-wrap items-end gap-3">
        <Field label="New category" className="min-w-48 flex-1">
          {(wiring) => <Input {...wiring} name="name" autoComplete="off" />}
        </Field>
        <Button type="submit" busy={busy}>
          Add
        </Button>
      </Form>
    </div>
  );
}
