/**
 * Progress of a job on stderr: a line that redraws itself on a terminal, plain lines otherwise.
 * Used by `watch`, `--wait`, and by anything else that runs a job before somebody's eyes.
 */
import { groupDigits, rateText } from './human.ts';
import type { Io } from './io.ts';
import { createPaint, type Paint } from './paint.ts';

/** The six disjoint counts of a job and their sum. */
export interface ProgressCounts {
  total: number;
  waiting: number;
  processing: number;
  completed: number;
  failed: number;
  skipped: number;
  cancelled: number;
}

export interface ProgressReading {
  counts: ProgressCounts;
  /** The job's state in a word, when it is not simply running: "paused", "pausing", "no workers". */
  note?: string;
  /** Why it is so, when somebody or something said. */
  reason?: string;
  /** How fast it goes and when it ends, in the server's words; absent while it does not go. */
  pace?: { perMinute: number | null; eta: { text: string } } | undefined;
  /** Lines under the bar, such as failure groups. */
  below?: readonly string[];
}

export interface Progress {
  update(reading: ProgressReading): void;
  /** Writes a line of its own, above the bar. */
  say(text: string): void;
  /** Leaves the last state standing, or takes it away, and stops drawing. */
  end(keep?: boolean): void;
}

const PLAIN_EVERY_MS = 10_000;
const PLAIN_EVERY_PERCENT = 5;
/** The bar on a terminal, plain lines otherwise; nothing at all when `quiet`. */
export function createProgress(
  io: Pick<Io, 'stderr' | 'isTTY' | 'env' | 'now'>,
  options: { label: string; quiet?: boolean },
): Progress {
  if (options.quiet) return { update: () => {}, say: () => {}, end: () => {} };
  if (io.isTTY.stderr && io.env.TERM !== 'dumb') return terminalProgress(io, options.label);
  return plainProgress(io, options.label);
}

/** What one reading means: share, pace and end. */
export interface Measured {
  counts: ProgressCounts;
  /** Floored, so 100 means finished. */
  percent: number;
  settled: number;
  ratePerSecond: number | null;
  /** When it ends, or why it does not go. */
  end: string;
}

/** What a reading means. */
export function measure({ counts, pace, note }: ProgressReading): Measured {
  const settled = counts.completed + counts.failed + counts.skipped + counts.cancelled;
  const going = pace !== undefined && settled < counts.total;
  return {
    counts,
    percent: counts.total === 0 ? 0 : Math.floor((100 * settled) / counts.total),
    settled,
    ratePerSecond: going && pace.perMinute !== null ? pace.perMinute / 60 : null,
    end: note ?? (going ? pace.eta.text : ''),
  };
}

