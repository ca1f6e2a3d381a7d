import { completed, deferred, failed, type KindContext, type Outcome, skipped } from '../kind.ts';
import { outcomeOf } from '../service-outcome.ts';
import { keepBought } from './keep-bought.ts';
import type { LeadImportParts, LeadParams } from './lead-import.ts';

interface Wanted {
  readonly seq: number;
  readonly radarId: string;
}

/** How long to wait for another job that is buying the same record. */
const BUSY_MS = 5_000;
/** How long to wait for a person to reconcile another job's purchase. */
const UNRESOLVED_MS = 60_000;

/** Buys records by their RadarIDs in one request, leaving out those that are known or somebody else's to buy. */
export async function buyRecords(
  parts: LeadImportParts,
  items: readonly Wanted[],
  context: KindContext<LeadParams>,
): Promise<Map<number, Outcome>> {
  const { job } = context;
  const { reuse, reuse_days } = job.params;
  const states = await parts.store.take(job, items, reuse ? reuse_days : null);
  const outcomes = new Map<number, Outcome>();
  const toBuy: Wanted[] = [];
  for (const item of items) {
    const state = states.get(item.seq);
    if (state === 'buy') toBuy.push(item);
    else outcomes.set(item.seq, notBought(state));
  }
  if (toBuy.length > 0) {
    for (const [seq, outcome] of await buy(parts, toBuy, context)) outcomes.set(seq, outcome);
  }
  return outcomes;
}

function notBought(state: 'known' | 'busy' | 'unresolved' | undefined): Outcome {
  if (state === 'known') return completed({ state: 'known' });
  if (state === 'unresolved') {
    const message =
      'Another import sent a purchase of this record and no answer is known; reconcile that one first, then try again';
    return failed('transient', 'purchase_unresolved', message, UNRESOLVED_MS);
  }
  return deferred(BUSY_MS, 'another import is buying the same record');
}

async function buy(
  parts: LeadImportParts,
  items: readonly Wanted[],
  context: KindContext<LeadParams>,
): Promise<Map<number, Outcome>> {
  const { job, signal } = context;
  const seqs = items.map(({ seq }) => seq);
  const value = items.map(({ radarId }) => radarId);
  const wanted = { organizationId: job.organizationId, jobId: job.id };
  try {
    // before anything is marked as sent: most that has to wait, waits here
    await parts.radar.ready(wanted, signal);
  } catch (error) {
    return forAll(seqs, outcomeUnlessStopped(error, signal));
  }
  await context.billed(seqs, 'propertyradar');
  let bought: Awaited<ReturnType<typeof parts.radar.purchase>>;
  try {
    const search = { criteria: [{ name: 'RadarID' as const, value }], for: wanted, signal };
    bought = await parts.radar.purchase({ ...search, start: 0, limit: items.length });
  } catch (error) {
    return forAll(seqs, outcomeUnlessStopped(error, signal));
  }
  const states = await keepBought(parts.store, context, { ...bought, seqs });
  return new Map(
    items.map(({ seq, radarId }) => {
      const lead = states.get(radarId);
      return [
        seq,
        lead === undefined
          ? skipped(
              'not_found',
              'PropertyRadar has no record of this RadarID any more; nothing was billed for it',
            )
          : completed({ state: 'bought', lead }),
      ];
    }),
  );
}

function forAll(seqs: readonly number[], outcome: Outcome): Map<number, Outcome> {
  return new Map(seqs.map((seq) => [seq, outcome]));
}

/** What becomes of the items; thrown on when it was us who stopped. */
export function outcomeUnlessStopped(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted && error === signal.reason) throw error;
  return outcomeOf(error);
}
