import { leadCriteriaSchema } from '../../base/lead-criteria.ts';
import type { LeadState } from '../../property/lead-imports/lead-store.ts';
import { completed, failed, type KindContext, type Outcome, skipped } from '../kind.ts';
import { outcomeUnlessStopped } from './buy-records.ts';
import { keepBought } from './keep-bought.ts';
import type { LeadImportParts, LeadParams } from './lead-import.ts';

/**
 * Buys one page of a search whose previews name nobody. The results are counted first, free of charge: where they have
 * become fewer the page begins earlier, so that no record is passed over. One that comes on two pages is one lead, though
 * the vendor bills it twice; that a RadarID is bought once can be promised only where previews name it.
 */
export async function buyPage(
  { radar, store }: LeadImportParts,
  seq: number,
  context: KindContext<LeadParams>,
): Promise<Outcome> {
  const { job, signal, billed } = context;
  const wanted = { organizationId: job.organizationId, jobId: job.id, seq };
  const criteria = leadCriteriaSchema.safeParse(await store.criteria(job));
  if (!criteria.success)
    return failed('permanent', 'invalid_criteria', 'the job has no search that can be read');
  const search = { criteria: criteria.data, for: wanted, signal };
  let purchase: Awaited<ReturnType<typeof radar.purchase>>;
  let start: number;
  try {
    await radar.ready(wanted, signal);
    const { total } = await radar.preview({ ...search, start: 0, limit: 1 });
    const plan = await store.beginPage(job, seq, total);
    if (plan.state === 'bought') return completed({ state: 'known' });
    if (plan.state === 'over') return skipped('nothing_left', 'The results end before this page');
    start = plan.start;
    await billed([seq], 'propertyradar');
    purchase = await radar.purchase({ ...search, start, limit: plan.records });
  } catch (error) {
    return outcomeUnlessStopped(error, signal);
  }
  const states = await keepBought(store, context, { ...purchase, seqs: [seq], page: seq });
  const count = (state: LeadState) => [...states.values()].filter((one) => one === state).length;
  const page = {
    start,
    records: purchase.records.length,
    inserted: count('inserted'),
    updated: count('updated'),
    unchanged: count('unchanged'),
  };
  return completed({ state: 'bought', page });
}
