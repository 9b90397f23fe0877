'use client';

import { useState } from 'react';
import { CurveChart } from '@/components/charts/curve-chart';
import { Slider } from '@/components/ui/slider';
import { chartsOfRun, chartsOfRuns, type DrawnRun } from './chart-list';

/** The curves of one run, or of several on top of each other, with one handle that smooths all of them. */
export function RunCurves({ runs, empty }: { runs: readonly DrawnRun[]; empty: string }) {
  const [smoothing, setSmoothing] = useState(0);
  const charts = runs.length === 1 ? chartsOfRun(runs[0]) : chartsOfRuns(runs);
  if (charts.length === 0) return <p className="rounded-card border bg-surface p-6 text-center text-ink-soft">{empty}</p>;
  return (
    <div className="space-y-4">
      <div className="flex max-w-md items-center gap-4">
        <span aria-hidden className="text-sm font-medium">
          Smoothing
        </span>
        <Slider
          label="Smoothing"
          value={smoothing}
          onValueChange={setSmoothing}
          min={0}
          max={0.95}
          step={0.05}
          valueText={(value) => (value === 0 ? 'none' : `${Math.round(value * 100)} percent`)}
        />
        <span aria-hidden className="w-12 text-right text-sm text-ink-soft tabular-nums">
          {smoothing === 0 ? 'none' : `${Math.round(smoothing * 100)} %`}
        </span>
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        {charts.map(({ title, summary, curves }, index) => (
          <div key={title} className={index === 0 ? 'min-w-0 lg:col-span-2' : 'min-w-0'}>
            <CurveChart
              title={title}
              summary={summary}
              xLabel="Step"
              curves={curves}
              smoothing={smoothing}
              height={index === 0 ? 300 : 220}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
