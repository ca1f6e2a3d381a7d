/** Follows one job to its end: `jobs watch`, and every `--wait`. */
import { type Context, isOutage } from './context.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { durationText, groupDigits, plural } from './human.ts';
import {
  exitCodeOfJob,
  type FailureGroup,
  fetchFailures,
  fetchJob,
  isOver,
  type JobView,
  reasonText,
  sharedMessage,
  stateText,
} from './job-view.ts';
import { createProgress, type Progress, type ProgressReading } from './progress.ts';

const TERMINAL_POLL_MS = 500;
const PLAIN_POLL_MS = 1_000;
const SLOW_POLL_MS = 2_000;
/** A run of seconds is polled fast; after this long, twice a second is more than anybody needs. */
const FAST_FOR_MS = 60_000;
const FAILURES_EVERY_MS = 3_000;
/** How long a server may be away before watching gives up. */
const OUTAGE_LIMIT_MS = 300_000;

export interface WatchOptions {
  /** Seconds until exit code 8. */
  timeout?: number | undefined;
  /** When the waiting is over; by default, when the job is. */
  until?: (job: JobView) => boolean;
}

export interface Watched {
  job: JobView;
  exitCode: ExitCode;
}

/**
 * Shows progress until the job is over (or `until` says so) and tells the outcome. Ctrl-C detaches: the job goes
 * on, and the exit code is 2. A server that goes away is waited for. Throws CliError 8 at the timeout.
 */
export async function watch(context: Context, id: string, options: WatchOptions = {}): Promise<Watched> {
  const { io } = context;
  const client = await context.client();
  const detached = new AbortController();
  const release = io.onInterrupt(() => detached.abort());
  const first = await fetchJob(client, id);
  const progress = createProgress(io, { label: first.name, quiet: context.format.quiet });
  const follower = new Follower(context, progress, options, detached.signal);
  try {
    const job = await follower.follow(first);
    progress.end();
    if (!context.format.quiet) context.say(summaryText(job));
    return { job, exitCode: options.until ? EXIT.ok : exitCodeOfJob(job) };
  } catch (error) {
    progress.end();
    if (!detached.signal.aborted) throw error;
    context.say(`Detached. The job goes on; see it again with: lotline jobs watch ${id}`);
    return { job: first, exitCode: EXIT.cancelled };
  } finally {
    release();
  }
}

class Follower {
  readonly #context: Context;
  readonly #progress: Progress;
  readonly #options: WatchOptions;
  readonly #signal: AbortSignal;
  readonly #startedMs: number;
  #groups: readonly FailureGroup[] = [];
  #groupsMs = Number.NEGATIVE_INFINITY;

  constructor(context: Context, progress: Progress, options: WatchOptions, signal: AbortSignal) {
    this.#context = context;
    this.#progress = progress;
    this.#options = options;
    this.#signal = signal;
    this.#startedMs = context.io.now();
  }

  async follow(first: JobView): Promise<JobView> {
    const over = this.#options.until ?? isOver;
    let job = first;
    for (;;) {
      await this.#refreshGroups(job);
      this.#progress.update(readingOf(job, this.#groups));
      if (over(job)) return job;
      this.#checkTimeout(job);
      await this.#context.io.sleep(this.#pollMs(), this.#signal);
      job = await this.#next(job);
    }
  }

  /** The next state; through an outage the last one stands, and a line says so. */
  async #next(job: JobView): Promise<JobView> {
    const { io } = this.#context;
    const client = await this.#context.client();
    const sinceMs = io.now();
    for (let told = false; ; told = true) {
      try {
        return await fetchJob(client, job.id, 0);
      } catch (error) {
        if (!isOutage(error) || io.now() - sinceMs > OUTAGE_LIMIT_MS) throw error;
        if (!told) this.#progress.say(`${error.message} Waiting for it; the job is not affected.`);
        this.#checkTimeout(job);
        await io.sleep(SLOW_POLL_MS, this.#signal);
      }
    }
  }

  async #refreshGroups(job: JobView): Promise<void> {
    const { io } = this.#context;
    if (job.counts.failed === 0 || !io.isTTY.stderr || io.now() - this.#groupsMs < FAILURES_EVERY_MS) return;
    this.#groupsMs = io.now();
    const client = await this.#context.client();
    try {
      this.#groups = await fetchFailures(client, job.id, 3);
    } catch (error) {
      if (!isOutage(error)) throw error;
    }
  }

  #checkTimeout(job: JobView): void {
    const { timeout } = this.#options;
    if (timeout === undefined || this.#context.io.now() - this.#startedMs < timeout * 1000) return;
    throw new CliError(
      EXIT.timeout,
      'timeout',
      `Not finished after ${durationText(timeout * 1000)}: ${stateText(job).toLowerCase()}.`,
      { hint: `The job goes on; see it again with: lotline jobs watch ${job.id}` },
    );
  }

  #pollMs(): number {
    const { io } = this.#context;
    if (io.now() - this.#startedMs > FAST_FOR_MS) return SLOW_POLL_MS;
    return io.isTTY.stderr ? TERMINAL_POLL_MS : PLAIN_POLL_MS;
  }
}

function readingOf(job: JobView, groups: readonly FailureGroup[]): ProgressReading {
  const running = job.status === 'in_progress' || (job.status === 'pending' && job.sealed);
  return {
    counts: job.counts,
    ...(running && job.pace ? { pace: job.pace } : {}),
    ...(running || isOver(job) ? {} : { note: stateText(job).toLowerCase() }),
    ...reasonOf(job),
    below: groups.map((group) => `${groupDigits(group.final)}× ${sharedMessage(group)} (${group.code})`),
  };
}

/** Why a job does not move: who paused it says so, or a service keeps it waiting. */
function reasonOf(job: JobView): { reason?: string } {
  const reason = job.status === 'paused' ? job.pauseReason : reasonText(job);
  return reason ? { reason } : {};
}

/** "Completed with failures: 9,950 succeeded, 28 failed, 22 skipped, in 3 min 5 s." */
function summaryText(job: JobView): string {
  const { counts } = job;
  const parts = [`${groupDigits(counts.completed)} succeeded`];
  for (const name of ['failed', 'skipped', 'cancelled'] as const) {
    if (counts[name] > 0) parts.push(`${groupDigits(counts[name])} ${name}`);
  }
  const took = job.completedAt ? Date.parse(job.completedAt) - Date.parse(job.createdAt) : null;
  const time = took === null ? '' : `, in ${durationText(took)}`;
  return `${stateText(job)}: ${parts.join(', ')} of ${plural(counts.total, 'item')}${time}.`;
}
