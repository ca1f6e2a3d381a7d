import type { Api } from '../../data/schemas.ts';

type Worker = Pick<Api['Worker'], 'state' | 'slots' | 'busy'>;
type Queue = Pick<Api['Queue'], 'waiting' | 'processing' | 'settledPerMinute' | 'failureRate'>;
type Group = Pick<Api['FailureGroupEverywhere'], 'trend' | 'trendFrom' | 'trendSliceSeconds'>;

export interface WorkerFigures {
  readonly live: number;
  readonly late: number;
  readonly dead: number;
  readonly draining: number;
  readonly slots: number;
  readonly busy: number;
}

/** How the workers are, in figures; those that ended as they should are not counted. */
export function workerFigures(workers: readonly Worker[]): WorkerFigures {
  const count = (state: Worker['state']) => workers.filter((worker) => worker.state === state).length;
  const able = workers.filter(({ state }) => state === 'live' || state === 'late');
  const sum = (of: (worker: Worker) => number) => able.reduce((all, worker) => all + of(worker), 0);
  return {
    live: count('live'),
    late: count('late'),
    dead: count('dead'),
    draining: count('draining'),
    slots: sum(({ slots }) => slots),
    busy: sum(({ busy }) => busy),
  };
}

export interface QueueFigures {
  readonly waiting: number;
  readonly processing: number;
  readonly perMinute: number;
}

export function queueFigures(queues: readonly Queue[]): QueueFigures {
  return queues.reduce(
    (all, { waiting, processing, settledPerMinute }) => ({
      waiting: all.waiting + waiting,
      processing: all.processing + processing,
      perMinute: all.perMinute + settledPerMinute,
    }),
    { waiting: 0, processing: 0, perMinute: 0 },
  );
}

/** "1.3 %"; a dash where nothing is known. */
export const formatShare = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toLocaleString(undefined, { maximumFractionDigits: 1 })}%`;

export interface Trend {
  /** When each slice begins, in seconds since 1970. */
  readonly times: readonly number[];
  readonly attempts: readonly number[];
}

/** The failed attempts of all groups together, slice by slice. Groups answered together share their slices. */
export function trendOf(groups: readonly Group[]): Trend {
  const first = groups[0];
  if (first === undefined) return { times: [], attempts: [] };
  const from = Date.parse(first.trendFrom) / 1000;
  const slices = first.trend.map((_, at) => at);
  return {
    times: slices.map((at) => from + at * first.trendSliceSeconds),
    attempts: slices.map((at) => groups.reduce((all, { trend }) => all + (trend[at] ?? 0), 0)),
  };
}

/** How much of an action is done, in percent, rounded down: 100 means done. */
export const actionPercent = ({ total, done }: Pick<Api['Action'], 'total' | 'done'>): number =>
  total === 0 ? 100 : Math.floor((100 * Math.min(done, total)) / total);
