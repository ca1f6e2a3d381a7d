import { type Estimate, estimateEnd, estimateText, seededRandom } from '../base/eta.ts';
import { groupDigits, rateText } from '../base/time-text.ts';
import type { NumberedJob, PaceFacts } from './pace-facts.ts';
import type { Counts, Driver, JobBinding, JobEta, JobPace, JobReason, JobStatus } from './vocabulary.ts';

/** What of a job its pace is judged by, beside the facts. */
export interface PacedJob extends NumberedJob {
  readonly status: JobStatus;
  readonly driver: Driver;
  readonly sealed: boolean;
  readonly generation: number;
  readonly counts: Pick<Counts, 'total' | 'waiting' | 'processing'>;
  readonly pauseReason: string | null;
}

/** Between two claims there is a moment without any: shorter waits are none. */
const WAITING_SECONDS = 5;
/** As long as a worker may be silent before it counts as gone. */
const ALIVE_SECONDS = 30;

const remainingOf = ({ counts }: PacedJob): number => counts.waiting + counts.processing;

/** What can be said about the end of a job; the same facts of the same job give the same range. */
export function estimateOf(job: PacedJob, facts: PaceFacts): Estimate {
  const remaining = remainingOf(job);
  if (remaining <= 0 && !job.sealed) return { state: 'measuring' };
  const held = facts.hold?.until ? (Date.parse(facts.hold.until) - facts.now.getTime()) / 1000 : 0;
  const behind = isBehind(job, facts) && facts.aheadPerSecond ? facts.aheadItems / facts.aheadPerSecond : 0;
  const capped = facts.ratePerSecond === null ? 0 : job.counts.waiting / facts.ratePerSecond;
  return estimateEnd(
    {
      buckets: facts.buckets,
      bucketMs: facts.bucketSeconds * 1000,
      seen: facts.seen,
      remaining,
      // what keeps to its own rate stands still between two items, and what others pull goes on when they come
      idleMs: facts.atRate || job.driver !== 'worker' ? 0 : (facts.idleSeconds ?? 0) * 1000,
      paused: job.status === 'paused',
      waitMs: Math.max(0, held, behind) * 1000,
      leastMs: Math.max(capped, facts.lastRetryIn ?? 0) * 1000,
    },
    seededRandom(Number(BigInt(job.number) % 4_294_967_296n)),
  );
}

/** A pace as it is told: `told` is the estimate that is shown, which may be older than the facts. */
export function toPace(job: PacedJob, facts: PaceFacts, told: Estimate, reason: JobReason | null): JobPace {
  return {
    perMinute: perMinuteOf(job, facts),
    recent: [...facts.buckets],
    active: [...facts.active],
    bucketSeconds: facts.bucketSeconds,
    eta: toEta(told, facts.bucketSeconds),
    binding: bindingOf(job, facts, reason),
  };
}

function perMinuteOf(job: PacedJob, facts: PaceFacts): number | null {
  if (job.status === 'paused') return null;
  const seconds = facts.buckets.length * facts.bucketSeconds;
  const settled = facts.buckets.reduce((sum, count) => sum + count, 0);
  if (seconds > 0) return toTenth((settled * 60) / seconds);
  // a run of seconds has no bucket yet: all of it counts
  const { runningSeconds } = facts;
  if (runningSeconds === null || runningSeconds < 2 || facts.settled === 0) return null;
  return toTenth((facts.settled * 60) / runningSeconds);
}

const toTenth = (value: number): number => Math.round(value * 10) / 10;

function toEta(estimate: Estimate, bucketSeconds: number): JobEta {
  const { state } = estimate;
  if (state === 'stalled') {
    // told by whole buckets, so that the words do not change every second
    const forSeconds = bucketSeconds * Math.floor(estimate.forMs / 1000 / bucketSeconds);
    return { state, forSeconds, text: estimateText({ state, forMs: forSeconds * 1000 }) };
  }
  const text = state === 'done' ? 'finishing' : estimateText(estimate);
  if (state !== 'range') return { state, text };
  return {
    state,
    lowSeconds: Math.round(estimate.lowMs / 1000),
    highSeconds: Math.round(estimate.highMs / 1000),
    text,
  };
}

