import { backoffMs } from '../../base/backoff.ts';
import type { Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import { leadCriteriaSchema, namedRadarIds } from '../../base/lead-criteria.ts';
import type { FreezeLease, FreezeStore } from '../../property/lead-imports/freeze-store.ts';
import { PREVIEW_PAGE, type PropertyRadar } from '../../providers/property-radar/client.ts';
import { NotNow, ServiceFailure } from '../../providers/service.ts';
import type { KindLog } from '../kind.ts';

export interface FreezerParts {
  readonly radar: PropertyRadar;
  readonly store: FreezeStore;
  readonly log: KindLog;
  readonly clock: Clock;
  /** Records that a free preview names at least, however few are bought at once. */
  readonly previewPage?: number;
  /** How often to look when nothing is heard; ms. */
  readonly pollMs?: number;
}

const POLL_MS = 5_000;
/** A search that failed so often in a row is given up: about a quarter of an hour. */
const MOST_FAILURES = 8;
const RETRY = { baseMs: 5_000, capMs: 300_000 };
/** How long to wait for the organization's limit of new items to let more in. */
const LIMIT_MS = 3_600_000;

/**
 * Freezes searches: reads each through by free previews, and makes an item of each RadarID before any is bought. Any
 * process may run one; the database gives an import to one at a time, and to the next when that one died.
 */
export class LeadFreezer {
  readonly #parts: FreezerParts;
  readonly #stopping = new AbortController();
  #nudge = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(parts: FreezerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** An import may be waiting. */
  wake(): void {
    this.#nudge.abort();
  }

  /** Lets go of what it has; idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#loop;
  }

  /** Freezes one import as far as it goes now. False when none waits. */
  async freezeOne(): Promise<boolean> {
    const lease = await this.#parts.store.claim();
    if (lease === undefined) return false;
    try {
      await this.#freeze(lease);
    } catch (error) {
      await this.#putOff(lease, error);
    }
    return true;
  }

  async #run(): Promise<void> {
    const { clock, log, pollMs = POLL_MS } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#nudge = new AbortController();
      let found = false;
      try {
        found = await this.freezeOne();
      } catch (error) {
        log.warn({ err: error }, 'a lead import could not be frozen now; it is tried again');
      }
      if (!found && !signal.aborted)
        await clock.sleep(pollMs * (0.9 + 0.2 * Math.random()), this.#nudge.signal);
    }
  }

  async #freeze(lease: FreezeLease): Promise<void> {
    const { store } = this.#parts;
    let at: { stage: FreezeLease['stage']; nextStart: number } | undefined = lease;
    while (at?.stage === 'freezing') {
      this.#stopping.signal.throwIfAborted();
      at = await this.#page(lease, at.nextStart);
    }
    if (at === undefined) return;
    while (((await store.append(lease)) ?? 0) > 0) this.#stopping.signal.throwIfAborted();
  }

  /** Reads a page; undefined when there is nothing more to freeze, or the lease is lost. */
  async #page(
    lease: FreezeLease,
    start: number,
  ): Promise<{ stage: FreezeLease['stage']; nextStart: number } | undefined> {
    const { radar, store } = this.#parts;
    const { organizationId, jobId, pageSize } = lease;
    // a search is read in as few calls as the account lets it be, also where each record is bought by itself
    const limit = Math.max(pageSize, this.#parts.previewPage ?? PREVIEW_PAGE);
    const criteria = leadCriteriaSchema.parse(lease.criteria);
    const named = namedRadarIds(criteria);
    if (named !== null) return store.page(lease, named, { total: named.length, cost: null, free: null });
    const { signal } = this.#stopping;
    const seen = await radar.preview({ criteria, start, limit, for: { organizationId, jobId }, signal });
    if (seen.total === 0 || seen.radarIds.length > 0 || start > 0)
      return store.page(lease, seen.radarIds, seen);
    if (await store.planPages(lease, seen)) return undefined;
    throw new Error('a page that should name records names none');
  }

  async #putOff(lease: FreezeLease, error: unknown): Promise<void> {
    const { store, log } = this.#parts;
    const failures = lease.failures + 1;
    const said = error instanceof Error ? error.message : String(error);
    if (this.#stopping.signal.aborted) return store.defer(lease, 0, 'the worker stops', false);
    if (error instanceof NotNow) return store.defer(lease, error.afterMs, error.reason, false);
    if (error instanceof AppError && error.code === 'limit_reached')
      return store.defer(lease, LIMIT_MS, said, false);
    const isFinal =
      error instanceof ServiceFailure && (error.failure === 'permanent' || error.failure === 'invalid_input');
    log.warn({ err: error, job: lease.jobId, failures }, 'a search could not be read');
    if (isFinal || failures >= MOST_FAILURES) {
      const code = error instanceof ServiceFailure ? error.code : 'freeze_failed';
      return store.fail(lease, code, said);
    }
    const afterMs = error instanceof ServiceFailure ? (error.afterMs ?? 0) : 0;
    return store.defer(lease, Math.max(afterMs, backoffMs(RETRY, failures)), said, true);
  }
}
