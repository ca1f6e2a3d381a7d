import type { Queryable } from '../../src/db/pool.ts';
import { reconcilePurchases, unknownPurchases } from '../../src/property/lead-imports/reconcile-import.ts';
import type { PropertyRadarSimulator } from '../../src/simulators/property-radar/property-radar.ts';

/**
 * What a person does about purchases whose answers never came: looks into the service's books, hands over the records that
 * were charged, and lets the others be bought again. Says how many items that were.
 */
export async function reconcileByLedger(
  db: Queryable,
  simulator: Pick<PropertyRadarSimulator, 'account' | 'record'>,
  organizationId: string,
  jobId: string,
): Promise<number> {
  let items = 0;
  for (const { seqs, radarIds } of await unknownPurchases(db, organizationId, jobId)) {
    const charged = seqs.filter((_, at) => simulator.account.billed.has(radarIds?.[at] ?? ''));
    const records = (radarIds ?? []).flatMap((id) =>
      simulator.account.billed.has(id) ? (simulator.record(id) ?? []) : [],
    );
    const command = { organizationId, jobId, actor: 'ann', reason: 'looked it up in the books' };
    if (charged.length > 0) {
      items += (await reconcilePurchases(db, { ...command, verdict: 'completed', seqs: charged, records }))
        .reconciled;
    }
    const free = seqs.filter((seq) => !charged.includes(seq));
    if (free.length > 0) {
      items += (await reconcilePurchases(db, { ...command, verdict: 'retry', seqs: free })).reconciled;
    }
  }
  return items;
}
