import { recordOf } from '../../base/record.ts';
import { appendItems, createJob, submitJob } from '../../engine/jobs.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { putReport, reportName } from '../../outcomes/report.ts';
import { checkItems } from './check-items.ts';
import { exampleCreate, exampleCreated } from './examples.ts';
import { KIND, settingsOf } from './jobs.ts';
import { outside, parseBody } from './options.ts';
import { toCreatedBody } from './translate.ts';
import { createdSchema, createOptionsSchema, createSchema, MOST_ITEMS } from './wire.ts';

/** An item with every field is some 400 bytes; custom fields may take most of the rest. */
export const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** POST /batch-lookups: all items checked, then job, items and report stored in one transaction. */
export const createBatch = (kind: Pick<AnyKind, 'defaults'>) =>
  endpoint({
    operationId: 'createBatchLookup',
    method: 'POST',
    path: '/batch-lookups',
    tag: 'Batch lookups',
    summary: 'Create a new batch job with multiple lookup items',
    description: `All items are validated before anything is stored: one bad item refuses the batch, and the answer names every bad one. 1 to ${MOST_ITEMS} items; more go as an upload. JSON that is sent as text/plain, as fetch() does when it is told no type, is read as well.`,
    allow: 'analyst',
    body: createSchema,
    checksOwnBody: true,
    bodyExample: exampleCreate,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    plainBody: true,
    idempotent: true,
    answers: {
      201: {
        description: 'The batch is stored and will be worked on',
        schema: createdSchema,
        example: exampleCreated,
      },
    },
    errors: ['duplicate_reference_ids'],
    async run({ caller, body, unstorable, transaction }) {
      // Not `createSchema`: items are parsed one by one, so that each fault is told by the item's index.
      const { items, rest } = parts(body);
      const rows = checkItems(items, unstorable);
      const { name, ...params } = parseBody(createOptionsSchema, rest, outside(unstorable, 'items'));
      return transaction(async (db) => {
        const { organizationId, actor } = caller;
        const title = name ?? (await reportName(db, rows.length));
        const job = await createJob(db, {
          organizationId,
          kind: KIND,
          name: title,
          actor,
          params,
          settings: settingsOf(kind, params.spacing_ms),
          sealed: false,
        });
        await appendItems(db, { organizationId, jobId: job.id, chunk: null, rows });
        await submitJob(db, { organizationId, jobId: job.id, actor });
        const report = await putReport(db, {
          organizationId,
          jobId: job.id,
          name: title,
          sites: rows.length,
        });
        return answer(201, {
          ...toCreatedBody(job, rows.length, report),
          message: `Batch job created with ${rows.length} items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status.`,
        });
      });
    },
  });

function parts(body: unknown): { items: unknown; rest: unknown } {
  const { items, ...rest } = recordOf(body);
  return { items, rest };
}
