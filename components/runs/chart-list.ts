import type { RunPoint } from '@/lib/features/runs';
import { labelOf, numberText, wordsOf } from './run-words';

/** A run with what is drawn of it. */
export interface DrawnRun {
  readonly id: string;
  /** What its curves are called where there are several runs. */
  readonly label: string;
  readonly points: readonly RunPoint[];
}

interface DrawnCurve {
  readonly key: string;
  readonly label: string;
  readonly points: { readonly x: number; readonly y: number }[];
  /** Of several runs, which one: it looks the same in every chart. */
  readonly look: number;
}

export interface ChartOfRuns {
  readonly title: string;
  readonly summary: string;
  readonly curves: readonly DrawnCurve[];
}

/** The losses, which stand together in one run’s first chart. */
const losses: Readonly<Record<string, string>> = {
  loss: 'on what it learns from',
  validationLoss: 'on what it chooses by',
  heldOutLoss: 'on what it has not seen',
};

/** What stands at the end, under these titles; every other value has a chart of its own before them. */
const last: Readonly<Record<string, string>> = { learningRate: 'Learning rate', perSecond: 'Speed, a second' };

/** The charts of one run: its losses in one, every other value in one of its own. */
export function chartsOfRun(run: DrawnRun): ChartOfRuns[] {
  const lossCurves = Object.entries(losses).map(([name, label], look) => curveOf(run, name, label, look));
  return [chart('Loss', lossCurves), ...othersOf([run]).map((name) => chart(titleOf(name), [curveOf(run, name, wordsOf(name), 0)]))].filter(
    ({ curves }) => curves.length > 0,
  );
}

/** The charts of several runs on top of each other: one for every value. */
export function chartsOfRuns(runs: readonly DrawnRun[]): ChartOfRuns[] {
  return [...Object.keys(losses), ...othersOf(runs)]
    .map((name) =>
      chart(
        titleOf(name),
        runs.map((run, look) => curveOf(run, name, run.label, look)),
      ),
    )
    .filter(({ curves }) => curves.length > 0);
}

/** Values besides the losses that any of the runs measured. */
function othersOf(runs: readonly DrawnRun[]): string[] {
  const names = [...new Set(runs.flatMap(({ points }) => points.flatMap(({ values }) => Object.keys(values))))];
  const own = names.filter((name) => !(name in losses) && !(name in last));
  return [...own, ...Object.keys(last)];
}

function titleOf(name: string): string {
  return losses[name] ? `Loss ${losses[name]}` : (last[name] ?? labelOf(name));
}

function curveOf({ id, points }: DrawnRun, name: string, label: string, look: number): DrawnCurve {
  const measured = points.flatMap(({ step, values }) => (Number.isFinite(values[name]) ? [{ x: step, y: values[name] }] : []));
  return { key: `${id} ${name}`, label, points: measured, look };
}

function chart(title: string, curves: readonly DrawnCurve[]): ChartOfRuns {
  const drawn = curves.filter(({ points }) => points.length > 0);
  return { title, curves: drawn, summary: summaryOf(drawn) };
}

/** “On what it learns from: 5.2 at the beginning, 3.1 at step 200.” */
function summaryOf(curves: readonly DrawnCurve[]): string {
  const text = curves
    .map(({ label, points }) => {
      const end = points[points.length - 1];
      const from = points.length > 1 ? `${numberText(points[0].y)} at the beginning, ` : '';
      return `${label}: ${from}${numberText(end.y)} at step ${numberText(end.x)}`;
    })
    .join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
