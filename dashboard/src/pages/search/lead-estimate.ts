/** A run of the past: how many items it settled, from when to when. */
export interface PastRun {
  readonly items: number;
  readonly startedAt: string;
  readonly completedAt: string;
}

/** Fewer runs than this say little of how much runs differ: their range is widened by a quarter. */
const FEW_RUNS = 3;

/** How many minutes so many records take, by how long past ones took; null without any. */
export function minutesFor(
  records: number,
  runs: readonly PastRun[],
): { readonly low: number; readonly high: number; readonly runs: number } | null {
  const each = runs
    .filter(({ items }) => items > 0)
    .map(
      ({ items, startedAt, completedAt }) =>
        (Date.parse(completedAt) - Date.parse(startedAt)) / 60_000 / items,
    )
    .filter((minutes) => Number.isFinite(minutes) && minutes > 0)
    .sort((one, other) => one - other);
  const [fastest] = each;
  const slowest = each.at(-1);
  if (fastest === undefined || slowest === undefined) return null;
  const spread = each.length < FEW_RUNS ? 1.25 : 1;
  return { low: (records * fastest) / spread, high: records * slowest * spread, runs: each.length };
}

/** "under a minute", "25–40 min", "2–3 h". */
export function rangeText(low: number, high: number): string {
  if (high < 1) return 'under a minute';
  const hours = high >= 120;
  const [from, to] = [low, high].map((minutes) => Math.max(1, Math.round(hours ? minutes / 60 : minutes)));
  return `${from === to ? from : `${from}–${to}`} ${hours ? 'h' : 'min'}`;
}
