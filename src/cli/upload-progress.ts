/** How far an upload is, on stderr: one line that redraws itself on a terminal, a line each ten seconds otherwise. */
import type { Context } from './context.ts';
import type { Source } from './csv-source.ts';
import { EtaEstimator } from './eta.ts';
import { estimateText, groupDigits, rateText } from './human.ts';
import { createPaint } from './paint.ts';
import { cut } from './progress.ts';

const PLAIN_EVERY_MS = 10_000;

export interface UploadProgress {
  /** Rows that the server has stored. */
  update(rows: number): void;
  end(): void;
}

export function uploadProgress(context: Context, source: Source): UploadProgress {
  const { io, format } = context;
  if (format.quiet) return { update: () => {}, end: () => {} };
  const eta = new EtaEstimator();
  const startedMs = io.now();
  let lastMs = startedMs;
  let drawn = false;
  const lineOf = (rows: number): string => {
    const total = source.sizeBytes;
    const read = source.readBytes();
    eta.observe({ atMs: io.now(), settled: read, total: total ?? Number.MAX_SAFE_INTEGER });
    const share = total === null || total === 0 ? null : Math.min(1, read / total);
    const end = share === null || share === 1 ? '' : estimateText(eta.estimate(io.random));
    const seconds = (io.now() - startedMs) / 1000;
    const parts = [`Uploading ${source.name}`];
    if (share !== null) parts.push(io.isTTY.stderr ? bar(share) : '', `${Math.floor(share * 100)}%`);
    parts.push(`${groupDigits(rows)} rows`, ...(seconds > 0.5 ? [rateText(rows / seconds)] : []), end);
    return parts.filter((part) => part !== '').join('  ');
  };
  const bar = (share: number): string => {
    const { full, empty } = createPaint(io, true).marks;
    const width = Math.max(0, Math.min(30, (io.stderr.columns ?? 80) - 62));
    const done = Math.floor(width * share);
    return full.repeat(done) + empty.repeat(width - done);
  };
  return {
    update(rows) {
      const line = lineOf(rows);
      if (io.isTTY.stderr) {
        io.stderr.write(`\r\x1b[K${cut(line, (io.stderr.columns ?? 80) - 1)}`);
        drawn = true;
      } else if (io.now() - lastMs >= PLAIN_EVERY_MS) {
        lastMs = io.now();
        io.stderr.write(`${line}\n`);
      }
    },
    end() {
      if (drawn) io.stderr.write('\r\x1b[K');
    },
  };
}
