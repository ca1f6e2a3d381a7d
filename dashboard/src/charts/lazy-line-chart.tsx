import { lazy, Suspense } from 'react';
import type { LineChartProps } from './line-chart.tsx';

const Loaded = lazy(async () => ({ default: (await import('./line-chart.tsx')).LineChart }));

/** {@link LineChartProps} drawn by a part that is loaded when the first line is to be drawn; its room is kept free. */
export function LineChart(props: LineChartProps) {
  return (
    <Suspense fallback={<div style={{ height: (props.height ?? 220) + 24 }} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
