'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { keyOfStep, mostSteps, warningsOf, type Outline, type OutlineStep, type TemplateView } from '@/lib/features/tutorials';
import { acceptOutline } from './accept-outline';
import { MoreSteps } from './more-steps';
import { OutlineRow } from './outline-row';

/** The steps of a plan: to be put in another order, renamed, left out, added to, and accepted. */
export function OutlineEditor({ outline, templates }: { outline: Outline; templates: readonly TemplateView[] }) {
  const router = useRouter();
  const [steps, setSteps] = useState<readonly OutlineStep[]>(outline.steps);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const { topic, level, minutes, template, seed, concepts } = outline;
  const taken = new Set(steps.map(keyOfStep));
  const more = [...outline.steps, ...outline.more].filter((step) => !taken.has(keyOfStep(step)));
  const warnings = warningsOf(steps, concepts);
  const total = steps.reduce((sum, step) => sum + step.minutes, 0);
  const chosen = templates.find(({ id }) => id === template);

  function move(from: number, to: number) {
    const moved = [...steps];
    moved.splice(to, 0, ...moved.splice(from, 1));
    setSteps(moved);
    setSaid(`${steps[from].title} is now step ${to + 1} of ${steps.length}`);
  }

  async function accept() {
    setBusy(true);
    const answer = await acceptOutline({ topic, level, minutes, template, seed, steps: [...steps] });
    if ('requestId' in answer) return router.push(`/tutorials/requests/${answer.requestId}`);
    setBusy(false);
    setError(answer.error);
  }

  return (
    <div className="mx-auto max-w-3xl space-y-8">
      <header>
        <h1 className="font-serif text-3xl sm:text-4xl" dir="auto">
          {topic}
        </h1>
        <p className="mt-2 text-ink-soft">
          {steps.length} steps, about {total} of the {minutes} minutes you have, for the level {level}. Change what you like; nothing is
          made yet.
        </p>
      </header>
      <Field label="How it is told" hint={chosen && `${chosen.summary} ${chosen.choose}`} className="max-w-xl">
        {(wiring) => (
          <Select
            {...wiring}
            value={template}
            options={templates.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) =>
              router.push(
                `/tutorials/new?${new URLSearchParams({ topic, level, minutes: String(minutes), seed: String(seed), template: event.target.value }).toString()}`,
              )
            }
          />
        )}
      </Field>
      <section aria-labelledby="plan">
        <h2 id="plan" className="mb-3 font-serif text-2xl">
          The plan
        </h2>
        <ol className="space-y-3">
          {steps.map((step, index) => (
            <OutlineRow
              key={keyOfStep(step)}
              step={step}
              place={index}
              count={steps.length}
              warnings={warnings.filter(({ key }) => key === keyOfStep(step))}
              onMove={(to) => move(index, to)}
              onRename={(title) => setSteps(steps.map((other) => (other === step ? { ...step, title } : other)))}
              onRemove={() => {
                setSteps(steps.filter((other) => other !== step));
                setSaid(`${step.title} was left out`);
              }}
            />
          ))}
        </ol>
        {steps.length === 0 && <p className="text-ink-soft">Nothing is left. Add a step from below.</p>}
      </section>
      <p role="status" className="sr-only">
        {said}
      </p>
      {more.length > 0 && steps.length < mostSteps && (
        <MoreSteps
          steps={more}
          onAdd={(step) => {
            setSteps([...steps, step]);
            setSaid(`${step.title} was added as step ${steps.length + 1}`);
          }}
        />
      )}
      {error && <Alert tone="danger">{error}</Alert>}
      <Button size="large" busy={busy} disabled={steps.length === 0} onClick={accept} className="w-full sm:w-auto">
        {busy ? 'Asking for it…' : 'Make it like this'}
      </Button>
    </div>
  );
}
