import { z } from 'zod';
import { whyNotRetried } from '../../../../base/failure-words.ts';
import { fitRows } from '../../../../base/tokens.ts';
import { listEvents } from '../../../../engine/events.ts';
import { listFailureGroups } from '../../../../engine/failures.ts';
import { listItems } from '../../../../engine/items.ts';
import { listJobs } from '../../../../engine/jobs.ts';
import type { JobStatus } from '../../../../engine/vocabulary.ts';
import { jobView } from '../job-view.ts';
import { jobId, maxTokens, tool } from '../tool.ts';
import { findJob } from './find-job.ts';

/** Rows read for one answer; what does not fit is behind the cursor. */
const PAGE = 100;

const STATUSES: Readonly<Record<string, readonly JobStatus[]>> = {
  active: ['pending', 'in_progress', 'paused'],
  completed: ['completed'],
  failed: ['failed'],
  all: ['pending', 'in_progress', 'paused', 'completed', 'failed', 'cancelled'],
};

const list = tool({
  name: 'list_jobs',
  title: 'List jobs',
  description:
    'Jobs, newest first, with their counts. Unfinished ones by default: take those up before making new ones.',
  allow: 'viewer',
  input: {
    status: z.enum(['active', 'completed', 'failed', 'all']).default('active'),
    job_type: z.string().max(63).optional().describe('Only this type, such as regrid_scraping'),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/, 'take it from next_cursor')
      .optional(),
    max_tokens: maxTokens,
  },
  async run({ caller: { organizationId }, transaction }, input) {
    const offset = Number(input.cursor ?? 0);
    const { jobs, total } = await transaction((db) =>
      listJobs(db, {
        organizationId,
        statuses: STATUSES[input.status] ?? [],
        ...(input.job_type === undefined ? {} : { kinds: [input.job_type] }),
        limit: PAGE,
        offset,
      }),
    );
    const rows = jobs.map((job, at) => ({ ...jobView(job), at: offset + at + 1 }));
    return fitRows({
      head: { total },
      key: 'jobs',
      rows,
      maxTokens: input.max_tokens,
      cursorOf: (row) => String(row.at),
      endCursor: offset + jobs.length < total ? String(offset + jobs.length) : null,
    });
  },
});

const status = tool({
  name: 'job_status',
  title: 'Status of a job',
  description: 'Where one job stands: counts, pace, when it ends, why it does not move, why it is paused.',
  allow: 'viewer',
  input: { job_id: jobId },
  run: ({ caller: { organizationId }, parts, transaction }, input) =>
    transaction(async (db) => {
      const job = await findJob(db, organizationId, input.job_id);
      return jobView(job, (await parts.paces.of(db, [job]))(job));
    }),
});

const failures = tool({
  name: 'job_failures',
  title: 'What failed, and why',
  description:
    'Failures of a job by cause, most items first, each with the fingerprint that retry_failures takes; with items, the failed items themselves.',
  allow: 'viewer',
  input: {
    job_id: jobId,
    cursor: z
      .string()
      .regex(/^\d{1,9}$/, 'take it from next_cursor')
      .optional()
      .describe('Take it from next_cursor, of the same list'),
    items: z.boolean().default(false).describe('List the failed items themselves'),
    max_tokens: maxTokens,
  },
  async run({ caller: { organizationId }, transaction }, input) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, input.job_id);
      const head = { failed: job.counts.failed, failed_attempts: job.errorCount };
      const after = Number(input.cursor ?? 0);
      if (!input.items) {
        const limit = after + PAGE + 1;
        const groups = await listFailureGroups(db, { organizationId, jobId: job.id, limit });
        const rows = groups.slice(after, after + PAGE).map((group, at) => ({
          fingerprint: group.fingerprint,
          class: group.class,
          code: group.code,
          message: group.message,
          items: group.items,
          attempts: group.attempts,
          why_not_retried: whyNotRetried(group.class),
          last_seen_at: group.lastSeenAt,
          sample_seqs: group.sampleSeqs,
          at: after + at + 1,
        }));
        return fitRows({
          ...{ head, key: 'causes', rows, maxTokens: input.max_tokens },
          cursorOf: (row) => String(row.at),
          endCursor: groups.length === limit ? String(after + PAGE) : null,
        });
      }
      const { items } = await listItems(db, {
        organizationId,
        jobId: job.id,
        statuses: ['failed'],
        limit: PAGE,
        afterSeq: after,
      });
      const rows = items.map((item) => ({
        seq: item.seq,
        reference: item.reference,
        code: item.errorCode,
        message: item.errorMessage,
        attempts: item.attempts,
      }));
      const endCursor = items.length === PAGE ? String(items.at(-1)?.seq) : null;
      const cursorOf = (row: { seq: number }) => String(row.seq);
      return fitRows({ head, key: 'items', rows, maxTokens: input.max_tokens, cursorOf, endCursor });
    });
  },
});

const log = tool({
  name: 'job_log',
  title: 'What was done to a job',
  description: 'The history of a job, oldest first: who started, paused, resumed or retried it, and why.',
  allow: 'viewer',
  input: {
    job_id: jobId,
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, 'take it from next_cursor')
      .optional(),
    max_tokens: maxTokens,
  },
  async run({ caller: { organizationId }, transaction }, input) {
    const { job, events } = await transaction(async (db) => {
      const found = await findJob(db, organizationId, input.job_id);
      const page = { organizationId, jobId: found.id, limit: PAGE, after: input.cursor ?? '0' };
      return { job: found, events: await listEvents(db, page) };
    });
    const rows = events.map(({ id, at, event, actor, reason, detail }) => ({
      id,
      at,
      event,
      actor,
      reason,
      detail,
    }));
    return fitRows({
      head: { job_id: job.id, status: job.status, total: job.counts.total, waiting: job.counts.waiting },
      key: 'events',
      rows,
      maxTokens: input.max_tokens,
      cursorOf: (row) => row.id,
      endCursor: events.length === PAGE ? (events.at(-1)?.id ?? null) : null,
    });
  },
});

export const jobTools = [list, status, failures, log];
