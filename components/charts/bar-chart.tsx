'use client';

import { Bar, BarChart as Plot, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame, type ChartFrameProps } from './chart-frame';
import { axisStyle, seriesColours, tooltipStyle, valueText } from './series';

export interface BarChartProps extends Omit<ChartFrameProps, 'children' | 'decimals'> {
  decimals?: number;
  /** Pixels per row; bars lie, so that their names can be read on a phone. */
  rowHeight?: number;
}

/** Values of named things, such as stories per genre. */
export function BarChart({ decimals = 1, rowHeight = 36, ...frame }: BarChartProps) {
  const several = frame.series.length > 1;
  const height = Math.max(1, frame.points.length) * rowHeight * Math.max(1, frame.series.length * 0.7) + (several ? 60 : 32);
  return (
    <ChartFrame {...frame} decimals={decimals}>
      <ResponsiveContainer width="100%" height={height}>
        <Plot data={[...frame.points]} layout="vertical" margin={{ top: 4, right: 16, bottom: 4, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" horizontal={false} />
          <XAxis {...axisStyle} type="number" allowDecimals={decimals > 0} tickFormatter={(value: number) => valueText(value, decimals)} />
          <YAxis {...axisStyle} type="category" dataKey={frame.xKey} width="auto" interval={0} />
          <Tooltip
            {...tooltipStyle}
            cursor={{ fill: 'var(--sunken)' }}
            formatter={(value) => (typeof value === 'number' ? valueText(value, decimals) : value)}
          />
          {several && <Legend verticalAlign="top" height={28} />}
          {frame.series.map((series, index) => (
            <Bar
              key={series.key}
              dataKey={series.key}
              name={series.label}
              fill={seriesColours[index % seriesColours.length]}
              radius={[0, 4, 4, 0]}
              isAnimationActive={false}
            />
          ))}
        </Plot>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
