import { recordOf } from './record.ts';

/** Answers for readers who pay by the token. */

/** About how many tokens a model spends on a text: a quarter of its characters, rounded up. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export interface RowsToFit<Row> {
  /** What comes first and always: totals. */
  readonly head: Readonly<Record<string, unknown>>;
  /** Name of the list in the answer. */
  readonly key: string;
  readonly rows: readonly Row[];
  readonly maxTokens: number;
  /** Where to go on after a row. */
  readonly cursorOf: (row: Row) => string;
  /** Where to go on after the last row given; null when nothing comes after it. */
  readonly endCursor: string | null;
}

/** Room kept for the cursor and the count of what was left out. */
const TAIL_TOKENS = 40;
/** Ever shorter texts, until one row fits. */
const TEXT_LIMITS = [400, 120, 40, 12] as const;

/**
 * Puts as many rows as fit into one answer of at most `maxTokens` tokens of compact JSON, and a cursor when there are
 * more. At least one row is shown, with its long texts cut and `shortened: true` when it would not fit otherwise, so
 * that whoever follows the cursor always gets on.
 */
export function fitRows<Row extends Readonly<Record<string, unknown>>>(
  fit: RowsToFit<Row>,
): Record<string, unknown> {
  const room = fit.maxTokens - TAIL_TOKENS - estimateTokens(JSON.stringify({ ...fit.head, [fit.key]: [] }));
  const shown: Record<string, unknown>[] = [];
  let used = 0;
  let last: Row | undefined;
  for (const row of fit.rows) {
    const size = (JSON.stringify(row).length + 1) / 4;
    if (used + size > room) {
      if (shown.length === 0) {
        shown.push(shorten(row, room));
        last = row;
      }
      break;
    }
    shown.push(row);
    used += size;
    last = row;
  }
  const left = fit.rows.length - shown.length;
  const cursor = left > 0 && last !== undefined ? fit.cursorOf(last) : fit.endCursor;
  return { ...fit.head, [fit.key]: shown, ...(cursor === null ? {} : { next_cursor: cursor }) };
}

/** The value with its texts cut until it fits; what is no text is small. */
function shorten(row: Readonly<Record<string, unknown>>, tokens: number): Record<string, unknown> {
  for (const limit of TEXT_LIMITS) {
    const cut = { ...recordOf(cutTexts(row, limit, 0)), shortened: true };
    if (estimateTokens(JSON.stringify(cut)) <= tokens) return cut;
  }
  // Field by field, as long as they fit: ids come first in every row.
  const least: Record<string, unknown> = { shortened: true };
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'object' && value !== null) continue;
    const longer = { ...least, [key]: cutTexts(value, 36, 0) };
    if (estimateTokens(JSON.stringify(longer)) <= tokens) least[key] = longer[key];
  }
  return least;
}

function cutTexts(value: unknown, limit: number, depth: number): unknown {
  if (typeof value === 'string') return value.length > limit ? `${value.slice(0, limit)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '…';
  if (Array.isArray(value)) return value.slice(0, 5).map((one) => cutTexts(one, limit, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, cutTexts(one, limit, depth + 1)]),
  );
}
