'use client';

import { useState } from 'react';
import { bytesText } from '@/components/runs/run-words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Table } from '@/components/ui/table';
import type { MeasuredModel } from '@/lib/features/models';
import { measure } from '../actions';

/** A button that loads the model apart and shows what it holds and how long it takes. */
export function MeasureModel({ model }: { model: string }) {
  const [measured, setMeasured] = useState<MeasuredModel>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function run() {
    setBusy(true);
    const result = await measure({ name: model });
    setBusy(false);
    setError(result.ok ? undefined : result.error.message);
    if (result.ok) setMeasured(result.output);
  }

  const rows = measured
    ? [
        { task: 'Memory of its process', value: bytesText(measured.bytes) },
        { task: 'Loading, up to the first answer', value: `${measured.loadMilliseconds} ms` },
        ...measured.latencies.map(({ task, milliseconds, runs }) => ({ task, value: `${milliseconds} ms (middle of ${runs})` })),
      ]
    : [];
  return (
    <div className="space-y-4">
      <Button variant="secondary" onClick={run} busy={busy}>
        {measured ? 'Measure again' : 'Measure now'}
      </Button>
      {error && <Alert tone="danger">{error}</Alert>}
      {measured && (
        <Table
          caption="Memory and times"
          rows={rows}
          rowKey={({ task }) => task}
          columns={[
            { id: 'task', header: 'What', rowHeader: true, cell: ({ task }) => task },
            { id: 'value', header: 'Measured', numeric: true, cell: ({ value }) => value },
          ]}
        />
      )}
    </div>
  );
}
