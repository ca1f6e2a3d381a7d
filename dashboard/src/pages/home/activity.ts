import type { Api } from '../../data/schemas.ts';

/** A run of a job, as far as it got. */
export type Run = Pick<Api['Job'], 'counts' | 'startedAt' | 'completedAt' | 'pausedAt'>;

/** Items that were settled in a stretch of time. */
export interface Slot {
  /** When it begins, ms since 1970. */
  readonly at: number;
  readonly items: number;
}

const HOUR = 3_600_000;

/** How much was settled in each of the last hours, the oldest first; the items of a run are spread evenly over it. */
export function perHour(runs: readonly Run[], now: number, hours = 24): Slot[] {
  const first = Math.floor(now / HOUR) * HOUR - (hours - 1) * HOUR;
  const slots = Array.from({ length: hours }, (_, at) => ({ at: first + at * HOUR, items: 0 }));
  for (const run of runs) {
    const from = run.startedAt === null ? Number.NaN : Date.parse(run.startedAt);
    const until = Date.parse(run.completedAt ?? run.pausedAt ?? new Date(now).toISOString());
    const items = settled(run);
    if (!Number.isFinite(from) || items === 0) continue;
    const length = Math.max(until - from, 1);
    for (const slot of slots) {
      const shared = Math.min(until, slot.at + HOUR) - Math.max(from, slot.at);
      // a run of no length still falls into its hour
      const inside =
        length <= 1 ? Number(from >= slot.at && from < slot.at + HOUR) : Math.max(0, shared) / length;
      slot.items += items * inside;
    }
  }
  return slots.map(({ at, items }) => ({ at, items: Math.round(items) }));
}

/** How many items jobs had settled when they ended, by the day of their end in the reader's zone, the oldest day first. */
export function perDay(runs: readonly Run[], now: number, days = 14): Slot[] {
  const today = new Date(now);
  const slots = Array.from({ length: days }, (_, at) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days - 1 - at));
    return { at: day.getTime(), items: 0 };
  });
  for (const run of runs) {
    if (run.completedAt === null) continue;
    const ended = Date.parse(run.completedAt);
    const slot = slots.findLast(({ at }) => ended >= at);
    if (slot !== undefined) slot.items += settled(run);
  }
  return slots;
}

const settled = ({ counts }: Run): number => counts.completed + counts.failed + counts.skipped;
