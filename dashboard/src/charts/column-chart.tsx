import { formatCompact } from '../data/format.ts';
import { asBlob } from './bar-chart.tsx';
import type { ChartColours } from './colours.ts';

export interface Column {
  /** Under the column; empty where there is no room for all. */
  readonly mark: string;
  readonly value: number;
  /** What is said of it when pointed at: "14:00: 2,000 items". */
  readonly text: string;
}

const HEIGHT = 120;

/** Standing columns, for counts over time. The table of its panel says the same. */
export function ColumnChart({
  label,
  columns,
}: {
  readonly label: string;
  readonly columns: readonly Column[];
}) {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <div role="img" aria-label={label} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
      <div
        className="flex flex-col justify-between text-right text-xs text-muted tabular"
        style={{ height: HEIGHT }}
      >
        <span className="-mt-2">{formatCompact(most)}</span>
        <span className="-mb-2">0</span>
      </div>
      <div className="flex items-end gap-px border-y border-line" style={{ height: HEIGHT }}>
        {columns.map(({ text, value }) => (
          <div key={text} title={text} className="flex h-full flex-1 items-end rounded-t-sm hover:bg-hover">
            <span
              className="w-full rounded-t-sm bg-info-solid"
              style={{ height: value === 0 ? 0 : `max(2px, ${(100 * value) / most}%)` }}
            />
          </div>
        ))}
      </div>
      <div className="col-start-2 mt-1 flex gap-px text-xs text-muted tabular">
        {columns.map(({ text, mark }) => (
          <span key={text} className="relative h-4 flex-1">
            <span className="absolute left-1/2 -translate-x-1/2 whitespace-nowrap">{mark}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

const WIDTH = 720;
const PAD = 20;

/** The same as a picture, in the colours that are shown. */
export function columnsAsPng(
  title: string,
  columns: readonly Column[],
  colours: ChartColours,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const [scale, height] = [2, HEIGHT * 2];
  canvas.width = WIDTH * scale;
  canvas.height = (height + 4 * PAD) * scale;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  pen.scale(scale, scale);
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, WIDTH, height + 4 * PAD);
  const family = getComputedStyle(document.body).fontFamily;
  pen.fillStyle = colours.text;
  pen.font = `600 15px ${family}`;
  pen.fillText(title, PAD, PAD + 8);
  pen.font = `12px ${family}`;
  pen.textAlign = 'center';
  const most = Math.max(1, ...columns.map(({ value }) => value));
  const step = (WIDTH - 2 * PAD) / Math.max(1, columns.length);
  const ground = 2 * PAD + height;
  pen.fillStyle = colours.muted;
  pen.textAlign = 'left';
  pen.fillText(formatCompact(most), PAD, 2 * PAD - 4);
  pen.textAlign = 'center';
  pen.fillStyle = colours.line;
  pen.fillRect(PAD, 2 * PAD, WIDTH - 2 * PAD, 1);
  for (const [at, { value, mark }] of columns.entries()) {
    const left = PAD + at * step;
    const tall = (height * value) / most;
    pen.fillStyle = colours.info;
    pen.fillRect(left + 1, ground - tall, step - 2, tall);
    pen.fillStyle = colours.muted;
    pen.fillText(mark, left + step / 2, ground + 16);
  }
  pen.fillStyle = colours.line;
  pen.fillRect(PAD, ground, WIDTH - 2 * PAD, 1);
  return asBlob(canvas);
}
