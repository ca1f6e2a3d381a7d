import { type Estimate, later, type Told, tell } from '../base/eta.ts';
import type { Queryable } from '../db/pool.ts';
import { estimateOf, type PacedJob, reasonOf, toPace } from './pace.ts';
import { type PaceFacts, readPaceFacts } from './pace-facts.ts';
import type { JobHold, JobPace, JobReason } from './vocabulary.ts';

/** How a job goes, as it is told. */
export interface Going {
  /** Null but for jobs in progress or paused. */
  readonly pace: JobPace | null;
  readonly reason: JobReason | null;
  readonly hold: JobHold | null;
}

const AT_REST: Going = { pace: null, reason: null, hold: null };
/** Jobs whose last words are kept. */
const MOST_KEPT = 5_000;

interface Kept {
  readonly job: string;
  readonly readAt: number;
  readonly going: Going;
  readonly estimate: Estimate;
  /** Of what the estimate was made, and when by the database's clock. */
  readonly stamp: string;
  readonly madeAt: number;
  readonly told: Told;
}

/**
 * Tells how jobs go. What was told of a job is kept in this process, so that a range is made once for each bucket of time,
 * and its end moves only when it has moved by a fifth. Another process may tell a range that is as much older.
 */
export class Paces {
  readonly #kept = new Map<string, Kept>();

  /**
   * How each of these jobs goes, by number; jobs that are over are at rest. One query for all of them; none for those whose
   * answer is younger than `maxAgeMs`.
   */
  async of(
    db: Queryable,
    jobs: readonly PacedJob[],
    maxAgeMs = 0,
  ): Promise<(job: Pick<PacedJob, 'number'>) => Going> {
    const now = performance.now();
    const asked = jobs.filter((job) => isUnderWay(job) && !this.#isFresh(job, now - maxAgeMs));
    const facts = await readPaceFacts(db, asked);
    const goings = new Map(
      jobs.map((job) => {
        const read = facts.get(job.number);
        if (read !== undefined) return [job.number, this.#tell(job, read, now)] as const;
        const kept = isUnderWay(job) && !asked.includes(job) ? this.#kept.get(job.number)?.going : undefined;
        return [job.number, kept ?? AT_REST] as const;
      }),
    );
    return ({ number }) => goings.get(number) ?? AT_REST;
  }

  #isFresh(job: PacedJob, since: number): boolean {
    const kept = this.#kept.get(job.number);
    return kept !== undefined && kept.readAt > since && kept.job === `${job.status} ${job.generation}`;
  }

  #tell(job: PacedJob, facts: PaceFacts, readAt: number): Going {
    const last = this.#kept.get(job.number);
    const now = facts.now.getTime();
    const stamp = stampOf(job, facts);
    const same = last?.stamp === stamp && job.counts.waiting + job.counts.processing > 0;
    const estimate = same ? last.estimate : estimateOf(job, facts);
    const madeAt = same ? last.madeAt : now;
    const { told, shown } = tell(last?.told, later(estimate, now - madeAt), now);
    const reason = reasonOf(job, facts, estimate);
    const pace = job.status === 'pending' ? null : toPace(job, facts, shown, reason);
    const going = { pace, reason, hold: facts.hold };
    this.#kept.delete(job.number);
    this.#kept.set(job.number, {
      ...{ job: `${job.status} ${job.generation}`, readAt, going, estimate, stamp, madeAt, told },
    });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return going;
  }
}

const isUnderWay = ({ status }: PacedJob): boolean =>
  status === 'pending' || status === 'in_progress' || status === 'paused';

/** What an estimate is made of that comes in steps: while it is the same, only time has passed. */
function stampOf(job: PacedJob, facts: PaceFacts): string {
  const { bucketSeconds, filled, ratePerSecond, maxLeases, hold, freezing } = facts;
  return JSON.stringify([
    ...[job.status, job.sealed, job.generation, job.counts.total, facts.aheadItems > 0, freezing],
    ...[bucketSeconds, filled, ratePerSecond, maxLeases, hold?.until ?? null],
  ]);
}
