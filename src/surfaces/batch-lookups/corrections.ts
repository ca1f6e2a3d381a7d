import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool, type Queryable } from '../../db/pool.ts';
import {
  applyCorrection,
  beginCorrection,
  type Correction,
  type CorrectionCounts,
  endCorrection,
  judgeRows,
  matchRows,
  previewCorrection,
  stageRows,
  unjudgedRows,
} from '../../engine/corrections.ts';
import type { BodyStream } from '../../http/body-stream.ts';
import { answer, type Call, endpoint } from '../../http/endpoint.ts';
import type { Caller } from '../../identity/roles.ts';
import { bodyOf, messageOf } from './corrections-answer.ts';
import { type CorrectedFile, openCorrectedCsv, openCorrectedLines } from './corrections-file.ts';
import { judge } from './corrections-judge.ts';
import { type Layout, layoutOf } from './corrections-layout.ts';
import {
  correctedSchema,
  correctionsQuery,
  exampleCorrected,
  exampleCorrectionLines,
  exampleCorrections,
} from './corrections-wire.ts';
import { findJob } from './jobs.ts';
import { nameReport } from './open-upload.ts';
import { storeChunks } from './store-chunks.ts';
import { told, toMap } from './stream-rows.ts';
import { toJobWord } from './translate.ts';
import { tag } from './upload.ts';
import { jobParams, MOST_UPLOAD_ROWS } from './wire.ts';

const CSV = 'text/csv';
const JSON_LINES = 'application/x-ndjson';
/** 1,000,000 rows of a thousand characters, with their results. */
const LIMIT_BYTES = 1024 * 1024 * 1024;
/** Rows judged at once. */
const PAGE = 1_000;

/** POST /batch-lookups/{job_id}/corrections: a downloaded file comes back corrected, and what differs runs again. */
export const correctBatch = endpoint({
  operationId: 'correctBatchLookup',
  method: 'POST',
  path: '/batch-lookups/{job_id}/corrections',
  tag,
  summary: 'Send a corrected file: only what changed, or failed, runs again',
  description: `Send back what GET .../download gave, corrected, as CSV or JSON lines: all of it or only the rows you touched, up to ${MOST_UPLOAD_ROWS}, in any order. A row is known by its reference_id, else by its row_number, or its place in a file as long as the job's, where what else it says is still like it. Columns of results are passed over, and so is the apostrophe before a formula. Changed rows and failed ones run again inside the same job, as a new generation; results of all others stay as they are. It is applied as a whole once the file is there; when the request breaks off nothing changes. Repeating it changes nothing more, but for new rows without reference_id.`,
  allow: 'analyst',
  params: jobParams,
  query: correctionsQuery,
  bodyStream: {
    types: {
      [CSV]: {
        schema: { type: 'string', description: 'A CSV file: its first line names the columns' },
        example: exampleCorrections,
      },
      [JSON_LINES]: {
        schema: { type: 'string', description: 'Lines of a download, or items of POST /batch-lookups' },
        example: exampleCorrectionLines,
      },
    },
    limitBytes: LIMIT_BYTES,
  },
  idempotent: true,
  answers: {
    200: { description: 'What became of the rows', schema: correctedSchema, example: exampleCorrected },
  },
  errors: [
    'job_not_found',
    'job_not_sealed',
    'correction_over',
    'illegal_move',
    'invalid_argument',
    'job_busy',
  ],
  async run({ caller, params, query, stream, pool, log, transaction }) {
    const { organizationId } = caller;
    if (stream === undefined) throw new AppError('validation_failed', 'The request has no file as its body');
    const { job, correction } = await asOrganization(pool, organizationId, async (db) => {
      const found = await findJob(db, organizationId, params.job_id);
      return { job: found, correction: await beginCorrection(db, organizationId, found.id) };
    });
    try {
      const layout = await told(async () => layoutOf(job, query.map.map(toMap)));
      const file = await open(stream, layout);
      await stage(pool, correction, file.chunks);
      await asOrganization(pool, organizationId, (db) => matchRows(db, correction, file.positions));
      await judgeAll(pool, correction, layout, query.append);
      return await transaction(async (db) => {
        const counts = query.preview
          ? await previewCorrection(db, correction, query.append)
          : await apply(db, caller, job.id, correction, query);
        const body = await bodyOf(db, correction, counts);
        const now = await findJob(db, organizationId, job.id);
        return answer(200, {
          job_id: job.id,
          preview: query.preview,
          status: toJobWord(now.status),
          generation: now.generation,
          ...body,
          ignored_columns: file.ignored,
          message: messageOf(body, query.preview),
        });
      });
    } finally {
      await forget(pool, correction, log);
    }
  },
});

async function open(stream: BodyStream, layout: Layout): Promise<CorrectedFile> {
  return stream.mediaType === CSV ? openCorrectedCsv(stream.bytes, layout) : openCorrectedLines(stream.bytes);
}

async function stage(pool: Pool, correction: Correction, chunks: CorrectedFile['chunks']): Promise<void> {
  let stored = 0;
  await storeChunks(chunks, (rows) => {
    const first = stored + 1;
    stored += rows.length;
    return asOrganization(pool, correction.organizationId, (db) => stageRows(db, correction, first, rows));
  });
  if (stored === 0) throw new AppError('validation_failed', 'The file has no rows.');
}

/** Judges what is not plainly the same, a page of rows in memory. */
async function judgeAll(pool: Pool, correction: Correction, layout: Layout, append: boolean): Promise<void> {
  for (let after = 0; ; ) {
    const judged = await asOrganization(pool, correction.organizationId, async (db) => {
      const rows = await unjudgedRows(db, correction, after, PAGE);
      if (rows.length === 0) return undefined;
      await judgeRows(
        db,
        correction,
        rows.map((row) => ({ n: row.n, ...judge(row, layout, append) })),
      );
      return rows.at(-1)?.n;
    });
    if (judged === undefined) return;
    after = judged;
  }
}

async function apply(
  db: Queryable,
  caller: Caller,
  jobId: string,
  correction: Correction,
  query: { append: boolean; reason?: string | undefined },
): Promise<CorrectionCounts> {
  const counts = await applyCorrection(db, correction, {
    append: query.append,
    mostItems: MOST_UPLOAD_ROWS,
    actor: caller.actor,
    reason: query.reason ?? null,
  });
  if ((counts.append ?? 0) > 0) await nameReport(db, caller, await findJob(db, caller.organizationId, jobId));
  return counts;
}

/** What was staged is of no use any more; when the database cannot be told now, upkeep takes it away. */
async function forget(pool: Pool, correction: Correction, log: Call['log']): Promise<void> {
  try {
    await asOrganization(pool, correction.organizationId, (db) => endCorrection(db, correction));
  } catch (error) {
    log.warn(
      { err: error },
      'the rows of a corrected file could not be removed; upkeep does it within a day',
    );
  }
}
