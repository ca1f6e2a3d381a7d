import { AppError } from '../../base/errors.ts';
import { appendItems } from '../../engine/jobs.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { checkRows } from './check-rows.ts';
import { BODY_LIMIT_BYTES } from './create.ts';
import { exampleJob } from './examples.ts';
import { findJob, jobBody } from './jobs.ts';
import { openUpload, sealJob } from './open-upload.ts';
import { outside, parseBody } from './options.ts';
import { toCreatedBody } from './translate.ts';
import { exampleChunk, exampleChunkStored, exampleUpload, exampleUploadCreated } from './upload-examples.ts';
import {
  chunkParams,
  chunkSchema,
  chunkStoredSchema,
  createdSchema,
  jobParams,
  jobSchema,
  MOST_CHUNK_ROWS,
  MOST_UPLOAD_ROWS,
  uploadSchema,
} from './wire.ts';

export const tag = 'Batch lookups: uploads';

/** POST /batch-lookups/uploads: an empty job that takes rows until it is sealed. */
export const createUpload = (kind: Pick<AnyKind, 'defaults'>) =>
  endpoint({
    operationId: 'createUpload',
    method: 'POST',
    path: '/batch-lookups/uploads',
    tag,
    summary: 'Begin an upload of many rows',
    description: `Then send chunks of at most ${MOST_CHUNK_ROWS} rows (PUT .../chunks/{chunk}) and seal it (POST .../seal). One job, up to ${MOST_UPLOAD_ROWS} rows; bad rows are kept with their faults and skipped.`,
    allow: 'analyst',
    body: uploadSchema,
    checksOwnBody: true,
    idempotent: true,
    bodyExample: exampleUpload,
    answers: {
      201: { description: 'The upload is open', schema: createdSchema, example: exampleUploadCreated },
    },
    errors: [],
    async run({ caller, body, unstorable, transaction }) {
      const { name, columns, ...params } = parseBody(uploadSchema, body ?? {}, unstorable);
      return transaction(async (db) => {
        const { job, report } = await openUpload(db, kind, caller, { name, columns, params });
        return answer(201, {
          ...toCreatedBody(job, 0, report),
          message: `Upload created. Send its rows with PUT /batch-lookups/{job_id}/chunks/{chunk}, then POST /batch-lookups/{job_id}/seal.`,
        });
      });
    },
  });

/** PUT /batch-lookups/{job_id}/chunks/{chunk}: may be sent again; it is stored once. */
export const putChunk = endpoint({
  operationId: 'putUploadChunk',
  method: 'PUT',
  path: '/batch-lookups/{job_id}/chunks/{chunk}',
  tag,
  summary: 'Add rows to an upload',
  description:
    'Repeatable by chunk number: send it again when no answer came. A row without `reference_id` gets `row-<number>`.',
  allow: 'analyst',
  params: chunkParams,
  body: chunkSchema,
  checksOwnBody: true,
  bodyLimitBytes: BODY_LIMIT_BYTES,
  bodyExample: exampleChunk,
  answers: {
    200: { description: 'The rows are stored', schema: chunkStoredSchema, example: exampleChunkStored },
  },
  errors: ['job_not_found', 'job_sealed', 'conflict', 'invalid_argument'],
  async run({ caller, params, body, unstorable, transaction }) {
    const { rows } = parseBody(chunkSchema, body, outside(unstorable, 'rows'));
    const items = checkRows(rows, unstorable);
    return transaction(async (db) => {
      const { organizationId } = caller;
      const job = await findJob(db, organizationId, params.job_id);
      const stored = await appendItems(db, {
        organizationId,
        jobId: job.id,
        chunk: Number(params.chunk),
        rows: items,
      });
      if (stored.total > MOST_UPLOAD_ROWS) {
        throw new AppError('invalid_argument', `rows: an upload takes at most ${MOST_UPLOAD_ROWS} rows`, {
          field: 'rows',
          hint: 'Seal this one, and begin another for the rest.',
        });
      }
      return answer(200, {
        accepted: stored.added - stored.skipped,
        rejected: stored.skipped,
        total_items: stored.total,
        repeated: stored.repeated,
      });
    });
  },
});

/** POST /batch-lookups/{job_id}/seal: no more rows; the work begins. */
export const sealUpload = endpoint({
  operationId: 'sealUpload',
  method: 'POST',
  path: '/batch-lookups/{job_id}/seal',
  tag,
  summary: 'End an upload and let the work begin',
  description: 'Repeating it changes nothing.',
  allow: 'analyst',
  params: jobParams,
  answers: { 200: { description: 'The job', schema: jobSchema, example: exampleJob } },
  errors: ['job_not_found', 'invalid_argument', 'illegal_move'],
  async run({ caller, params, transaction }) {
    return transaction(async (db) => {
      const { organizationId } = caller;
      const job = await findJob(db, organizationId, params.job_id);
      if (job.counts.total === 0) {
        throw new AppError('invalid_argument', 'This upload has no rows', {
          hint: 'Send rows with PUT /batch-lookups/{job_id}/chunks/{chunk} first, or cancel it.',
        });
      }
      if (!job.sealed) await sealJob(db, caller, job);
      return answer(200, await jobBody(db, await findJob(db, organizationId, job.id)));
    });
  },
});
