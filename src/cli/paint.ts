/** Colours and marks, where the stream and the environment want them. */
import type { Io } from './io.ts';

export interface Paint {
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
  /** Columns that painted text takes. */
  width(text: string): number;
  marks: { succeeded: string; failed: string; skipped: string; full: string; part: string; empty: string };
}

const UNICODE = { succeeded: '✓', failed: '✕', skipped: '–', full: '█', part: '▒', empty: '░' };
const ASCII = { succeeded: ' ok', failed: ' failed', skipped: ' skipped', full: '#', part: '~', empty: '.' };

/** Paint for a stream; without colour when it is no terminal, or NO_COLOR is set (to anything, no-color.org). */
export function createPaint(io: Pick<Io, 'env'>, isTTY: boolean): Paint {
  const colours = isTTY && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
  const paint = (code: number) => (text: string) =>
    colours && text !== '' ? `\x1b[${code}m${text}\x1b[0m` : text;
  const locale = io.env.LC_ALL || io.env.LC_CTYPE || io.env.LANG;
  const plain = locale === 'C' || locale === 'POSIX';
  return {
    green: paint(32),
    red: paint(31),
    yellow: paint(33),
    bold: paint(1),
    dim: paint(2),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    width: (text) => text.replaceAll(/\x1b\[\d+m/g, '').length,
    marks: plain ? ASCII : UNICODE,
  };
}
