import {
  type DraftState,
  discardDraft,
  listDrafts,
  mendDraft,
  readDraft,
  saveMapping,
} from '../../engine/drafts.ts';
import type { Job } from '../../engine/vocabulary.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { checkRows } from './check-rows.ts';
import { BODY_LIMIT_BYTES } from './create.ts';
import { findJob, KIND } from './jobs.ts';
import { outside, parseBody } from './options.ts';
import { tag } from './upload.ts';
import {
  exampleChunk,
  exampleDiscarded,
  exampleDraft,
  exampleDraftList,
  exampleRowsMended,
  exampleUpload,
} from './upload-examples.ts';
import {
  discardedSchema,
  draftListSchema,
  draftPatchSchema,
  draftSchema,
  draftsQuery,
  rowsMendedSchema,
} from './upload-wire.ts';
import { chunkSchema, jobParams, MOST_UPLOAD_ROWS } from './wire.ts';

const KEPT_MS = 7 * 24 * 3_600_000;

/** GET /batch-lookups/uploads: what a form offers to go on with. */
export const listUploads = endpoint({
  operationId: 'listUploads',
  method: 'GET',
  path: '/batch-lookups/uploads',
  tag,
  summary: 'List uploads that take rows still',
  description: 'Newest first. An upload that gets nothing for 7 days is given up.',
  allow: 'viewer',
  query: draftsQuery,
  answers: {
    200: { description: 'A page of open uploads', schema: draftListSchema, example: exampleDraftList },
  },
  errors: [],
  async run({ caller: { organizationId }, query, transaction }) {
    const [before = null] = fromCursor(query.cursor, [/^\d{1,18}$/]) ?? [];
    return transaction(async (db) => {
      const found = await listDrafts(db, { organizationId, kind: KIND, before, limit: query.limit + 1 });
      const uploads = found.slice(0, query.limit);
      const last = found.length > query.limit ? uploads.at(-1) : undefined;
      return answer(200, {
        uploads: uploads.map(({ id, name, rows, rejected, createdAt }) => ({
          job_id: id,
          name,
          rows,
          rejected,
          created_at: createdAt.toISOString(),
        })),
        next_cursor: last === undefined ? null : toCursor([last.number]),
      });
    });
  },
});

/** GET /batch-lookups/{job_id}/upload: which chunks are there, so that a form can go on after a reload. */
export const getUpload = endpoint({
  operationId: 'getUpload',
  method: 'GET',
  path: '/batch-lookups/{job_id}/upload',
  tag,
  summary: 'Get what an upload holds so far',
  description:
    'To go on with an interrupted upload, send the chunks that are not there, or all again: a chunk is stored once. Rejected rows are read with GET /batch-lookups/{job_id}/items?status=failed.',
  allow: 'viewer',
  params: jobParams,
  answers: { 200: { description: 'The upload', schema: draftSchema, example: exampleDraft } },
  errors: ['job_not_found'],
  async run({ caller, params, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, caller.organizationId, params.job_id);
      return answer(200, toBody(job, await readDraft(db, job.number)));
    });
  },
});

/** PATCH /batch-lookups/{job_id}/upload: keeps the mapping while a person works on it. */
export const patchUpload = endpoint({
  operationId: 'patchUpload',
  method: 'PATCH',
  path: '/batch-lookups/{job_id}/upload',
  tag,
  summary: 'Keep how the columns of an upload are to be read',
  description:
    'Kept for your form, and for files of corrections; what a row of a chunk means is in its `item` alone.',
  allow: 'analyst',
  params: jobParams,
  body: draftPatchSchema,
  checksOwnBody: true,
  bodyExample: { mapping: exampleUpload.mapping },
  answers: { 200: { description: 'The upload', schema: draftSchema, example: exampleDraft } },
  errors: ['job_not_found', 'job_sealed', 'invalid_argument'],
  async run({ caller: { organizationId }, params, body, unstorable, transaction }) {
    const { mapping } = parseBody(draftPatchSchema, body, outside(unstorable, ''));
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.job_id);
      await saveMapping(db, { organizationId, jobId: job.id, mapping });
      const saved = await findJob(db, organizationId, job.id);
      return answer(200, toBody(saved, await readDraft(db, job.number)));
    });
  },
});

/** PATCH /batch-lookups/{job_id}/rows: what a person mends in a form, row by row or a thousand alike. */
export const patchRows = endpoint({
  operationId: 'mendUploadRows',
  method: 'PATCH',
  path: '/batch-lookups/{job_id}/rows',
  tag,
  summary: 'Write rows of an upload anew',
  description:
    'Only before it is sealed, by the numbers that the rows were sent with; up to 5,000 at once. Each is judged again, so that a rejected row may be good now. A `row` given twice keeps the last.',
  allow: 'analyst',
  params: jobParams,
  body: chunkSchema,
  checksOwnBody: true,
  bodyLimitBytes: BODY_LIMIT_BYTES,
  bodyExample: exampleChunk,
  answers: {
    200: { description: 'What the upload holds now', schema: rowsMendedSchema, example: exampleRowsMended },
  },
  errors: ['job_not_found', 'job_sealed', 'invalid_argument'],
  async run({ caller: { organizationId }, params, body, unstorable, transaction }) {
    const { rows } = parseBody(chunkSchema, body, outside(unstorable, 'rows'));
    const last = new Map(checkRows(rows, unstorable).map((row) => [row.row, row]));
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.job_id);
      const mended = await mendDraft(db, { organizationId, jobId: job.id, rows: [...last.values()] });
      return answer(200, { mended: mended.mended, rejected: mended.rejected, total_items: mended.total });
    });
  },
});

/** DELETE /batch-lookups/{job_id}/upload: as if it had never been begun. */
export const deleteUpload = endpoint({
  operationId: 'deleteUpload',
  method: 'DELETE',
  path: '/batch-lookups/{job_id}/upload',
  tag,
  summary: 'Give up an upload and its rows',
  description: 'Only before it is sealed; a sealed one is a job, which is cancelled instead.',
  allow: 'analyst',
  params: jobParams,
  answers: { 200: { description: 'The upload is gone', schema: discardedSchema, example: exampleDiscarded } },
  errors: ['job_not_found', 'job_sealed'],
  async run({ caller: { organizationId, actor }, params, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.job_id);
      await discardDraft(db, { organizationId, jobId: job.id, actor });
      return answer(200, { message: 'Upload discarded', job_id: job.id });
    });
  },
});

function toBody(job: Job, draft: DraftState) {
  const status = job.sealed ? 'sealed' : job.status === 'pending' ? 'open' : 'cancelled';
  const expiresAt = new Date(draft.touchedAt.getTime() + KEPT_MS).toISOString();
  return {
    job_id: job.id,
    name: job.name,
    status,
    columns: job.columns ?? [],
    mapping: job.params.mapping ?? null,
    rows: job.counts.total,
    rejected: job.counts.skipped,
    most_rows: MOST_UPLOAD_ROWS,
    chunks: draft.chunks,
    created_at: job.createdAt.toISOString(),
    updated_at: draft.touchedAt.toISOString(),
    expires_at: status === 'open' ? expiresAt : null,
  };
}
