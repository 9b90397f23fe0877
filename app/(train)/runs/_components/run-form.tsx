'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, type FormEvent } from 'react';
import { sendJson } from '@/components/live/send-json';
import { ConfigFields } from '@/components/runs/config-fields';
import { configFrom, fieldsOf } from '@/components/runs/config-form';
import { kindNames } from '@/components/runs/run-words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { Refusal } from '@/components/ui/use-action';
import type { ModelView } from '@/lib/features/models';
import type { EstimatedRun, KindView, RunView } from '@/lib/features/runs';
import { nameOfRun } from './run-name';
import { RunEstimate } from './run-estimate';
import { TextField } from './text-field';

/** What to train, from what, and how. The kind's own schema makes the middle of the form. */
export function RunForm({
  kinds,
  models,
  like,
  wantedKind,
  wantedParent,
}: {
  kinds: readonly KindView[];
  models: readonly ModelView[];
  like?: RunView;
  wantedKind?: string;
  wantedParent?: string;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(() => kinds.find((kind) => kind.name === (like?.kind ?? wantedKind))?.name ?? kinds[0]?.name);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState<'start' | 'estimate'>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [estimate, setEstimate] = useState<{ of: EstimatedRun; isOld: boolean }>();
  const kind = kinds.find((each) => each.name === name);
  if (!kind) return <Alert tone="warning">There is nothing here that could be trained.</Alert>;
  const fields = fieldsOf(kind.config);
  const parents = models.filter(({ trainingKind, fault }) => trainingKind === kind.name && fault === null);
  const errors = refusal?.fields ?? {};

  function wish(): Record<string, unknown> {
    const values = Object.fromEntries(new FormData(form.current!)) as Record<string, string>;
    const config = configFrom(fields, Object.fromEntries(fields.map((field) => [field.name, values[`config.${field.name}`] ?? ''])));
    const given = { title: values.title?.trim(), model: values.model?.trim(), parent: values.parent, seed: values.seed?.trim(), text };
    return { kind: kind!.name, config, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)) };
  }

  async function ask() {
    setBusy('estimate');
    setRefusal(undefined);
    const { title: _title, ...asked } = wish();
    const answer = await sendJson<EstimatedRun>('/api/training/estimate', asked);
    setBusy(undefined);
    if ('refusal' in answer) return setRefusal(answer.refusal);
    setEstimate({ of: answer.output, isOld: false });
  }

  async function start(event: FormEvent) {
    event.preventDefault();
    setBusy('start');
    setRefusal(undefined);
    const { kind: of, model, ...changes } = wish();
    const answer = like
      ? await sendJson<RunView>(`/api/training/runs/${like.id}/clone`, changes)
      : await sendJson<RunView>('/api/training/runs', { kind: of, model, ...changes });
    if ('output' in answer) return router.push(`/runs/${answer.output.id}`);
    setBusy(undefined);
    setRefusal(answer.refusal);
  }

  const outdate = () => setEstimate((known) => known && { ...known, isOld: true });
  return (
    <Form ref={form} onSubmit={start} onChange={outdate} noValidate className="space-y-6">
      {like && (
        <Alert tone="info">
          Like <b>{nameOfRun(like)}</b>. Whatever you leave as it is stays the same{kind.data === 'text' && ', its text too'}.
        </Alert>
      )}
      <Card>
        <CardHeader title="What" />
        <div className="space-y-5">
          <Field label="Kind" hint={kind.summary}>
            {(wiring) => (
              <Select
                {...wiring}
                value={kind.name}
                disabled={like !== undefined}
                onChange={({ target }) => setName((before) => kinds.find((each) => each.name === target.value)?.name ?? before)}
                options={kinds.map((each) => ({ value: each.name, label: kindNames[each.name] }))}
              />
            )}
          </Field>
          <div className="grid items-start gap-5 sm:grid-cols-2">
            {kind.parents && (
              <Field label="Start from" hint="Or a model that knows something already." error={errors.parent}>
                {(wiring) => (
                  <Select
                    key={kind.name}
                    {...wiring}
                    name="parent"
                    defaultValue={parents.some((model) => idOf(model) === wantedParent) ? wantedParent : ''}
                    options={[
                      { value: '', label: like?.parent ? `as before: ${like.parent}` : 'what this kind begins with' },
                      ...parents.map((model) => ({ value: idOf(model), label: parentText(model) })),
                    ]}
                  />
                )}
              </Field>
            )}
            {!like && (
              <Field
                label="Name of the model"
                hint="Small letters, digits and hyphens. A name of its own keeps it apart from Loam’s."
                error={errors.model}
              >
                {(wiring) => <Input key={kind.name} {...wiring} name="model" defaultValue="" placeholder={kind.name} autoComplete="off" />}
              </Field>
            )}
            <Field label="Title" hint="For the list; left empty, it is named after the model." error={errors.title}>
              {(wiring) => <Input {...wiring} name="title" maxLength={100} defaultValue="" autoComplete="off" />}
            </Field>
          </div>
        </div>
      </Card>
      <Card>
        <CardHeader title="From what" />
        {kind.data === 'text' ? (
          <TextField
            text={text}
            onText={(next) => {
              setText(next);
              outdate();
            }}
            error={errors.text}
            optional={like !== undefined}
          />
        ) : (
          <p className="text-ink-soft">It learns from what people did in Loam: there is nothing to hand over.</p>
        )}
      </Card>
      <Card>
        <CardHeader title="How" description="The standard is a good beginning." />
        <ConfigFields key={kind.name} fields={fields} values={like?.config ?? {}} errors={errors}>
          <Field label="Seed" hint="The same data, settings and seed make the same model." error={errors.seed}>
            {(wiring) => <Input {...wiring} name="seed" inputMode="numeric" defaultValue={like?.seed ?? 1} autoComplete="off" />}
          </Field>
        </ConfigFields>
      </Card>
      {estimate && <RunEstimate estimate={estimate.of} isOld={estimate.isOld} />}
      {refusal && <Alert tone="danger">{refusal.message}</Alert>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="large" busy={busy === 'start'}>
          Start training
        </Button>
        {!(like && kind.data === 'text' && text === '') && (
          <Button variant="secondary" size="large" busy={busy === 'estimate'} onClick={ask}>
            Estimate time and memory
          </Button>
        )}
      </div>
    </Form>
  );
}

function idOf({ name, version }: ModelView): string {
  return `${name}@${version}`;
}

function parentText(model: ModelView): string {
  const about = [model.stage === 'active' && 'in use', model.shipped && 'came with Loam'].filter(Boolean).join(', ');
  return `${idOf(model)}${about && ` (${about})`}`;
}
