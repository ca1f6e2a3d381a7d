import { type Line, pageLines } from './lines.ts';
import { amountsIn } from './money.ts';
import type { PageText } from './page-text.ts';

/** Lines from the top and from the bottom of a page that may be its header or footer. */
const EDGE_LINES = 4;
const SAME_HEIGHT = 3;
/** Of the pages, at least this share has the line: left and right pages differ, and first pages are their own. */
const SHARE = 0.3;

/**
 * Pages without what is printed on each of them: the newspaper's name, the date, the page's number. Lines that `keep`
 * names are never taken for that, however often they stand there: headings of tables, totals.
 */
export function withoutFurniture(pages: readonly PageText[], keep: (line: Line) => boolean): PageText[] {
  const edges = pages.map(edgeLines);
  const seen = new Map<string, { y: number; page: number }[]>();
  for (const { line, places } of edges.flat()) {
    for (const key of keysOf(line)) {
      for (const place of places) {
        const at = `${key} ${place}`;
        seen.set(at, [...(seen.get(at) ?? []), { y: line.y, page: line.page }]);
      }
    }
  }
  const least = Math.max(2, Math.ceil(pages.length * SHARE));
  return pages.map((page, index) => {
    const dropped = new Set(
      (edges[index] ?? [])
        .filter(({ line, places }) => {
          if (keep(line)) return false;
          if (isOutermost(line, page) && (isPageNumber(line.text) || standsAlone(line, page))) return true;
          return keysOf(line).some((key) =>
            places.some((place) => {
              const alike = (seen.get(`${key} ${place}`) ?? []).filter(
                ({ y }) => Math.abs(y - line.y) <= SAME_HEIGHT,
              );
              return new Set(alike.map((one) => one.page)).size >= least;
            }),
          );
        })
        .flatMap(({ line }) => line.runs),
    );
    return dropped.size === 0 ? page : { ...page, runs: page.runs.filter((run) => !dropped.has(run)) };
  });
}

function edgeLines(page: PageText): { line: Line; places: string[] }[] {
  const lines = pageLines(page);
  return lines.flatMap((line, index) => {
    const places = [
      ...(index < EDGE_LINES ? ['top'] : []),
      ...(index >= lines.length - EDGE_LINES ? ['bottom'] : []),
    ];
    return places.length > 0 ? [{ line, places }] : [];
  });
}

/**
 * What a line is known by on other pages: its text, and the same with one number at its ends told as the distance from
 * the page's, so that "Page 3 of 9" and "Page 4 of 9" are one. Other numbers have to agree: entries differ in them.
 */
function keysOf({ text, page }: Line): string[] {
  const counted = (found: string) => `<${Number(found) - page}>`;
  const first = text.replace(/\d{1,4}(?!\d)/, counted);
  const last = text.replace(/\d{1,4}(?=\D*$)/, counted);
  return [...new Set([text, first, last])];
}

function isPageNumber(text: string): boolean {
  return /^(page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(\s*(of|\/)\s*\d{1,4})?$/i.test(text);
}

/** A line at the very edge with air between it and the text, and no amount: what a list says stands closer. */
function standsAlone(line: Line, page: PageText): boolean {
  const near = page.runs.some(({ y }) => {
    const distance = Math.abs(y - line.y);
    return distance > 0.5 * line.size && distance < 2.2 * line.size;
  });
  return !near && amountsIn(line.text).length === 0;
}

function isOutermost(line: Line, page: PageText): boolean {
  return line.y < page.height * 0.06 || line.y > page.height * 0.94;
}
