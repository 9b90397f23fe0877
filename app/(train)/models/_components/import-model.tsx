'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { sendJson } from '@/components/live/send-json';
import type { Refusal } from '@/components/ui/use-action';
import { largestUpload, type ModelView } from '@/lib/features/models';
import { addressOfModel, idOfModel } from './model-address';

/** Takes a model folder in that somebody exported; it becomes a candidate. */
export function ImportModel() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get('archive');
    const name = String(form.get('name')).trim();
    if (!(file instanceof File) || file.size === 0) return setRefusal(refuse('Choose a .tar.gz first.'));
    if (file.size > largestUpload) return setRefusal(refuse(`At most ${largestUpload / 2 ** 20} MiB here; the command line takes larger ones.`));
    setBusy(true);
    setRefusal(undefined);
    const answer = await sendJson<ModelView>('/api/models', { archive: await inBase64(file), ...(name && { name }) });
    setBusy(false);
    if ('refusal' in answer) return setRefusal(answer.refusal);
    setOpen(false);
    router.push(addressOfModel(idOfModel(answer.output)));
  }

  const errors = refusal?.fields ?? {};
  return (
    <Dialog
      title="Take a model in"
      description="A folder in the hub’s layout, packed as .tar.gz, such as one that was downloaded from another Loam. It waits as a candidate until it has proved itself."
      trigger={<Button variant="secondary">Take a model in</Button>}
      open={open}
      onOpenChange={setOpen}
    >
      <Form onSubmit={submit} noValidate className="space-y-5">
        <Field label="Archive" error={errors.archive}>
          {(wiring) => <Input {...wiring} name="archive" type="file" accept=".gz,.tgz,application/gzip" className="py-2" />}
        </Field>
        <Field label="Name" hint="Left empty, it keeps its own." error={errors.name}>
          {(wiring) => <Input {...wiring} name="name" autoComplete="off" />}
        </Field>
        {refusal && !refusal.fields && <Alert tone="danger">{refusal.message}</Alert>}
        <Button type="submit" busy={busy}>
          Take it in
        </Button>
      </Form>
    </Dialog>
  );
}

function refuse(message: string): Refusal {
  return { message, fields: { archive: message } };
}

function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).slice((reader.result as string).indexOf(',') + 1));
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.readAsDataURL(file);
  });
}
