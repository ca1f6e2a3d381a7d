import { addressEnds } from './address-ends.ts';
import { isAddressFirst, type ReadEntry, readEntry, type Style } from './entry.ts';
import { cutEntries, type Entry, entryCuts } from './entry-cuts.ts';
import { PARCEL_STYLES } from './entry-fields.ts';
import { joinLines } from './hyphen.ts';
import { median } from './lines.ts';
import type { ListRow } from './list-row.ts';
import { amountsIn } from './money.ts';
import type { PageText } from './page-text.ts';
import { usualShapes } from './parcel-shape.ts';
import { type ColumnLine, columnLines, type Edges, possibleColumns } from './text-columns.ts';
import type { TotalLine } from './totals.ts';

export interface Notice {
  readonly rows: readonly ListRow[];
  readonly totals: readonly TotalLine[];
  /** Texts with an amount of which no property could be made. */
  readonly unread: number;
}

/** Pages by which the way to read a document is found. */
const SAMPLE_PAGES = 4;
/** Fewest entries that make a notice of anything, unless one says by label what it is. */
const FEWEST = 2;
/** Of the texts with amounts, at least this share has to be entries. */
const SHARE = 0.4;
const RARE = 0.005;

interface Way {
  readonly columns: number;
  readonly cut: number;
  readonly style: Style;
  readonly score: number;
}

/**
 * Reads a notice: entries of running text, in columns or not. Nothing is known of its form beforehand: of all ways to
 * cut its fullest pages in columns and entries, the one that makes most whole entries is taken for all.
 */
export function readNotice(pages: readonly PageText[]): Notice | undefined {
  const way = findWay(pages);
  if (way === undefined) return undefined;
  const lines = linesIn(pages, way.columns);
  const begins = entryCuts(lines)[way.cut];
  if (begins === undefined) return undefined;
  const read = mended(cutEntries(lines, begins), way.style);
  const good = read.filter((one) => one.known && (one.due || one.cells.property_address !== undefined));
  const whole = good.filter((one) => one.due && !one.several);
  const withAmount = read.filter((one) => one.due || one.several);
  const single = way.style.parcel === 'labelled' && whole.length === 1 && withAmount.length <= 2;
  if (!single && (whole.length < FEWEST || whole.length < SHARE * withAmount.length)) return undefined;
  return { ...toRows(read, good), unread: withAmount.filter((one) => !good.includes(one)).length };
}

function findWay(pages: readonly PageText[]): Way | undefined {
  const richness = (page: PageText) => page.runs.reduce((sum, run) => sum + amountsIn(run.text).length, 0);
  const sample = [...pages]
    .map((page) => ({ page, amounts: richness(page) }))
    .sort((one, other) => other.amounts - one.amounts)
    .slice(0, SAMPLE_PAGES)
    .filter(({ amounts }) => amounts > 0)
    .map(({ page }) => page)
    .sort((one, other) => one.number - other.number);
  if (sample.length === 0) return undefined;
  const counts = new Set(sample.flatMap((page) => possibleColumns(page).map((edges) => edges.length)));
  let best: Way | undefined;
  for (const columns of counts) {
    const lines = linesIn(sample, columns);
    for (const [cut, begins] of entryCuts(lines).entries()) {
      const entries = cutEntries(lines, begins);
      for (const parcel of PARCEL_STYLES) {
        const style = { parcel, addressFirst: isAddressFirst(entries, parcel) };
        const score = scoreOf(entries.map((entry) => readEntry(entry, style)));
        if (score > 0 && (best === undefined || score > best.score)) best = { columns, cut, style, score };
      }
    }
  }
  return best;
}

/** Whole entries count for a way to read; pieces and lumps of them against it. */
function scoreOf(read: readonly ReadEntry[]): number {
  return read.reduce((sum, one) => {
    if (one.several) return sum - 2;
    if (one.known && one.due) {
      const full = one.cells.parcel_id !== undefined ? 1 : 0.6;
      return sum + full * (one.cells.property_address === undefined ? 0.7 : 1) - one.doubts / 500;
    }
    return one.known || one.due ? sum - 0.5 : sum;
  }, 0);
}

/** All lines in the order in which they are read. A page that does not show its columns has those of the page before. */
function linesIn(pages: readonly PageText[], columns: number): ColumnLine[] {
  let last: Edges = [0];
  return pages.flatMap((page) => {
    const possible = possibleColumns(page);
    const fits = possible.find((edges) => edges.length === columns);
    const edges = fits ?? (last.length === columns ? last : (possible.at(-1) ?? [0]));
    if (fits !== undefined) last = fits;
    return columnLines(page, edges);
  });
}

/** Entries that were cut in two are put together: one without its amount, and what follows it with nothing else. */
function mended(entries: readonly Entry[], style: Style): ReadEntry[] {
  const read: ReadEntry[] = [];
  for (const entry of entries) {
    const one = readEntry(entry, style);
    const before = read.at(-1);
    if (before?.known && !before.due && !before.several && one.due && !one.known && !one.total) {
      const text = joinLines(before.entry.text, entry.text);
      read[read.length - 1] = readEntry({ page: before.entry.page, text, broken: true }, style);
    } else read.push(one);
  }
  return read;
}

function toRows(read: readonly ReadEntry[], good: readonly ReadEntry[]): Omit<Notice, 'unread'> {
  const usual = usualShapes(good.flatMap(({ cells }) => cells.parcel_id ?? []));
  const length = median(good.map(({ entry }) => entry.text.length));
  const addresses = good.flatMap(({ cells }) => cells.property_address ?? []);
  const withoutEnds = addressEnds(addresses, { city: false, zip: false });
  const rows: ListRow[] = [];
  const totals: TotalLine[] = [];
  const perPage = new Map<number, number>();
  for (const one of read) {
    if (one.total) totals.push({ page: one.entry.page, text: one.entry.text, after: rows.length });
    if (!one.known || !(one.due || one.cells.property_address !== undefined)) continue;
    const row = (perPage.get(one.entry.page) ?? 0) + 1;
    perPage.set(one.entry.page, row);
    const odd = one.cells.parcel_id !== undefined && good.length >= 50 && usual(one.cells.parcel_id) < RARE;
    const long = one.entry.text.length > 4 * length;
    const doubts = one.doubts + (odd ? 10 : 0) + (long ? 30 : 0) + (one.several ? 40 : 0);
    const confidence = Math.max(5, 100 - doubts);
    rows.push({ page: one.entry.page, row, confidence, cells: withoutEnds(one.cells) });
  }
  return { rows, totals };
}
