import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool } from '../../db/pool.ts';
import { discardDraft } from '../../engine/drafts.ts';
import { appendItems } from '../../engine/jobs.ts';
import type { BodyStream } from '../../http/body-stream.ts';
import { answer, type Call, endpoint } from '../../http/endpoint.ts';
import type { Caller } from '../../identity/roles.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { findJob } from './jobs.ts';
import { openUpload, sealJob } from './open-upload.ts';
import { storeChunks } from './store-chunks.ts';
import { openCsvRows, openJsonRows, type StreamedRows, type StreamMapping } from './stream-rows.ts';
import { toCreatedBody } from './translate.ts';
import { tag } from './upload.ts';
import { exampleFile, exampleLines, exampleStreamed } from './upload-examples.ts';
import { streamedSchema, streamQuery } from './upload-wire.ts';
import { MOST_UPLOAD_ROWS } from './wire.ts';

const CSV = 'text/csv';
const JSON_LINES = 'application/x-ndjson';
/** 1,000,000 rows of a thousand characters. */
const LIMIT_BYTES = 1024 * 1024 * 1024;

/** POST /batch-lookups/stream: a whole file in one request, stored as it arrives; all of it becomes a job, or nothing. */
export const streamUpload = (kind: Pick<AnyKind, 'defaults'>) =>
  endpoint({
    operationId: 'streamBatchLookup',
    method: 'POST',
    path: '/batch-lookups/stream',
    tag,
    summary: 'Create a batch job from a file, in one request',
    description: `A CSV file, whose columns are matched by name or by \`map\`, or JSON lines, each an item of POST /batch-lookups. Up to ${MOST_UPLOAD_ROWS} rows, stored as they arrive; bad rows are kept with their faults and skipped, and a row without \`reference_id\` gets \`row-<number>\`. When the request breaks off, nothing is left of it. With an Idempotency-Key a repeat gives the first answer; the file itself is not compared.`,
    allow: 'analyst',
    query: streamQuery,
    bodyStream: {
      types: {
        [CSV]: {
          schema: { type: 'string', description: 'A CSV file: its first line names the columns' },
          example: exampleFile,
        },
        [JSON_LINES]: {
          schema: { type: 'string', description: 'One item of POST /batch-lookups a line' },
          example: exampleLines,
        },
      },
      limitBytes: LIMIT_BYTES,
    },
    idempotent: true,
    answers: {
      201: {
        description: 'The batch is stored and will be worked on',
        schema: streamedSchema,
        example: exampleStreamed,
      },
    },
    errors: [],
    async run({ caller, query, stream, pool, log, transaction }) {
      const rows = await openRows(stream, { map: query.map, constants: query.const });
      const { name, as_of, reuse, spacing_ms } = query;
      const params = {
        ...(as_of === undefined ? {} : { as_of }),
        ...(reuse === undefined ? {} : { reuse }),
        ...(spacing_ms === undefined ? {} : { spacing_ms }),
        ...(rows.mapping === undefined ? {} : { mapping: rows.mapping }),
      };
      const columns = rows.columns ?? [];
      const { job } = await asOrganization(pool, caller.organizationId, (db) =>
        openUpload(db, kind, caller, { name, columns, params }),
      );
      try {
        let [accepted, rejected] = [0, 0];
        await storeChunks(rows.chunks, (items, chunk) =>
          asOrganization(pool, caller.organizationId, async (db) => {
            const request = { organizationId: caller.organizationId, jobId: job.id, chunk, rows: items };
            const { added, skipped } = await appendItems(db, request);
            accepted += added - skipped;
            rejected += skipped;
          }),
        );
        return await transaction(async (db) => {
          const stored = await findJob(db, caller.organizationId, job.id);
          const report = await sealJob(db, caller, stored);
          const total = accepted + rejected;
          return answer(201, {
            ...toCreatedBody(job, total, report),
            message: `Batch job created with ${total} items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status.`,
            accepted,
            rejected,
            blank_rows: rows.blankRows(),
            mapping: understood(rows),
          });
        });
      } catch (error) {
        await giveUp(pool, caller, job.id, log);
        throw error;
      }
    },
  });

/** Which column fills which field, in the file's own words. */
function understood({ columns, mapping }: StreamedRows): Record<string, string> {
  const constants = Object.entries(mapping?.constants ?? {}).map(([field, value]) => [
    field,
    `always ${value}`,
  ]);
  const matched = Object.entries(mapping?.columns ?? {}).map(([field, at]) => [field, columns?.[at] ?? '']);
  return Object.fromEntries([...constants, ...matched]);
}

function openRows(stream: BodyStream | undefined, mapping: StreamMapping): Promise<StreamedRows> {
  if (stream === undefined) throw new AppError('validation_failed', 'The request has no file as its body');
  if (stream.mediaType === CSV) return openCsvRows(stream.bytes, mapping);
  if (mapping.map.length > 0 || mapping.constants.length > 0) {
    const field = mapping.map.length > 0 ? 'map' : 'const';
    throw new AppError('validation_failed', `${field}: JSON lines name the fields themselves; leave it out`, {
      field,
    });
  }
  return openJsonRows(stream.bytes);
}

/** Nothing of a broken upload stays. When the database cannot be told now, the draft is given up after 7 days. */
async function giveUp(pool: Pool, { organizationId, actor }: Caller, jobId: string, log: Call['log']) {
  try {
    await asOrganization(pool, organizationId, (db) =>
      discardDraft(db, { organizationId, jobId, actor, reason: 'The upload broke off' }),
    );
  } catch (error) {
    log.warn({ err: error, job: jobId }, 'a broken upload could not be discarded; it expires as a draft');
  }
}
