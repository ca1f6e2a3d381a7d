import { formatDuration } from '../../../data/format.ts';
import type { Api } from '../../../data/schemas.ts';

interface Run {
  readonly status: string;
  readonly generation: number;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly counts: { readonly completed: number; readonly failed: number };
}

const MOST_RUNS = 8;
/** A handful of items says little about thousands. */
const FEWEST_ITEMS = 20;

/**
 * How long so many items may take, by the slowest and the fastest of the last runs, and no less than what is known to
 * hold them back; undefined without any run.
 */
export function estimateOf(
  items: number,
  earlier: readonly Run[],
  atLeastSeconds = 0,
): { text: string; runs: number } | undefined {
  const rates = earlier
    .flatMap(({ status, generation, startedAt, completedAt, counts }) => {
      // between a run and its redo somebody mended rows: that is no time of work
      if (generation > 1) return [];
      const done = counts.completed + counts.failed;
      if (status !== 'completed' || startedAt === null || completedAt === null || done < FEWEST_ITEMS)
        return [];
      const seconds = (Date.parse(completedAt) - Date.parse(startedAt)) / 1_000;
      return seconds > 0 ? [done / seconds] : [];
    })
    .slice(0, MOST_RUNS);
  if (rates.length === 0) return undefined;
  const least = Math.max(items / Math.max(...rates), atLeastSeconds);
  const most = Math.max(items / Math.min(...rates), atLeastSeconds);
  const [low, high] = [formatDuration(Math.ceil(least)), formatDuration(Math.ceil(most))];
  return { text: low === high ? low : `${low} – ${high}`, runs: rates.length };
}

/** What is known of so many lookups before they begin, where an outside service answers them. */
export interface Asked {
  readonly label: string;
  readonly perMinute: number;
  /** The service takes no more calls in less time. */
  readonly atLeastSeconds: number;
  /** Dollars, by what calls of this month cost; undefined where none has said. */
  readonly dollars: number | undefined;
  /** Calls that the month's quota leaves to jobs; undefined without a quota. */
  readonly left: number | undefined;
}

/** Undefined where no outside service is asked. */
export function askedOf(items: number, services: readonly Api['OutsideService'][]): Asked | undefined {
  const service = services.find(({ service: name, ready }) => name === ANSWERS && ready);
  if (service === undefined) return undefined;
  const { label, limits, learned, month } = service;
  const perMinute = limits.per_minute * Math.min(1, learned.rate);
  const [cost, quota] = [Number(month.cost), limits.per_month];
  return {
    label,
    perMinute: Math.round(perMinute),
    atLeastSeconds: (items / perMinute) * 60,
    dollars: cost > 0 && month.units > 0 ? (items * cost) / month.units : undefined,
    left: quota === null ? undefined : Math.max(0, Math.floor(quota * (1 - limits.reserve) - month.units)),
  };
}

/** The service that answers lookups where the catalogue does not. */
const ANSWERS = 'incentives-api';