/** The one reason why a job does not move, the most telling first; null when it does. */
export function reasonOf(job: PacedJob, facts: PaceFacts, estimate: Estimate): JobReason | null {
  if (job.status === 'paused' || (job.status === 'pending' && !facts.open)) return null;
  const { hold } = facts;
  if (remainingOf(job) <= 0 && !facts.freezing) return null;
  if (isForsaken(facts)) return { code: 'no_workers', text: 'no workers', until: null };
  if (hold !== null) return { code: hold.code, text: `${hold.label}: ${hold.text}`, until: hold.until };
  if (facts.waitReason !== null && job.counts.processing === 0) {
    return { code: 'waiting', text: facts.waitReason, until: facts.waitUntil?.toISOString() ?? null };
  }
  if (facts.freezing) return { code: 'reading_search', text: 'reading its search', until: null };
  if (waitsToRetry(facts)) {
    const until = new Date(facts.now.getTime() + 1000 * (facts.opensIn ?? 0)).toISOString();
    return { code: 'retry', text: 'waiting to try again', until };
  }
  if (isBehind(job, facts)) return { code: 'slot', text: 'waiting for a slot', until: null };
  if (estimate.state === 'stalled') {
    return { code: 'stalled', text: toEta(estimate, facts.bucketSeconds).text, until: null };
  }
  return null;
}

/** Nobody is there to take its items, nor was a moment ago. */
function isForsaken(facts: PaceFacts): boolean {
  const since = (seconds: number | null) => seconds ?? Number.POSITIVE_INFINITY;
  return (
    facts.workerDriven &&
    facts.workers === 0 &&
    Math.min(since(facts.idleSeconds), since(facts.leasedSeconds)) >= ALIVE_SECONDS
  );
}

/** All that is left comes back later. */
function waitsToRetry(facts: PaceFacts): boolean {
  return facts.open && !facts.atRate && facts.leases === 0 && (facts.opensIn ?? 0) >= WAITING_SECONDS;
}

/** It could hand out items, and those who take them are busy with others. */
function isBehind({ counts }: PacedJob, facts: PaceFacts): boolean {
  return (
    facts.workerDriven &&
    facts.workers > 0 &&
    facts.open &&
    facts.leases === 0 &&
    counts.waiting > 0 &&
    facts.opensIn === 0 &&
    facts.waitingSeconds >= WAITING_SECONDS
  );
}

/** What a job waits for whose organization holds all work of its kind, as the database words it. */
const QUEUE_HELD = 'its queue is held';

const BINDING_OF: ReadonlyMap<JobReason['code'], JobBinding['code']> = new Map([
  ['no_workers', 'workers'],
  ['rate_limited', 'rate_limit'],
  ['at_limit', 'rate_limit'],
  ['quota', 'quota'],
  ['out_of_order', 'service'],
  ['waiting', 'service'],
  ['slot', 'slot'],
]);

/** What would have to change for the job to go faster. */
function bindingOf(job: PacedJob, facts: PaceFacts, reason: JobReason | null): JobBinding | null {
  if (job.status === 'paused') return { code: 'pause', text: job.pauseReason ?? 'paused' };
  if (remainingOf(job) <= 0) return null;
  const code = reason === null ? undefined : BINDING_OF.get(reason.code);
  if (reason !== null && code !== undefined) {
    if (reason.text === QUEUE_HELD) return { code: 'pause', text: QUEUE_HELD };
    return { code: /rate limit|at its limit/.test(reason.text) ? 'rate_limit' : code, text: reason.text };
  }
  const { maxLeases, ratePerSecond, workers, slots, busy } = facts;
  if (facts.atRate && ratePerSecond !== null) {
    return { code: 'rate_limit', text: `at most ${rateText(ratePerSecond)}, as the job is set` };
  }
  if (maxLeases !== null && facts.leases >= maxLeases && job.counts.waiting > 0) {
    return { code: 'concurrency', text: `at most ${counted(maxLeases, 'batch', 'batches')} at once` };
  }
  if (!facts.workerDriven || workers === 0 || job.counts.waiting === 0) return null;
  const who = counted(workers, 'worker', 'workers');
  return busy >= slots
    ? { code: 'workers', text: `all ${groupDigits(slots)} slots of ${who} are busy` }
    : { code: 'workers', text: `as fast as ${who} can` };
}

const counted = (count: number, one: string, many: string): string =>
  `${groupDigits(count)} ${count === 1 ? one : many}`;
