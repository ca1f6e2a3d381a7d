import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import type { Caller } from '../../identity/roles.ts';
import { resolveCounties } from '../../property/counties/find-counties.ts';
import { createCountyJob } from '../../property/county-jobs/create.ts';
import { createLeads, createLeadsSchema } from './create-leads.ts';
import { exampleCreated } from './examples.ts';
import { TAG } from './parts.ts';
import { fieldsOf, parseBody } from './problems.ts';
import { findBatchJob } from './queries.ts';
import { createSchema } from './requests.ts';
import { toDetailBody } from './translate.ts';
import { changedSchema } from './wire.ts';

/** Fields that make a body one of an import of leads. */
const LEADS = ['criteria', 'search_id'] as const;
const PLACES = ['county_id', 'county_ids', 'state_code'] as const;

export const createBatchJob = endpoint({
  operationId: 'createBatchJob',
  method: 'POST',
  path: '/api/batch-jobs',
  tag: TAG,
  summary: 'Create a batch job over a county, or an import of leads',
  description:
    'With `criteria` or `search_id`: an import of leads, which starts by itself; the search is frozen by free previews before anything is bought. Else a county job: the items are what the job type selects there and now; another unfinished job of the type keeps its own. Beyond the API: `county_id` null is all counties, `county_ids` a list, `state_code` a state; the strategy says in which order they come.',
  allow: 'analyst',
  refusal:
    'Viewers do not have permission to create batch jobs. Only admins and analysts can create batch jobs.',
  body: z.union([createSchema, createLeadsSchema]),
  checksOwnBody: true,
  bodyExample: {
    job_type: 'regrid_scraping',
    county_id: '550e8400-e29b-41d4-a716-446655440000',
    batch_size: 50,
  },
  idempotent: true,
  answers: {
    200: { description: 'The job, not started yet', schema: changedSchema, example: exampleCreated },
  },
  errors: [
    ...(['conflict', 'county_not_found', 'ambiguous_county', 'invalid_argument'] as const),
    ...(['total_items_too_large', 'job_busy', 'not_found', 'test_key', 'limit_reached'] as const),
  ],
  async run({ caller, body, unstorable, transaction }) {
    const given = fieldsOf(body);
    if (LEADS.some((field) => given[field] !== undefined) || given.job_type === 'lead_import') {
      const wanted = parseBody(createLeadsSchema, body, unstorable);
      return transaction(async (db) => created(db, caller, await createLeads(db, caller, wanted)));
    }
    if (!given.job_type || PLACES.every((place) => given[place] === undefined)) {
      throw new AppError('validation_failed', 'job_type and county_id are required fields', {
        field: given.job_type ? 'county_id' : 'job_type',
        hint: 'county_id null means all counties.',
      });
    }
    const wanted = parseBody(createSchema, body, unstorable);
    const named = PLACES.filter((place) => wanted[place] !== undefined && wanted[place] !== null);
    if (named.length > 1) {
      throw new AppError('validation_failed', `Give only one of ${named.join(' and ')}`, {
        field: named[1] ?? '',
      });
    }
    const { organizationId, actor } = caller;
    return transaction(async (db) => {
      const { id } = await createCountyJob(db, {
        organizationId,
        actor,
        jobType: wanted.job_type,
        countyIds: await countyIds(db, wanted),
        ...(wanted.state_code ? { stateCode: wanted.state_code.toUpperCase() } : {}),
        ...(wanted.batch_size ? { batchSize: wanted.batch_size } : {}),
        ...(wanted.total_items ? { totalItems: wanted.total_items } : {}),
        ...(wanted.strategy ? { strategy: wanted.strategy } : {}),
        ...(typeof wanted.reuse === 'boolean' ? { reuse: wanted.reuse } : {}),
      });
      return created(db, caller, id);
    });
  },
});

async function created(db: Queryable, { organizationId }: Caller, id: string) {
  return answer(200, {
    data: toDetailBody(await findBatchJob(db, organizationId, id)),
    message: 'Batch job created successfully',
    source: 'database',
  });
}

/** The counties meant, by id, FIPS code or name; null for all, or all of a state. */
async function countyIds(
  db: Queryable,
  wanted: { county_id?: string | null | undefined; county_ids?: readonly string[] | null | undefined },
): Promise<string[] | null> {
  const field = wanted.county_ids ? 'county_ids' : 'county_id';
  const texts = wanted.county_ids ?? (wanted.county_id ? [wanted.county_id] : null);
  return texts && resolveCounties(db, texts, field);
}
