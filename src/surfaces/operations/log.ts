import { z } from 'zod';
import { LOG_CURSOR, LOG_LEVELS, logCursor, logPage, logPlace } from '../../engine/job-log.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { oneOf, page } from '../../http/query.ts';
import { findJob } from './find-job.ts';
import { jobParams } from './wire.ts';

const LINES = ['all', 'lifecycle', 'items'] as const;

const logQuery = z.object({
  level: oneOf('level', LOG_LEVELS),
  lines: oneOf('lines', LINES).describe(
    'lifecycle: what was done to the job; items: failed attempts of its items',
  ),
  limit: page({ standard: 100, most: 500 }).limit,
  after: z
    .string()
    .regex(LOG_CURSOR, 'after: must be the next of another page')
    .optional()
    .describe('The next of another page, to go on with older lines'),
});

const logSchema = z
  .object({
    lines: z.array(
      z
        .object({
          id: z.string(),
          at: z.iso.datetime(),
          level: z.enum(LOG_LEVELS),
          event: z.string(),
          message: z
            .string()
            .nullable()
            .describe('The reason that was given, or what an attempt failed with'),
          actor: z.string().nullable(),
          seq: z.int().nullable().describe('The item that failed'),
          detail: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'JobLogLine' }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'JobLog' });

/** GET /api/jobs/{id}/log: who did what to a job, and what failed, as one list by time. */
export const jobLog = endpoint({
  operationId: 'getJobLog',
  method: 'GET',
  path: '/api/jobs/{id}/log',
  tag: 'Jobs',
  summary: 'What happened to a job: who did what, which settings changed, which attempts failed',
  allow: 'viewer',
  params: jobParams,
  query: logQuery,
  answers: { 200: { description: 'A page, the newest first', schema: logSchema } },
  errors: ['job_not_found'],
  async run({ caller: { organizationId }, params, query, transaction }) {
    const { level, lines, limit, after } = query;
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      const found = await logPage(db, job.number, {
        level,
        ...(lines === 'items' ? { event: 'item_failed' } : {}),
        lifecycle: lines === 'lifecycle',
        limit: limit + 1,
        from: after === undefined ? undefined : { older: true, place: logPlace(after) },
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return answer(200, {
        lines: found.slice(0, limit).map((row) => ({
          id: logCursor(row),
          at: row.at.toISOString(),
          level: row.level,
          event: row.event,
          message: row.message,
          actor: row.actor,
          seq: row.seq,
          detail: row.detail,
        })),
        next: last === undefined ? null : logCursor(last),
      });
    });
  },
});
