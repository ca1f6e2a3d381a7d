import { parcelsIn } from './entry-fields.ts';
import { joinLines } from './hyphen.ts';
import { median } from './lines.ts';
import type { ColumnLine } from './text-columns.ts';

/** One piece of a notice that should be one property. */
export interface Entry {
  readonly page: number;
  readonly text: string;
  /** Goes on over the end of a page or column. */
  readonly broken: boolean;
}

/** Whether an entry begins with this line. */
type Begins = (line: ColumnLine, above: ColumnLine | undefined) => boolean;

/** An indent this wide, in letter heights, is meant. */
const INDENT = 0.35;
const ENDS_IN_AMOUNT = /(?:\$\s*[\d,]+(?:\.\d{2})?|\b[\d,]+\.\d{2})\W*$/;
const NUMBERED = /^\W{0,3}(?:\d{1,6}\s*[.):]|(?:item|sale|tract|parcel|no\.?|#)\s*#?\s*\d)/i;
const LABELLED =
  /^\W{0,3}(?:(?:tax\s+)?(?:parcel|pin|apn|map|account|acct|control|folio|certificate|property)\b[^:]{0,20}[:#]|(?:owner|name)\s*:)/i;

/**
 * The ways in which the lines of a notice may be cut into entries, each found in some counties' notices. Which one a
 * document uses shows when its entries are read.
 */
export function entryCuts(lines: readonly ColumnLine[]): readonly Begins[] {
  const usual = closest(lines);
  const ended = (above: ColumnLine | undefined) => above === undefined || ENDS_IN_AMOUNT.test(above.text);
  return [
    // the first line hangs out to the left
    (line) => line.indent <= INDENT * line.size,
    // the first line is indented
    (line) => line.indent > INDENT * line.size,
    // entries stand apart
    (line, above) => (Number.isFinite(line.gap) ? line.gap > 1.25 * usual : ended(above)),
    // each ends with what is due
    (_, above) => ended(above),
    (line) => parcelsIn(line.text, 'first').length > 0,
    (line) => NUMBERED.test(line.text),
    (line) => LABELLED.test(line.text),
    // one line each
    () => true,
  ];
}

/** The distance of lines that stand close, which those of one entry do. */
function closest(lines: readonly ColumnLine[]): number {
  const gaps = lines.map(({ gap }) => gap).filter((gap) => Number.isFinite(gap));
  return gaps.sort((one, other) => one - other)[Math.floor(gaps.length * 0.2)] ?? Number.POSITIVE_INFINITY;
}

/** A gap of so many usual ones, or of so many letter heights, ends whatever stands above. */
const FAR = 2.6;
const FAR_HEIGHTS = 3.2;

export function cutEntries(lines: readonly ColumnLine[], begins: Begins): Entry[] {
  const usual = closest(lines);
  const far = Math.max(
    1.3 * usual,
    Math.min(FAR * usual, FAR_HEIGHTS * median(lines.map(({ size }) => size))),
  );
  const entries: { page: number; text: string; broken: boolean }[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = entries.at(-1);
    const apart = Number.isFinite(line.gap) && line.gap > far;
    if (entry === undefined || apart || begins(line, lines[index - 1])) {
      entries.push({ page: line.page, text: line.text, broken: false });
    } else {
      entry.text = joinLines(entry.text, line.text);
      if (!Number.isFinite(line.gap)) entry.broken = true;
    }
  }
  return entries;
}
