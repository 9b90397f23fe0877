'use client';

import { useCallback, useEffect, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Schedule } from '@/lib/features/automation';
import type { Api, Failure } from './api';

/** A collection every day at a time, for at most so many minutes. */
export function DailySchedule({ api }: { api: Api }) {
  const [schedule, setSchedule] = useState<Schedule | null>();
  const [time, setTime] = useState('02:30');
  const [minutes, setMinutes] = useState('10');
  const [failure, setFailure] = useState<Failure>();

  const load = useCallback(async () => {
    const answer = await api.get<{ schedule: Schedule | null }>('/api/auto-train/schedule');
    if (!answer.ok) return setFailure(answer.failure);
    setSchedule(answer.value.schedule);
    if (!answer.value.schedule) return;
    setTime(answer.value.schedule.time);
    setMinutes(String(answer.value.schedule.budget_minutes));
  }, [api]);
  useEffect(() => {
    void Promise.resolve().then(load);
  }, [load]);

  async function save() {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const answer = await api.put<{ schedule: Schedule | null }>('/api/auto-train/schedule', {
      time,
      timezone: timeZone,
      budget_minutes: Number(minutes),
    });
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) setSchedule(answer.value.schedule);
  }

  async function end() {
    const answer = await api.delete('/api/auto-train/schedule');
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) setSchedule(null);
  }

  const next = schedule?.next[0];
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Every day at" error={failure?.fields?.time}>
          {(wiring) => <Input {...wiring} type="time" value={time} onChange={(event) => setTime(event.target.value)} />}
        </Field>
        <Field label="Minutes at most" error={failure?.fields?.budget_minutes}>
          {(wiring) => <Input {...wiring} inputMode="numeric" value={minutes} onChange={(event) => setMinutes(event.target.value)} />}
        </Field>
      </div>
      {failure && !failure.fields && <Alert tone="danger">{failure.message}</Alert>}
      {schedule && next && (
        <p className="text-sm text-ink-soft">
          Next on {new Date(next).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}, in all genres, {schedule.num_examples}{' '}
          examples.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="secondary" onClick={save}>
          {schedule ? 'Change' : 'Collect every day'}
        </Button>
        {schedule && (
          <Button variant="secondary" onClick={end}>
            End it
          </Button>
        )}
      </div>
    </div>
  );
}
