'use client';

import { useState } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { Example } from '@/lib/features/automation';
import type { Answer, Api, Failure } from './api';
import { points, stateNames, voiceNames } from './words';

const firstWords = 160;

/** One example: closed a line, open the whole text with its points. */
export function ExampleCard({ example, api, onChange }: { example: Example; api: Api; onChange: (example: Example) => void }) {
  const [draft, setDraft] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const path = `/api/auto-train/examples/${example.id}`;

  async function change(asked: Promise<Answer<Example>>) {
    setBusy(true);
    const answer = await asked;
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(undefined);
    setDraft(undefined);
    onChange(answer.value);
  }

  const { state, voice, model, genre, score, parts, text, reason } = example;
  const { ownStyle } = example.settings;
  const taken = parts.filter((part) => part.points < -0.05).sort((a, b) => a.points - b.points);
  return (
    <details className="rounded-card border bg-surface" data-testid="example">
      <summary className="cursor-pointer px-4 py-3">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-serif text-xl tabular-nums">{points(score)}</span>
          <Badge tone={state === 'collected' ? 'leaf' : 'neutral'}>{stateNames[state]}</Badge>
          <span className="text-sm text-ink-soft">
            {voiceNames[voice]}
            {model && ` (${model.name} ${model.version})`}
            {genre && `, ${genreNames[genre]}`}
            {typeof ownStyle === 'string' && `, in your style “${ownStyle}”`}
            {example.edited && ', edited'}
            {example.in_memory && ', in memory'}
            {example.weight > 1 && `, counts ${example.weight} times`}
          </span>
        </span>
        <span className="mt-1 block text-sm">{example.prompt || `${text.slice(0, firstWords)}…`}</span>
        {reason && <span className="mt-1 block text-sm text-ink-soft">{reason}</span>}
      </summary>
      <div className="space-y-4 border-t px-4 py-4">
        {draft === undefined ? (
          <div className="reading space-y-3 font-serif">
            {text.split(/\n{2,}/).map((paragraph, i) => (
              <p key={i}>{paragraph}</p>
            ))}
          </div>
        ) : (
          <Field label="Text" error={failure?.fields?.text}>
            {(wiring) => <Textarea {...wiring} rows={12} value={draft} onChange={(event) => setDraft(event.target.value)} />}
          </Field>
        )}
        {taken.length > 0 && (
          <ul aria-label="What takes points" className="text-sm text-ink-soft">
            {taken.map((part) => (
              <li key={part.fault} className="flex justify-between gap-4">
                <span>{part.label}</span>
                <span className="tabular-nums">−{(-part.points).toFixed(1)}</span>
              </li>
            ))}
          </ul>
        )}
        {failure && !failure.fields?.text && <Alert tone="danger">{failure.message}</Alert>}
        <div className="flex flex-wrap gap-2">
          {draft === undefined ? (
            <>
              {state !== 'discarded' && text !== '' && (
                <Button variant="secondary" onClick={() => setDraft(text)}>
                  Edit
                </Button>
              )}
              {state !== 'discarded' && (
                <Button variant="secondary" busy={busy} onClick={() => change(api.delete<Example>(path))}>
                  Discard
                </Button>
              )}
            </>
          ) : (
            <>
              <Button busy={busy} onClick={() => change(api.patch<Example>(path, { text: draft }))}>
                {busy ? 'Scoring…' : 'Save'}
              </Button>
              <Button variant="secondary" onClick={() => setDraft(undefined)}>
                Cancel
              </Button>
            </>
          )}
        </div>
      </div>
    </details>
  );
}
