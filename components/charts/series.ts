/** The colours of series, in the order they are handed out; each reaches 3:1 on every ground. */
export const seriesColours = ['var(--leaf)', 'var(--clay)', 'var(--sky)', 'var(--warn)', 'var(--danger)'] as const;

/** Dashes tell series apart where colours do not. */
export const seriesDashes = [undefined, '6 3', '2 3', '10 4 2 4', '1 5'] as const;

export interface ChartSeries {
  /** Name of the value in each point. */
  key: string;
  label: string;
}

/** A point: its place on the first axis under the chart's `xKey`, and a value for each series (null where there is none). */
export type ChartPoint = Readonly<Record<string, number | string | null>>;

/** A value as it stands on axes, in tooltips and in the table. */
export function valueText(value: number | string | null | undefined, decimals: number): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  return value.toLocaleString('en', { maximumFractionDigits: decimals });
}

/** Appearance shared by both axes. */
export const axisStyle = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--ink-soft)', fontSize: 12 },
  tickLine: false,
} as const;

/** Appearance of the box beside the pointer. */
export const tooltipStyle = {
  contentStyle: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 8, color: 'var(--ink)' },
  labelStyle: { color: 'var(--ink-soft)' },
} as const;
