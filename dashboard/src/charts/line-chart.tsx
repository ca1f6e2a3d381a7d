import 'uplot/dist/uPlot.min.css';
import { type RefObject, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { formatTime } from '../data/format.ts';
import { asBlob } from './bar-chart.tsx';
import { type ChartColours, type ChartTone, useChartColours } from './colours.ts';

export interface Line {
  readonly name: string;
  readonly tone: ChartTone;
  /** As many as there are times; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** Filled down to the axis. */
  readonly area?: boolean;
  readonly dashed?: boolean;
  /** Measured against the axis at the right. */
  readonly right?: boolean;
  readonly format: (value: number) => string;
  /** How its axis is written, where that is shorter. */
  readonly axis?: (value: number) => string;
}

export interface LineChartProps {
  readonly label: string;
  /** Seconds since 1970, rising. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly height?: number;
  /** Gets the picture's maker, for a PNG. */
  readonly picture?: RefObject<(() => Promise<Blob>) | null>;
}

/** Lines over time. Draws anew for other figures, another width or theme; nothing moves by itself. */
export function LineChart({ label, times, lines, height = 220, picture }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const colours = useChartColours();
  const [hovered, hover] = useState<number | null>(null);
  // what the plot is made of; other figures alone need no new one
  const shape = JSON.stringify(
    lines.map(({ name, tone, area, dashed, right }) => [name, tone, area, dashed, right]),
  );
  const now = useRef(lines);
  now.current = lines;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for another shape, theme or height alone
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const made = new uPlot(
      optionsOf(now.current, colours, { width: element.clientWidth, height }, hover, now),
      dataOf(times, now.current),
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    if (picture !== undefined) picture.current = () => pictureOf(made, colours);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, colours, height]);

  useEffect(() => {
    plot.current?.setData(dataOf(times, lines));
  }, [times, lines]);

  const at = hovered ?? times.length - 1;
  const time = times[at];
  return (
    <figure className="m-0">
      <div ref={box} role="img" aria-label={label} className="w-full overflow-hidden" style={{ height }} />
      <figcaption className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
        {time !== undefined && (
          <span className="text-muted tabular">{formatTime(new Date(time * 1_000))}</span>
        )}
        {lines.map(({ name, tone, values, format, dashed }) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span
              aria-hidden
              className="inline-block w-3 border-t-2"
              style={{ borderColor: colours[tone], borderStyle: dashed ? 'dashed' : 'solid' }}
            />
            {name}
            <span className="font-medium tabular">{shown(values[at], format)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const shown = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? '–' : format(value);

function dataOf(times: readonly number[], lines: readonly Line[]): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => [...values])];
}

function optionsOf(
  lines: readonly Line[],
  colours: ChartColours,
  size: { width: number; height: number },
  hover: (at: number | null) => void,
  now: RefObject<readonly Line[]>,
): uPlot.Options {
  const axis = {
    stroke: colours.muted,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1, size: 4 },
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
  const scaleOf = (right = false) => (right ? 'right' : 'left');
  const ticks = (right: boolean) => (_: uPlot, values: number[]) => {
    const line = now.current.find((one) => (one.right ?? false) === right);
    return values.map((value) => (line?.axis ?? line?.format ?? String)(value));
  };
  const range: uPlot.Range.Function = (_, _least, most) => [0, most > 0 ? most * 1.05 : 1];
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: { left: { range }, right: { range } },
    axes: [
      { ...axis, size: 30, space: 90, values: timeTicks },
      { ...axis, scale: 'left', size: 56, values: ticks(false) },
      ...(lines.some(({ right }) => right)
        ? [
            {
              ...axis,
              scale: 'right',
              side: 1 as const,
              size: 64,
              grid: { show: false },
              values: ticks(true),
            },
          ]
        : []),
    ],
    series: [
      {},
      ...lines.map(({ tone, area, dashed, right }) => ({
        scale: scaleOf(right),
        stroke: colours[tone],
        width: 2,
        points: { show: false },
        ...(area ? { fill: transparent(colours[tone]) } : {}),
        ...(dashed ? { dash: [6, 4] } : {}),
      })),
    ],
    hooks: { setCursor: [(plot) => hover(plot.cursor.idx ?? null)] },
  };
}

const MINUTES = 180;
const DAY = 86_400;
const seconds = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
const minutes = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const days = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

/** Times as exact as the chart is wide; where two ticks would say the same, the second says nothing. */
function timeTicks(_: uPlot, values: number[]): string[] {
  const span = (values.at(-1) ?? 0) - (values[0] ?? 0);
  const format = span < MINUTES ? seconds : span < 2 * DAY ? minutes : days;
  const texts = values.map((value) => format.format(new Date(value * 1_000)));
  return texts.map((text, at) => (text === texts[at - 1] ? '' : text));
}

const transparent = (colour: string): string => `color-mix(in srgb, ${colour} 14%, transparent)`;

/** With the background that it has on the page: the plot's own is clear. */
function pictureOf(plot: uPlot, colours: ChartColours): Promise<Blob> {
  const drawn = plot.ctx.canvas;
  const canvas = document.createElement('canvas');
  canvas.width = drawn.width;
  canvas.height = drawn.height;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, 0, 0);
  return asBlob(canvas);
}
