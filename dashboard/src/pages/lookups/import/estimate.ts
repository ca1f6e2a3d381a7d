import { formatDuration } from '../../../data/format.ts';

interface Run {
  readonly status: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly counts: { readonly completed: number; readonly failed: number };
}

const MOST_RUNS = 8;
/** A handful of items says little about thousands. */
const FEWEST_ITEMS = 20;

/** How long so many items may take, by the slowest and the fastest of the last runs; undefined without any. */
export function estimateOf(
  items: number,
  earlier: readonly Run[],
): { text: string; runs: number } | undefined {
  const rates = earlier
    .flatMap(({ status, startedAt, completedAt, counts }) => {
      const done = counts.completed + counts.failed;
      if (status !== 'completed' || startedAt === null || completedAt === null || done < FEWEST_ITEMS)
        return [];
      const seconds = (Date.parse(completedAt) - Date.parse(startedAt)) / 1_000;
      return seconds > 0 ? [done / seconds] : [];
    })
    .slice(0, MOST_RUNS);
  if (rates.length === 0) return undefined;
  const least = items / Math.max(...rates);
  const most = items / Math.min(...rates);
  const [low, high] = [formatDuration(Math.ceil(least)), formatDuration(Math.ceil(most))];
  return { text: low === high ? low : `${low} – ${high}`, runs: rates.length };
}
