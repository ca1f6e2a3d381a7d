import type { PageText, Run } from './page-text.ts';

/** Text on one baseline, as wide as the page or as a column of it. */
export interface Line {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly text: string;
  /** From left to right. */
  readonly runs: readonly Run[];
}

/** Baselines this far apart, in letter heights, are one line: small capitals, raised signs. */
const SAME_LINE = 0.4;
/** A gap this wide, in letter heights, is a space. */
const SPACE = 0.14;

/** The lines of some text of a page, from top to bottom. */
export function linesOf(page: number, runs: readonly Run[]): Line[] {
  const sorted = [...runs].sort((one, other) => one.y - other.y || one.x - other.x);
  const lines: Run[][] = [];
  let baseline = Number.NEGATIVE_INFINITY;
  let height = 0;
  for (const run of sorted) {
    const line = lines.at(-1);
    if (line !== undefined && run.y - baseline <= SAME_LINE * Math.min(height, run.size)) {
      line.push(run);
      continue;
    }
    lines.push([run]);
    baseline = run.y;
    height = run.size;
  }
  return lines.map((line) => toLine(page, line));
}

/** All lines of a page as if it had no columns. */
export function pageLines(page: PageText): Line[] {
  return linesOf(page.number, page.runs);
}

export function toLine(page: number, given: readonly Run[]): Line {
  const runs = [...given].sort((one, other) => one.x - other.x);
  const size = Math.max(...runs.map((run) => run.size));
  return {
    page,
    x: Math.min(...runs.map((run) => run.x)),
    y: median(runs.map((run) => run.y)),
    right: Math.max(...runs.map((run) => run.x + run.width)),
    size,
    text: textOf(runs),
    runs,
  };
}

/** Runs from left to right as one text, with spaces where there are gaps. */
export function textOf(runs: readonly Run[]): string {
  let text = '';
  let right = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const apart = run.x - right > SPACE * run.size;
    text += apart && text !== '' ? ` ${run.text}` : run.text;
    right = run.x + run.width;
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A word where it stands. Letters are taken to be equally wide within their run. */
export function wordsOf(runs: readonly Run[]): Run[] {
  const words = runs.flatMap((run) => {
    if (!run.text.includes(' ')) return [run];
    const letter = run.width / run.text.length;
    return [...run.text.matchAll(/\S+/g)].map((found) => ({
      ...run,
      text: found[0],
      x: run.x + found.index * letter,
      width: found[0].length * letter,
    }));
  });
  return joined(words.sort((one, other) => one.x - other.x));
}

/** Pieces that touch are one word, whatever runs they came in. */
function joined(words: readonly Run[]): Run[] {
  const whole: Run[] = [];
  for (const word of words) {
    const last = whole.at(-1);
    const touches = last !== undefined && word.x - (last.x + last.width) <= SPACE * word.size;
    if (touches && Math.abs(last.y - word.y) <= SAME_LINE * word.size) {
      whole[whole.length - 1] = {
        ...last,
        text: last.text + word.text,
        width: word.x + word.width - last.x,
        size: Math.max(last.size, word.size),
      };
    } else whole.push(word);
  }
  return whole;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
