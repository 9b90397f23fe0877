'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import { saveName } from '../actions';

/** How the person is called. */
export function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { run, busy, refusal } = useAction(saveName);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const changed = await run({ name: String(form.get('name')) });
    setSaved(changed !== undefined);
    router.refresh();
  }

  return (
    <Card>
      <CardHeader title="Name" />
      {saved && (
        <Alert tone="success" className="mb-5">
          Your name is saved.
        </Alert>
      )}
      <Form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-4">
        <Field label="Your name" required error={refusal && (refusal.fields?.name ?? refusal.message)} className="min-w-48 flex-1">
          {(wiring) => <Input {...wiring} name="name" autoComplete="name" defaultValue={name} />}
        </Field>
        <Button type="submit" variant="secondary" busy={busy} className="sm:mt-7">
          Save
        </Button>
      </Form>
    </Card>
  );
}
