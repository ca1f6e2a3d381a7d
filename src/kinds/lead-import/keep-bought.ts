import { backoffMs } from '../../base/backoff.ts';
import { systemClock } from '../../base/clock.ts';
import { isUnavailable } from '../../base/errors.ts';
import type { Bought, LeadState, LeadStore } from '../../property/lead-imports/lead-store.ts';
import type { Purchase } from '../../providers/property-radar/client.ts';
import type { KindContext } from '../kind.ts';

/** A database that is away is waited for about half a minute: what is not stored has to be settled by a person. */
const TRIES = 8;
const WAIT = { baseMs: 200, capMs: 8_000 };

/**
 * Stores what was bought, also when the lease was lost meanwhile: it is paid for. Items that were given up as unknown
 * before the answer came are completed after all; a lease may be lost long before its holder hears of it.
 */
export async function keepBought(
  store: LeadStore,
  { job, log }: Pick<KindContext<unknown>, 'job' | 'log'>,
  { records, nameless, cost, free, seqs, page }: Purchase & Pick<Bought, 'seqs' | 'page'>,
): Promise<ReadonlyMap<string, LeadState>> {
  if (nameless > 0) log.warn({ nameless }, 'records without a RadarID were bought and cannot be kept');
  const bought: Bought = { seqs, records, cost, free, ...(page === undefined ? {} : { page }) };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const states = await store.store(job, bought);
      await store.completeLate(job, seqs);
      return states;
    } catch (error) {
      if (attempt >= TRIES || !isUnavailable(error)) throw error;
      log.warn({ err: error, records: records.length }, 'what was bought could not be stored yet');
      await systemClock.sleep(backoffMs(WAIT, attempt));
    }
  }
}
