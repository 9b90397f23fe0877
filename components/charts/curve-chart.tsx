'use client';

import { CartesianGrid, Line, LineChart as Plot, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame';
import { decimalsFor, mergeCurves, smooth, thin, type CurvePoint } from './curves';
import { axisStyle, seriesColours, seriesDashes, tooltipStyle, valueText } from './series';

export interface Curve {
  key: string;
  label: string;
  points: readonly CurvePoint[];
  /** Which colour and dashes it has, so that one thing looks the same in every chart; its place in the list unless said. */
  look?: number;
}

export interface CurveChartProps {
  title: string;
  /** What the chart says, in a sentence: read out in its place. */
  summary: string;
  xLabel: string;
  curves: readonly Curve[];
  /** 0 shows the values as they are; above, a running mean stands before them. */
  smoothing?: number;
  /** Pixels. */
  height?: number;
}

/** The table under a chart has so many rows at most. */
const tableRows = 50;

const rawKey = (key: string) => `${key} raw`;

/** Curves over steps, one or several on top of each other. What was smoothed still shows, faintly, what it was. */
export function CurveChart({ title, summary, xLabel, curves, smoothing = 0, height = 240 }: CurveChartProps) {
  const drawn = curves.map((curve, index) => ({ ...curve, ...lookOf(curve.look ?? index) })).filter(({ points }) => points.length > 0);
  const isSmoothed = ({ points }: Curve) => smoothing > 0 && points.length > 2;
  const rows = mergeCurves([
    ...drawn.map((curve) => ({ key: curve.key, points: isSmoothed(curve) ? smooth(curve.points, smoothing) : curve.points })),
    ...drawn.filter(isSmoothed).map(({ key, points }) => ({ key: rawKey(key), points })),
  ]);
  const decimals = decimalsFor(drawn.flatMap(({ points }) => points.map(({ y }) => y)));
  const series = drawn.map(({ key, label }) => ({ key, label }));
  return (
    <ChartFrame
      title={title}
      summary={summary}
      xKey="x"
      xLabel={xLabel}
      series={series}
      points={thin(mergeCurves(drawn), tableRows)}
      decimals={decimals}
    >
      {drawn.length > 1 && <Legend curves={drawn} />}
      <ResponsiveContainer width="100%" height={height}>
        <Plot data={rows} margin={{ top: 8, right: 12, bottom: 20, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axisStyle}
            dataKey="x"
            type="number"
            domain={['dataMin', 'dataMax']}
            minTickGap={24}
            tickFormatter={(value: number) => valueText(value, 0)}
            label={{ value: xLabel, position: 'insideBottom', offset: -14, fill: 'var(--ink-soft)', fontSize: 12 }}
          />
          <YAxis {...axisStyle} width="auto" domain={['auto', 'auto']} tickFormatter={(value: number) => valueText(value, decimals)} />
          <Tooltip
            {...tooltipStyle}
            labelFormatter={(value) => `${xLabel} ${valueText(Number(value), 0)}`}
            formatter={(value) => (typeof value === 'number' ? valueText(value, decimals) : value)}
          />
          {drawn.filter(isSmoothed).map(({ key, stroke }) => (
            <Line
              key={rawKey(key)}
              dataKey={rawKey(key)}
              stroke={stroke}
              strokeOpacity={0.3}
              strokeWidth={1}
              dot={false}
              connectNulls
              tooltipType="none"
              isAnimationActive={false}
            />
          ))}
          {drawn.map(({ key, label, points, stroke, strokeDasharray }) => (
            <Line
              key={key}
              dataKey={key}
              name={label}
              stroke={stroke}
              strokeDasharray={strokeDasharray}
              strokeWidth={2}
              dot={points.length < 2}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </Plot>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

interface Look {
  readonly stroke: string;
  readonly strokeDasharray: string | undefined;
}

function lookOf(index: number): Look {
  return { stroke: seriesColours[index % seriesColours.length], strokeDasharray: seriesDashes[index % seriesDashes.length] };
}

function Legend({ curves }: { curves: readonly (Curve & Look)[] }) {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {curves.map(({ key, label, stroke, strokeDasharray }) => (
        <li key={key} className="flex items-center gap-2">
          <svg width="24" height="4" className="shrink-0">
            <line x1="0" x2="24" y1="2" y2="2" stroke={stroke} strokeDasharray={strokeDasharray} strokeWidth="3" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
