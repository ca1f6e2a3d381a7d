import { classes } from '../ui/classes.ts';
import type { Bar, ChartTone } from './bars.ts';
import type { ChartColours } from './colours.ts';

export type { Bar } from './bars.ts';

const FILLS: Readonly<Record<ChartTone, string>> = {
  info: 'fill-info-solid',
  ok: 'fill-ok-solid',
  bad: 'fill-bad-solid',
  warn: 'fill-warn-solid',
  idle: 'fill-idle-solid',
};
const ROW = 34;

/** Lying bars, the name above each and its value behind: long names stay whole, and a phone has room. */
export function BarChart({
  label,
  bars,
  whole,
}: {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** What a full bar is, where they are shares of it; else the longest. */
  readonly whole?: number | undefined;
}) {
  const most = whole ?? mostOf(bars);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${bars.map(({ name, text }) => `${name} ${text}`).join(', ')}`}
      width="100%"
      height={bars.length * ROW}
    >
      {bars.map(({ name, value, text, tone = 'info' }, at) => (
        <g key={name} transform={`translate(0 ${at * ROW})`}>
          <foreignObject x="0" y="0" width="100%" height="18">
            <div className="flex items-baseline justify-between gap-3 text-xs">
              <span className="truncate" title={name}>
                {name}
              </span>
              <span className="font-medium tabular">{text}</span>
            </div>
          </foreignObject>
          <rect x="0" y="20" width="100%" height="8" rx="2" className="fill-sunken" />
          {value > 0 && (
            <rect
              x="0"
              y="20"
              width={`${Math.max(0.5, (100 * value) / most)}%`}
              height="8"
              rx="2"
              className={classes(FILLS[tone])}
            />
          )}
        </g>
      ))}
    </svg>
  );
}

const mostOf = (bars: readonly Bar[]): number => Math.max(1e-9, ...bars.map(({ value }) => value));

const WIDTH = 720;
const PAD = 20;

/** The same as a picture, in the colours that are shown. */
export function barsAsPng(
  title: string,
  bars: readonly Bar[],
  colours: ChartColours,
  whole?: number,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const scale = 2;
  const height = bars.length * ROW + 2 * PAD + 24;
  canvas.width = WIDTH * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  pen.scale(scale, scale);
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, WIDTH, height);
  const family = getComputedStyle(document.body).fontFamily;
  pen.fillStyle = colours.text;
  pen.font = `600 15px ${family}`;
  pen.fillText(title, PAD, PAD + 8);
  pen.font = `12px ${family}`;
  const width = WIDTH - 2 * PAD;
  const most = whole ?? mostOf(bars);
  for (const [at, { name, value, text, tone = 'info' }] of bars.entries()) {
    const top = PAD + 24 + at * ROW;
    pen.fillStyle = colours.text;
    pen.textAlign = 'left';
    pen.fillText(name, PAD, top + 12, width - 130);
    pen.textAlign = 'right';
    pen.fillText(text, PAD + width, top + 12, 120);
    pen.fillStyle = colours.line;
    pen.fillRect(PAD, top + 18, width, 8);
    pen.fillStyle = colours[tone];
    pen.fillRect(PAD, top + 18, (width * value) / most, 8);
  }
  return asBlob(canvas);
}

/** What is drawn, as PNG. */
export function asBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)));
  return promise;
}
