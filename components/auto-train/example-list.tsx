'use client';

import { useCallback, useEffect, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import type { Example } from '@/lib/features/automation';
import { exampleStates, trainingVoices } from '@/lib/vocabulary/auto-training';
import type { Api, Failure } from './api';
import { ExampleCard } from './example-card';
import { stateNames, voiceNames } from './words';

const pageSize = 10;

/** A person's examples: to read, to change, to discard, and as a file. `revision` changes where there may be new ones. */
export function ExampleList({ api, revision, onChange }: { api: Api; revision: number; onChange: () => void }) {
  const [state, setState] = useState<string>('collected');
  const [voice, setVoice] = useState<string>('');
  const [examples, setExamples] = useState<readonly Example[]>([]);
  const [total, setTotal] = useState<number>();
  const [failure, setFailure] = useState<Failure>();

  const load = useCallback(
    async (before?: string) => {
      const query = { state: state || undefined, voice: voice || undefined, limit: pageSize, before };
      const answer = await api.get<{ examples: Example[]; total: number }>('/api/auto-train/examples', query);
      if (!answer.ok) return setFailure(answer.failure);
      setFailure(undefined);
      setTotal(answer.value.total);
      setExamples((shown) => (before ? [...shown, ...answer.value.examples] : answer.value.examples));
    },
    [api, state, voice],
  );
  useEffect(() => {
    void Promise.resolve().then(() => load());
  }, [load, revision]);

  function replace(next: Example) {
    setExamples((all) => all.map((example) => (example.id === next.id ? next : example)));
    onChange();
  }

  return (
    <section aria-labelledby="examples" className="space-y-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id="examples" className="font-serif text-2xl">
          Examples {total !== undefined && <span className="text-base text-ink-soft tabular-nums">({total})</span>}
        </h2>
        <div className="flex flex-wrap items-end gap-3">
          <Field label="State">
            {(wiring) => (
              <Select
                {...wiring}
                value={state}
                onChange={(event) => setState(event.target.value)}
                options={[{ value: '', label: 'All' }, ...exampleStates.map((value) => ({ value, label: stateNames[value] }))]}
              />
            )}
          </Field>
          <Field label="Voice">
            {(wiring) => (
              <Select
                {...wiring}
                value={voice}
                onChange={(event) => setVoice(event.target.value)}
                options={[{ value: '', label: 'All' }, ...trainingVoices.map((value) => ({ value, label: voiceNames[value] }))]}
              />
            )}
          </Field>
          <LinkButton variant="secondary" href={api.urlOf('/api/auto-train/export')} prefetch={false} download>
            Export JSONL
          </LinkButton>
        </div>
      </div>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      {total === 0 && (
        <EmptyState level="h3" title="Nothing here yet" description="What is collected stands here, with its points and what took them." />
      )}
      <ul className="space-y-3">
        {examples.map((example) => (
          <li key={example.id}>
            <ExampleCard example={example} api={api} onChange={replace} />
          </li>
        ))}
      </ul>
      {total !== undefined && examples.length < total && (
        <Button variant="secondary" onClick={() => load(examples.at(-1)?.created_at)}>
          Older ones
        </Button>
      )}
    </section>
  );
}
