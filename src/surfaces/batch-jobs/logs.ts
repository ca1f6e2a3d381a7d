import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { LOG_CURSOR, LOG_LEVELS, type LogRow, logCursor, logPage, logPlace } from '../../engine/job-log.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { page } from '../../http/query.ts';
import { TAG } from './parts.ts';
import { findBatchJob } from './queries.ts';
import { jobParams } from './requests.ts';
import { time } from './wire.ts';

const cursor = (name: string) =>
  z.string().regex(LOG_CURSOR, `${name}: must be the cursor of a line`).optional();

const logsQuery = z.object({
  level: z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(z.enum(LOG_LEVELS, `level: must be one of ${LOG_LEVELS.join(', ')}`))
    .optional()
    .meta({ shown: { type: 'string', enum: [...LOG_LEVELS] } })
    .describe('In capitals or not'),
  event: z
    .string()
    .max(100, 'event: must have at most 100 characters')
    .optional()
    .describe('Such as created, paused, auto_paused, item_failed'),
  item: z
    .string()
    .regex(/^\d{1,9}$/, 'item: must be the seq of an item')
    .optional()
    .describe('Only failed attempts of the item of this `seq`'),
  limit: page({ standard: 100, most: 500 }).limit,
  before: cursor('before').describe('Only lines older than the one of this cursor'),
  after: cursor('after').describe('Only lines newer than the one of this cursor: the nearest of them'),
});

const logsSchema = z
  .object({
    data: z.array(
      z
        .object({
          cursor: z.string().describe('The place of this line, for `before` and `after`'),
          at: time,
          level: z.enum(LOG_LEVELS),
          event: z.string(),
          message: z.string().nullable(),
          actor: z.string().nullable(),
          item: z.int().nullable().describe('`seq` of the item that failed'),
          detail: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'BatchJobLogLine' }),
    ),
    source: z.literal('database'),
  })
  .meta({ id: 'BatchJobLogs' });

/** What happened to a job and failed attempts of its items, as one list by time. */
export const listBatchJobLogs = endpoint({
  operationId: 'listBatchJobLogs',
  method: 'GET',
  path: '/api/batch-jobs/{id}/logs',
  tag: TAG,
  summary: 'What happened to a batch job, failed attempts of items included',
  description: 'Newest first. `before` the last line gives the next page, `after` the first what came since.',
  allow: 'viewer',
  params: jobParams,
  query: logsQuery,
  answers: { 200: { description: 'A page of the log', schema: logsSchema } },
  errors: ['job_not_found'],
  async run({ caller, params, query, transaction }) {
    const { before, after } = query;
    if (before !== undefined && after !== undefined) {
      throw new AppError('validation_failed', 'Give only one of before and after', { field: 'after' });
    }
    const given = before ?? after;
    return transaction(async (db) => {
      const job = await findBatchJob(db, caller.organizationId, params.id);
      const lines = await logPage(db, job.number, {
        level: query.level,
        event: query.event,
        item: query.item === undefined ? undefined : Number(query.item),
        limit: query.limit,
        from: given === undefined ? undefined : { older: after === undefined, place: logPlace(given) },
      });
      return answer(200, { data: lines.map(toLine), source: 'database' });
    });
  },
});

function toLine(row: LogRow) {
  const { micros: _, rank: __, major: ___, minor: ____, at, seq, ...rest } = row;
  return { cursor: logCursor(row), at: at.toISOString(), item: seq, ...rest };
}
