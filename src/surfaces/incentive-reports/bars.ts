import { escaped } from './html.ts';

/** One bar: what it is, how much, and how that is written. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

const WIDTH = 720;
const LABEL_WIDTH = 300;
const BAR_WIDTH = 300;
const ROW = 22;
const LONGEST_LABEL = 38;

/**
 * Horizontal bars as SVG, one below the other, with label and figure as text: they read the same in black and white. What
 * they show stands in a table as well, so to a screen reader it is one picture with a name.
 */
export function bars(title: string, list: readonly Bar[]): string {
  const most = Math.max(...list.map((bar) => bar.value), 0);
  const height = list.length * ROW + 4;
  const rows = list.map((bar, at) => {
    const top = at * ROW + 2;
    const width = most > 0 ? Math.max(0, (bar.value / most) * BAR_WIDTH) : 0;
    const shown = bar.label.length > LONGEST_LABEL ? `${bar.label.slice(0, LONGEST_LABEL - 1)}…` : bar.label;
    return `<text x="${LABEL_WIDTH - 8}" y="${top + 14}" text-anchor="end">${escaped(shown)}</text><rect x="${LABEL_WIDTH}" y="${top + 2}" width="${width.toFixed(1)}" height="${ROW - 6}" fill="#3d5a80" stroke="#1d2b3e"/><text x="${(LABEL_WIDTH + width + 6).toFixed(1)}" y="${top + 14}">${escaped(bar.text)}</text>`;
  });
  return `<svg role="img" aria-label="${escaped(title)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-size="12">${rows.join('\n')}</svg>`;
}
