import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { type LeadCriterion, leadCriteriaSchema } from '../../base/lead-criteria.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Caller } from '../../identity/roles.ts';
import { createLeadImport } from '../../property/lead-imports/create-import.ts';
import { getLeadSearch } from '../../property/leads/searches.ts';

/** A search whose records are to be bought: the other half of what POST /api/batch-jobs takes. */
export const createLeadsSchema = z
  .object({
    job_type: z.literal('lead_import', 'job_type: must be lead_import where criteria are given').nullish(),
    criteria: leadCriteriaSchema
      .optional()
      .describe("The vendor's criteria: `[{name, value: […]}]`, ANDed, the values of each ORed"),
    search_id: z
      .uuid('search_id: must be the id of a saved search')
      .optional()
      .describe('Instead of criteria'),
    name: z
      .string('name: must be text')
      .trim()
      .min(1, 'name: must not be empty')
      .max(200, 'name: must have at most 200 characters')
      .optional(),
    batch_size: z
      .int('batch_size: must be a whole number from 1 to 500')
      .min(1, 'batch_size: must be at least 1')
      .max(500, 'batch_size: must be at most 500: more are not sold in one request')
      .nullish()
      .describe('Records bought in one request; absent: 400'),
    total_items: z
      .int('total_items: must be a whole number')
      .min(0, 'total_items: must be at least 0')
      .max(2_147_483_647)
      .nullish()
      .describe('At most so many records; absent or 0: all'),
    reuse: z
      .boolean('reuse: must be true or false')
      .optional()
      .describe('Records that are stored and fresh are not bought again (default true)'),
    reuse_days: z
      .number('reuse_days: must be a number of days')
      .min(0, 'reuse_days: must be at least 0')
      .max(3650, 'reuse_days: must be at most 3650')
      .optional()
      .describe('How long a stored record counts as fresh; absent: 30'),
  })
  .meta({ id: 'CreateLeadImport' });
type CreateLeads = z.infer<typeof createLeadsSchema>;

/** Starts an import, with the criteria given or those of a saved search. Answers the job's id. */
export async function createLeads(db: Queryable, caller: Caller, wanted: CreateLeads): Promise<string> {
  const { organizationId, actor } = caller;
  const { criteria, search_id, batch_size, total_items, reuse, reuse_days } = wanted;
  if ((criteria === undefined) === (search_id === undefined)) {
    throw new AppError('validation_failed', 'Give either criteria or search_id', { field: 'criteria' });
  }
  const saved = search_id === undefined ? null : await getLeadSearch(db, organizationId, { id: search_id });
  if (search_id !== undefined && saved === null) {
    throw new AppError('not_found', 'There is no such saved search', { field: 'search_id' });
  }
  const asked = criteria ?? leadCriteriaSchema.parse(saved?.criteria);
  const { id } = await createLeadImport(db, {
    organizationId,
    actor,
    name: wanted.name ?? `Lead Import - ${saved?.name ?? criteriaText(asked)}`,
    criteria: asked,
    ...(batch_size ? { batchSize: batch_size } : {}),
    ...(total_items ? { mostRecords: total_items } : {}),
    params: {
      ...(reuse === undefined ? {} : { reuse }),
      ...(reuse_days === undefined ? {} : { reuse_days }),
    },
  });
  return id;
}

/** Criteria in a line, such as "County 42013, EquityPercent 50-". */
function criteriaText(criteria: readonly LeadCriterion[]): string {
  const text = criteria.map(({ name, value }) => `${name} ${value.map(valueText).join('/')}`).join(', ');
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map((end) => end ?? '').join('-');
  if (typeof value === 'object' && value !== null && 'value' in value) return valueText(value.value);
  return String(value);
}
