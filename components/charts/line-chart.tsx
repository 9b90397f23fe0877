'use client';

import { CartesianGrid, Legend, Line, LineChart as Plot, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame, type ChartFrameProps } from './chart-frame';
import { axisStyle, seriesColours, seriesDashes, tooltipStyle, valueText } from './series';

export interface LineChartProps extends Omit<ChartFrameProps, 'children' | 'decimals'> {
  yLabel?: string;
  decimals?: number;
  /** Pixels. */
  height?: number;
}

/** Values over an ordered axis, such as loss over steps. */
export function LineChart({ yLabel, decimals = 3, height = 260, ...frame }: LineChartProps) {
  return (
    <ChartFrame {...frame} decimals={decimals}>
      <ResponsiveContainer width="100%" height={height}>
        <Plot data={[...frame.points]} margin={{ top: 8, right: 12, bottom: 20, left: yLabel ? 12 : 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axisStyle}
            dataKey={frame.xKey}
            minTickGap={24}
            label={{ value: frame.xLabel, position: 'insideBottom', offset: -14, fill: 'var(--ink-soft)', fontSize: 12 }}
          />
          <YAxis
            {...axisStyle}
            width="auto"
            domain={['auto', 'auto']}
            tickFormatter={(value: number) => valueText(value, decimals)}
            label={yLabel ? { value: yLabel, angle: -90, position: 'insideLeft', fill: 'var(--ink-soft)', fontSize: 12 } : undefined}
          />
          <Tooltip {...tooltipStyle} formatter={(value) => (typeof value === 'number' ? valueText(value, decimals) : value)} />
          {frame.series.length > 1 && <Legend verticalAlign="top" height={28} />}
          {frame.series.map((series, index) => (
            <Line
              key={series.key}
              dataKey={series.key}
              name={series.label}
              stroke={seriesColours[index % seriesColours.length]}
              strokeDasharray={seriesDashes[index % seriesDashes.length]}
              strokeWidth={2}
              dot={frame.points.length < 2}
              isAnimationActive={false}
            />
          ))}
        </Plot>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
