'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { Setting } from '@/lib/features/settings';
import { save } from '../actions';

const switchOptions = [
  { value: 'on', label: 'on' },
  { value: 'off', label: 'off' },
];

/** One setting with what it means; what the environment decides is shown and cannot be changed. */
export function SettingForm({ setting }: { setting: Setting }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { run, busy, refusal } = useAction(save);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get('value'));
    const changed = await run({ name: setting.name, value });
    setSaved(changed !== undefined);
    router.refresh();
  }

  const error = refusal && (refusal.fields?.value ?? refusal.message);
  return (
    <Card>
      <Form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-4">
        <Field label={setting.label} hint={setting.hint} error={error} className="min-w-60 flex-1">
          {(wiring) =>
            setting.kind === 'switch' ? (
              <Select
                {...wiring}
                name="value"
                options={switchOptions}
                defaultValue={setting.value ? 'on' : 'off'}
                disabled={setting.fixed}
              />
            ) : setting.kind === 'text' ? (
              <Input
                {...wiring}
                name="value"
                type={setting.secret ? 'password' : 'text'}
                autoComplete="off"
                spellCheck={false}
                placeholder={setting.secret ? String(setting.value) : undefined}
                defaultValue={setting.secret ? '' : String(setting.value)}
                disabled={setting.fixed}
              />
            ) : (
              <Input
                {...wiring}
                name="value"
                type="number"
                min={setting.min}
                max={setting.max}
                defaultValue={Number(setting.value)}
                disabled={setting.fixed}
              />
            )
          }
        </Field>
        {setting.fixed ? (
          <Badge className="sm:mt-9">set by {setting.name}</Badge>
        ) : (
          <Button type="submit" variant="secondary" busy={busy} className="sm:mt-6.5" aria-label={`Save: ${setting.label}`}>
            Save
          </Button>
        )}
        <p role="status" className="basis-full text-sm text-leaf-deep empty:hidden">
          {saved ? 'Saved.' : ''}
        </p>
      </Form>
    </Card>
  );
}
