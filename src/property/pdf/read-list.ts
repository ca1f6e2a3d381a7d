import { withoutFurniture } from './furniture.ts';
import { pageLines } from './lines.ts';
import type { ListReading, ListRow } from './list-row.ts';
import { amountsIn } from './money.ts';
import { readNotice } from './notices.ts';
import type { PageText } from './page-text.ts';
import { tableRows } from './table-list.ts';
import { isHeaderLine, readTables } from './tables.ts';
import { checkTotals, isTotal, type TotalLine } from './totals.ts';

/** Why no list was read. */
export interface NoList {
  readonly problem: 'no_text' | 'not_a_property_list';
  readonly message: string;
}

/** Fewer letters than this, page for page, are no text: what a scanner's stamp leaves. */
const FEWEST_LETTERS = 12;
const MOST_WARNINGS = 20;

/** Reads the properties that a document lists, by tables with named columns or else as entries of a notice. */
export function readList(pages: readonly PageText[]): ListReading | NoList {
  const letters = pages.map(({ runs }) => runs.reduce((sum, { text }) => sum + text.length, 0));
  const empty = pages.filter((_, index) => (letters[index] ?? 0) === 0).map(({ number }) => number);
  if (letters.reduce((sum, one) => sum + one, 0) < FEWEST_LETTERS * pages.length) return noText(pages.length);
  if (isGarbled(pages)) return garbled;
  const bare = withoutFurniture(pages, (line) => isHeaderLine(line) || isTotal(line.text));
  const tables = readTables(bare);
  const fromTables = tableRows(tables);
  const amounts = bare.flatMap(pageLines).filter(({ text }) => amountsIn(text).length > 0).length;
  const notice = fromTables.length < 2 || 2 * fromTables.length < amounts ? readNotice(bare) : undefined;
  if (notice !== undefined && notice.rows.length > 1.2 * fromTables.length) {
    const unread = notice.unread === 0 ? [] : [`${notice.unread} texts with an amount are no entries`];
    return reading(pages.length, 'notice', notice.rows, notice.totals, [...unread, ...without(empty)]);
  }
  if (fromTables.length === 0) return notAList(pages.length);
  return reading(pages.length, 'table', fromTables, tables.totals, [...tables.warnings, ...without(empty)]);
}

function reading(
  pages: number,
  layout: ListReading['layout'],
  rows: readonly ListRow[],
  lines: readonly TotalLine[],
  noted: readonly string[],
): ListReading {
  const totals = checkTotals(lines, rows);
  const wrong = totals
    .filter(({ agrees }) => !agrees)
    .map(
      ({ page, label, printed, computed }) =>
        `page ${page}: the document prints ${printed} ("${label}"), its rows give ${computed}`,
    );
  return { pages, layout, rows, totals, warnings: [...wrong, ...noted].slice(0, MOST_WARNINGS) };
}

function without(empty: readonly number[]): string[] {
  if (empty.length === 0) return [];
  const shown = empty.slice(0, 10).join(', ');
  return [
    `no text on page ${shown}${empty.length > 10 ? ' and others' : ''}: empty, or a scan that was not read`,
  ];
}

function noText(pages: number): NoList {
  return {
    problem: 'no_text',
    message: `The document holds pictures instead of text on its ${pages} pages (a scan): make its text readable (OCR), and add that file`,
  };
}

const garbled: NoList = {
  problem: 'no_text',
  message:
    'The letters of the document have no meaning for a machine (fonts without a table of letters): print it to a file anew or read it by OCR, and add that file',
};

/** Fonts without a table of letters give control and private characters. */
function isGarbled(pages: readonly PageText[]): boolean {
  let all = 0;
  let strange = 0;
  for (const { runs } of pages) {
    for (const { text } of runs) {
      all += text.length;
      strange += text.replaceAll(/[^\p{Cc}\p{Co}\p{Cn}\ufffd]/gu, '').length;
    }
  }
  return strange > 0.3 * all;
}

function notAList(pages: number): NoList {
  return {
    problem: 'not_a_property_list',
    message: `Nothing on its ${pages} pages lists properties: no table with a column for parcels or addresses, and no entries with a parcel or address and an amount`,
  };
}
