import { call, type Queryable } from '../../src/db/pool.ts';
import { reconcilePurchases, unknownPurchases } from '../../src/property/lead-imports/reconcile-import.ts';
import type { PropertyRadarSimulator } from '../../src/simulators/property-radar/property-radar.ts';

type Books = Pick<PropertyRadarSimulator, 'account' | 'record' | 'found'>;

/**
 * What a person does about purchases whose answers never came: looks into the service's books, hands over the records that
 * were charged, and lets the others be bought again. Says how many items that were.
 */
export async function reconcileByLedger(
  db: Queryable,
  simulator: Books,
  organizationId: string,
  jobId: string,
): Promise<number> {
  let items = 0;
  for (const { seqs, radarIds: named } of await unknownPurchases(db, organizationId, jobId)) {
    if (named === null) {
      for (const seq of seqs) items += await reconcilePage(db, simulator, organizationId, jobId, seq);
      continue;
    }
    const radarIds: readonly string[] = named;
    const charged = seqs.filter((_, at) => simulator.account.billed.has(radarIds[at] ?? ''));
    const records = radarIds.flatMap((id) =>
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

/** A page is known by where it began: the records at that place, in the order in which they are sold. */
async function reconcilePage(
  db: Queryable,
  simulator: Books,
  organizationId: string,
  jobId: string,
  seq: number,
): Promise<number> {
  const [page] = await call<{ start: number; page_size: number }>(
    db,
    `select p.start, i.page_size from lotline.lead_import_pages p join lotline.lead_imports i using (job_no)
     join lotline.jobs j on j.number = p.job_no where j.id = $1 and p.seq = $2`,
    [jobId, seq],
  );
  const start = page?.start ?? 0;
  const sold = [...simulator.found()].sort((a, b) =>
    `${a.APN}\0${a.RadarID}` < `${b.APN}\0${b.RadarID}` ? -1 : 1,
  );
  const records = sold.slice(start, start + (page?.page_size ?? 0));
  const charged = records.every(({ RadarID }) => simulator.account.billed.has(RadarID));
  const command = { organizationId, jobId, actor: 'ann', reason: 'looked it up in the books', seqs: [seq] };
  const verdict = charged ? { verdict: 'completed' as const, records } : { verdict: 'retry' as const };
  return (await reconcilePurchases(db, { ...command, ...verdict })).reconciled;
}
