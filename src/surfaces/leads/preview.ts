import { AppError } from '../../base/errors.ts';
import { type LeadCriterion, leadCriteriaSchema, namedRadarIds } from '../../base/lead-criteria.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { PREVIEW_PAGE, type Preview, type PropertyRadar } from '../../providers/property-radar/client.ts';
import { NotNow, ServiceFailure } from '../../providers/service.ts';
import { previewExample, previewedSchema, previewSchema } from './search-wire.ts';
import { findSearch } from './searches.ts';
import { TAG } from './wire.ts';

/** What a search would bring and cost, without buying anything. */
export const previewLeads = (radar: Pick<PropertyRadar, 'preview'>): AnyEndpoint =>
  endpoint({
    operationId: 'previewLeads',
    method: 'POST',
    path: '/api/leads/preview',
    tag: TAG,
    summary: 'How many leads a search finds, in how many calls, at what price; nothing is bought',
    description:
      'Asks the vendor once, free of charge. `POST /api/batch-jobs` with the same `criteria` or `search_id` starts the import.',
    allow: 'analyst',
    body: previewSchema,
    bodyExample: previewExample,
    answers: { 200: { description: 'What an import would be', schema: previewedSchema } },
    errors: ['not_found', 'too_many_requests', 'service_not_set', 'upstream_transient', 'upstream_infra'],
    async run({ caller: { organizationId }, body, signal, transaction }) {
      if ((body.criteria === undefined) === (body.search_id === undefined)) {
        throw new AppError('validation_failed', 'Give either criteria or search_id', { field: 'criteria' });
      }
      let criteria: readonly LeadCriterion[] = body.criteria ?? [];
      await transaction(async (db) => {
        if (body.search_id !== undefined) {
          // Checked when it was kept; by the table of today once more.
          criteria = leadCriteriaSchema.parse(
            (await findSearch(db, organizationId, body.search_id)).criteria,
          );
        }
        return answer(200, null);
      });
      const { batch_size: size, total_items: most } = body;
      const wanted = { organizationId, interactive: true };
      const found = await radar
        .preview({ criteria, start: 0, limit: Math.max(size, PREVIEW_PAGE), for: wanted, signal })
        .catch((error: unknown) => Promise.reject(toProblem(error)));
      return answer(200, toBody(criteria, found, size, most || found.total));
    },
  });

function toBody(criteria: readonly LeadCriterion[], found: Preview, size: number, most: number) {
  const records = Math.min(found.total, most);
  const pages = Math.ceil(records / size);
  const named = namedRadarIds(criteria) !== null;
  const byName = named || found.radarIds.length > 0;
  // One page cannot shift; several are read through twice. Records that the search itself names need no preview, and
  // where previews name none, each page is bought after a look at how many there are.
  const read = Math.ceil(records / Math.max(size, PREVIEW_PAGE));
  const free = named ? 0 : !byName ? 1 + pages : read <= 1 ? 1 : read * 2;
  return {
    criteria,
    total_records: found.total,
    records,
    estimated_cost: shareOf(found.cost, records, found.total),
    free_remaining: found.free,
    names_records: byName,
    calls: { free, billed: pages, total: free + pages },
    background: found.total > size,
  };
}

/** What part of a price some of the records are, in whole cents, rounded up; the whole price as the vendor wrote it. */
function shareOf(cost: string | null, records: number, total: number): string | null {
  if (cost === null || records === total) return cost;
  const [whole = '0', fraction = ''] = cost.split('.');
  const micros = BigInt(`${whole}${fraction.padEnd(6, '0').slice(0, 6)}`);
  const share = micros * BigInt(records);
  const unit = BigInt(total) * 10_000n;
  const cents = (share + unit - 1n) / unit;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

/** What a call that failed is to whoever asked for a preview. */
function toProblem(error: unknown): unknown {
  if (error instanceof NotNow) {
    return new AppError('too_many_requests', `PropertyRadar cannot be asked now: ${error.reason}`, {
      details: { retry_after: Math.ceil(error.afterMs / 1000) },
    });
  }
  if (!(error instanceof ServiceFailure)) return error;
  if (error.code === 'propertyradar_not_set') return new AppError('service_not_set', error.message);
  const status = error.answer?.status ?? 0;
  // 403 is a criterion that this account may not use
  if (status === 400 || status === 403 || status === 422) {
    return new AppError('validation_failed', error.message, { field: 'criteria', cause: error });
  }
  const code = status >= 400 && status < 500 ? 'upstream_infra' : 'upstream_transient';
  return new AppError(code, error.message, { cause: error });
}
