'use client';

import { CartesianGrid, Legend, Line, LineChart as Plot, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame';
import { axisStyle, seriesColours, seriesDashes, tooltipStyle, valueText } from './series';
import { decimalsFor, mergeCurves, smooth, thin, type CurvePoint } from './curves';

export interface Curve {
  key: string;
  label: string;
  points: readonly CurvePoint[];
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
  const drawn = curves.filter(({ points }) => points.length > 0);
  const isSmoothed = (curve: Curve) => smoothing > 0 && curve.points.length > 2;
  const points = mergeCurves([
    ...drawn.map((curve) => ({ key: curve.key, points: isSmoothed(curve) ? smooth(curve.points, smoothing) : curve.points })),
    ...drawn.filter(isSmoothed).map((curve) => ({ key: rawKey(curve.key), points: curve.points })),
  ]);
  const decimals = decimalsFor(drawn.flatMap((curve) => curve.points.map(({ y }) => y)));
  const series = drawn.map(({ key, label }) => ({ key, label }));
  const styleOf = (curve: Curve) => {
    const index = curves.indexOf(curve);
    return { stroke: seriesColours[index % seriesColours.length], strokeDasharray: seriesDashes[index % seriesDashes.length] };
  };
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
      <ResponsiveContainer width="100%" height={height}>
        <Plot data={points} margin={{ top: 8, right: 12, bottom: 20, left: 0 }} accessibilityLayer={false}>
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
          {drawn.length > 1 && <Legend verticalAlign="top" wrapperStyle={{ paddingBottom: 8 }} />}
          {drawn.filter(isSmoothed).map((curve) => (
            <Line
              key={rawKey(curve.key)}
              dataKey={rawKey(curve.key)}
              {...styleOf(curve)}
              strokeDasharray={undefined}
              strokeOpacity={0.3}
              strokeWidth={1}
              dot={false}
              connectNulls
              legendType="none"
              tooltipType="none"
              isAnimationActive={false}
            />
          ))}
          {drawn.map((curve) => (
            <Line
              key={curve.key}
              dataKey={curve.key}
              name={curve.label}
              {...styleOf(curve)}
              strokeWidth={2}
              dot={curve.points.length < 2}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </Plot>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