function terminalProgress(io: Pick<Io, 'stderr' | 'env' | 'isTTY'>, label: string): Progress {
  const paint = createPaint(io, io.isTTY.stderr);
  let drawn = 0;
  let lines: string[] = [];
  const clear = (): string => (drawn === 0 ? '' : `\r${drawn > 1 ? `\x1b[${drawn - 1}A` : ''}\x1b[J`);
  const draw = (text: string): void => {
    io.stderr.write(`${clear()}${text}${lines.join('\n')}`);
    drawn = lines.length;
  };
  return {
    update(reading) {
      const columns = io.stderr.columns ?? 80;
      const bar = barLine(label, measure(reading), columns, paint);
      const below = [...(reading.reason ? [reading.reason] : []), ...(reading.below ?? [])];
      lines = [bar, ...below.map((line) => cut(`  ${line}`, columns - 1))];
      draw('');
    },
    say: (text) => draw(`${text}\n`),
    end(keep = true) {
      io.stderr.write(keep ? (drawn > 0 ? '\n' : '') : clear());
      drawn = 0;
      lines = [];
    },
  };
}

/** One line of at most `columns - 1` characters (the last column would make some terminals wrap). */
export function barLine(label: string, measured: Measured, columns: number, paint: Paint): string {
  const room = columns - 1;
  const text = tailText(measured, room - Math.min(label.length, SHORT_LABEL) - 2, paint);
  const left = room - paint.width(text) - 2;
  const barRoom = left - Math.min(label.length, SHORT_LABEL) - 2;
  const width = barRoom < 6 ? 0 : Math.min(30, barRoom);
  const name = cut(label, Math.max(4, left - (width > 0 ? width + 2 : 0)));
  return width > 0 ? `${name}  ${barOf(measured, width, paint)}  ${text}` : `${name}  ${text}`;
}

/** What the label keeps when room is short. */
const SHORT_LABEL = 12;

/** Share, counts, pace and end; where they do not fit, the pace goes first, then the counts. */
function tailText(measured: Measured, room: number, paint: Paint): string {
  const { counts, percent, settled, ratePerSecond } = measured;
  const share = `${percent}%`.padStart(4);
  const numbers = `${countsText(counts, paint)} /${groupDigits(counts.total)}`;
  const { end } = measured;
  const pace = ratePerSecond === null || counts.total === settled ? '' : rateText(ratePerSecond);
  const join = (...parts: string[]): string => parts.filter((part) => part !== '').join('  ');
  const texts = [join(share, numbers, pace, end), join(share, numbers, end), join(share, end)];
  return texts.find((text) => paint.width(text) <= room) ?? share;
}

function countsText(counts: ProgressCounts, paint: Paint): string {
  const parts = [paint.green(`${groupDigits(counts.completed)}${paint.marks.succeeded}`)];
  if (counts.failed > 0) parts.push(paint.red(`${groupDigits(counts.failed)}${paint.marks.failed}`));
  if (counts.skipped > 0) parts.push(paint.yellow(`${groupDigits(counts.skipped)}${paint.marks.skipped}`));
  return parts.join(' ');
}

/** Succeeded, failed and skipped in their colours, then what is being worked on, then what waits. */
function barOf({ counts, settled }: Measured, width: number, paint: Paint): string {
  const total = Math.max(1, counts.total);
  const done = Math.floor((width * settled) / total);
  const good = settled === 0 ? 0 : Math.round((done * counts.completed) / settled);
  const active = Math.min(width - done, Math.ceil((width * counts.processing) / total));
  const { full, part, empty } = paint.marks;
  return (
    paint.green(full.repeat(good)) +
    paint.red(full.repeat(done - good)) +
    paint.dim(part.repeat(active)) +
    paint.dim(empty.repeat(width - done - active))
  );
}

function plainProgress(io: Pick<Io, 'stderr' | 'now'>, label: string): Progress {
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastPercent = 0;
  let last = '';
  let newest = '';
  return {
    update(reading) {
      const measured = measure(reading);
      newest = plainLine(label, measured) + (reading.reason ? `: ${reading.reason}` : '');
      const due =
        io.now() - lastMs >= PLAIN_EVERY_MS || measured.percent - lastPercent >= PLAIN_EVERY_PERCENT;
      if (!due && measured.percent < 100) return;
      if (newest === last) return;
      lastMs = io.now();
      lastPercent = measured.percent;
      last = newest;
      io.stderr.write(`${newest}\n`);
    },
    say: (text) => io.stderr.write(`${text}\n`),
    end() {
      if (newest !== last) io.stderr.write(`${newest}\n`);
      last = newest;
    },
  };
}

/** A line for logs, complete in itself. */
function plainLine(label: string, measured: Measured): string {
  const { counts, percent, settled } = measured;
  const parts = [`${groupDigits(counts.completed)} succeeded`, `${groupDigits(counts.failed)} failed`];
  if (counts.skipped > 0) parts.push(`${groupDigits(counts.skipped)} skipped`);
  if (counts.cancelled > 0) parts.push(`${groupDigits(counts.cancelled)} cancelled`);
  const pace = measured.ratePerSecond === null ? [] : [rateText(measured.ratePerSecond)];
  const { end } = measured;
  const state = [...(settled < counts.total ? pace : []), ...(end === '' ? [] : [end])].join(', ');
  const head = `${label}: ${percent}%, ${groupDigits(settled)} of ${groupDigits(counts.total)} (${parts.join(', ')})`;
  return state === '' ? head : `${head}, ${state}`;
}

/** Cuts text without colours to the width, with an ellipsis in its last place. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
