'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import { pulledSchema, type PullInput, type PullPlanView } from '@/lib/features/hub';
import { plan, pull } from '../pull/actions';
import { addressOfModel, idOfModel } from './model-address';
import { PullPlan } from './pull-plan';
import { PullProgress } from './pull-progress';

/** Which model, what it would bring, and then – once somebody has seen that – the pull itself. */
export function PullForm({ id }: { id: string }) {
  const router = useRouter();
  const [found, setFound] = useState<{ plan: PullPlanView; asked: Pick<PullInput, 'id' | 'revision'> }>();
  const [jobId, setJobId] = useState<string>();
  const planning = useAction(plan);
  const pulling = useAction(pull);
  const refusal = planning.refusal ?? pulling.refusal;
  const errors = refusal?.fields ?? {};

  async function look(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const asked = { id: String(form.get('id')).trim(), revision: String(form.get('revision')).trim() || 'main' };
    setFound(undefined);
    setJobId(undefined);
    const answer = await planning.run(asked);
    if (answer) setFound({ plan: answer, asked });
  }

  /** With another of its graphs the sizes are others, too. */
  async function choose(precision: PullPlanView['precision']) {
    if (!found) return;
    const answer = await planning.run({ ...found.asked, precision });
    if (answer) setFound({ ...found, plan: answer });
  }

  async function begin() {
    if (!found) return;
    const answer = await pulling.run({ ...found.asked, precision: found.plan.precision });
    if (answer) setJobId(answer.jobId);
  }

  return (
    <Card className="space-y-5">
      <Form onSubmit={look} noValidate className="flex flex-wrap items-start gap-4">
        <Field label="Model or folder" hint="Such as HuggingFaceTB/SmolLM2-135M-Instruct" error={errors.id} className="min-w-64 flex-1">
          {(wiring) => <Input {...wiring} name="id" defaultValue={id} autoComplete="off" spellCheck={false} />}
        </Field>
        <Field label="Revision" hint="A branch, tag or commit" error={errors.revision} className="min-w-40">
          {(wiring) => <Input {...wiring} name="revision" defaultValue="main" autoComplete="off" />}
        </Field>
        <Button type="submit" variant="secondary" busy={planning.busy} className="sm:mt-6.5">
          Look at it first
        </Button>
      </Form>
      {refusal && !refusal.fields && <Alert tone="danger">{refusal.message}</Alert>}
      {found && (
        <PullPlan plan={found.plan}>
          {found.plan.precisions.length > 1 && (
            <Field label="Which of its graphs" className="max-w-60">
              {(wiring) => (
                <Select
                  {...wiring}
                  value={found.plan.precision}
                  disabled={planning.busy || jobId !== undefined}
                  onChange={({ target }) => {
                    const chosen = found.plan.precisions.find((each) => each === target.value);
                    if (chosen) void choose(chosen);
                  }}
                  options={found.plan.precisions.map((each) => ({ value: each, label: each }))}
                />
              )}
            </Field>
          )}
          {!found.plan.installed && jobId === undefined && (
            <Button busy={pulling.busy} onClick={begin}>
              Pull it
            </Button>
          )}
        </PullPlan>
      )}
      {jobId && (
        <PullProgress
          jobId={jobId}
          onDone={(result) => {
            const pulled = pulledSchema.safeParse(result);
            if (pulled.success) router.push(addressOfModel(idOfModel({ name: pulled.data.model, version: pulled.data.version })));
          }}
        />
      )}
    </Card>
  );
}
