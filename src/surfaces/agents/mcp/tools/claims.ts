import { z } from 'zod';
import { fitRows } from '../../../../base/tokens.ts';
import type { Settled } from '../../../../engine/claims.ts';
import { extendLease, releaseLease } from '../../../../engine/outside.ts';
import { type Holder, holders } from '../../../../engine/resume-reads.ts';
import type { AgentSession } from '../../../../engine/session-row.ts';
import { claimInSession, jobOfLease, settleInSession } from '../../../../engine/sessions.ts';
import { FAILURE_CLASSES, type Job } from '../../../../engine/vocabulary.ts';
import { MOST_OUTCOMES, MOST_SEQ, toNamed } from '../../../../work/outside-outcomes.ts';
import { LEASE, leaseLost, leaseText, readLease, readReport } from '../../../../work/outside-report.ts';
import { jobView } from '../job-view.ts';
import { jobId, maxTokens, tool } from '../tool.ts';
import { findJob } from './find-job.ts';
import { sessionId } from './sessions.ts';

const lease = z
  .string()
  .regex(LEASE, 'give the lease as claim_batch answered it')
  .describe('As claim_batch answered it');

/** Where a batch that did not fit goes on: its lease, and the last item shown. */
const CURSOR = /^\d{1,19}\.\d{1,10}\.\d{1,9}$/;

/** The item that a cursor names, or 0 when it is of a batch that is not held any more: then all of this one is new. */
function afterSeq(cursor: string | undefined, held: string): number {
  const at = cursor?.lastIndexOf('.') ?? -1;
  return cursor?.slice(0, at) === held ? Number(cursor.slice(at + 1)) : 0;
}

const claim = tool({
  name: 'claim_batch',
  title: 'Take the next batch',
  description:
    'The next items of a job, yours until the deadline: first what you still hold, then what somebody lost, then new ones. Starts a pending job. No items: nothing is left for you now.',
  allow: 'analyst',
  input: {
    session_id: sessionId,
    job_id: jobId.optional().describe("The job; the session's own by default"),
    limit: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe("At most so many items; the job's batch size by default"),
    cursor: z
      .string()
      .regex(CURSOR, 'take it from next_cursor')
      .optional()
      .describe('Show the items after this one of the batch that you hold'),
    max_tokens: maxTokens.default(4_000),
  },
  async run({ caller, transaction }, input) {
    const { organizationId } = caller;
    return transaction(async (db) => {
      const claimed = await claimInSession(db, {
        organizationId,
        sessionId: input.session_id,
        actor: caller.actor,
        jobId: input.job_id ?? null,
        ...(input.limit === undefined ? {} : { limit: input.limit }),
      });
      const job = await findJob(db, organizationId, claimed.jobId);
      const { batch, pauseRecommended } = claimed;
      const head = {
        job_id: job.id,
        job_type: job.kind,
        settled: `${job.progress}% of ${job.counts.total}`,
        ...(pauseRecommended === null ? {} : { pause_recommended: pauseRecommended }),
      };
      if (batch === null) {
        const held = await holders(db, job.number);
        return {
          ...head,
          lease: null,
          items: [],
          ...(held.length > 0 ? { held } : {}),
          next: whyNothing(job, held),
        };
      }
      const after = afterSeq(input.cursor, leaseText(batch));
      const rows = batch.items
        .filter(({ seq }) => seq > after)
        .map(({ seq, attempt, reference, input: about, subject }) => ({
          seq,
          item_id: subject,
          ...(attempt > 1 ? { attempt } : {}),
          ...(reference === null ? {} : { reference }),
          input: about,
        }));
      return fitRows({
        head: {
          ...head,
          lease: leaseText(batch),
          deadline: batch.leaseUntil.toISOString(),
          held: batch.items.length,
          next: 'Work on each item, then settle_batch with this lease. With next_cursor, call claim_batch again with it for the other items of this batch.',
        },
        ...{ key: 'items', rows, maxTokens: input.max_tokens },
        cursorOf: (row) => `${leaseText(batch)}.${row.seq}`,
        endCursor: null,
      });
    });
  },
});

/** Why a claim gave nothing, and what to do about it. */
function whyNothing({ status }: Job, held: readonly Holder[]): string {
  if (status === 'in_progress' && held.length > 0) {
    return 'What is left is held by others, and comes back when their time is over. When a session among them is gone, end_session with its session_id hands its items on at once; then claim_batch.';
  }
  return `Nothing is left to hand out; the job is ${status}. end_session with a note, or take up another job.`;
}

const outcome = z.strictObject({
  item_id: z.uuid().optional().describe('What the item is about; or name it by seq'),
  seq: z.int().min(1).max(MOST_SEQ).optional(),
  outcome: z.enum(['completed', 'failed', 'skipped']),
  finding: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe(
      "What you found out, in the job type's fields (describe_findings lists them); leave out when there is nothing",
    ),
  class: z
    .enum(FAILURE_CLASSES)
    .optional()
    .describe(
      'Why it failed; without it the failure is final. transient, timeout and rate_limited are tried again',
    ),
  code: z.string().min(1).max(100).optional().describe('A stable word, such as not_found'),
  message: z.string().max(2000).optional(),
  retry_after_seconds: z.number().min(0).max(604_800).optional(),
});

const settle = tool({
  name: 'settle_batch',
  title: 'Report on items of a batch',
  description:
    'Settles any part of a batch: what is settled is kept for good. Reporting an item again changes nothing and says so. A finding that does not fit refuses the whole report with the reasons; the items stay yours.',
  allow: 'analyst',
  idempotent: true,
  input: {
    session_id: sessionId,
    lease,
    outcomes: z.array(outcome).min(1).max(MOST_OUTCOMES),
    tokens: z
      .int()
      .min(0)
      .max(100_000_000)
      .optional()
      .describe('Tokens used since the last report, for the budget'),
  },
  async run({ caller, transaction }, input) {
    const { organizationId } = caller;
    const held = { organizationId, sessionId: input.session_id, ...readLease(input.lease) };
    return transaction(async (db) => {
      const id = await jobOfLease(db, held);
      const { kind } = await findJob(db, organizationId, id);
      const report = { organizationId, jobId: id, kind };
      const outcomes = await readReport(db, report, input.outcomes.map(toNamed));
      const { settled, session } = await settleInSession(db, {
        ...held,
        outcomes,
        actor: caller.actor,
        ...(input.tokens === undefined ? {} : { tokens: input.tokens }),
      });
      const { accepted, ignored, fenced } = settled;
      const job = await findJob(db, organizationId, id);
      return {
        accepted,
        ignored,
        ...(fenced ? { lease_lost: true } : {}),
        still_held: session.heldItems,
        ...(session.pauseRecommended === null ? {} : { pause_recommended: session.pauseRecommended }),
        job: jobView(job),
        next: nextStep(settled, session, job),
      };
    });
  },
});

function nextStep({ fenced, closed }: Settled, session: AgentSession, job: Job): string {
  const changed = fenced ? 'Nothing changed: this batch is settled, or went to somebody else. ' : '';
  if (job.status === 'paused')
    return `${changed}The job is paused: read pause_reason and job_failures before resume_job.`;
  if (job.status !== 'in_progress') return `${changed}The job is ${job.status}: end_session with a note.`;
  if (!fenced && !closed) return 'Settle the other items of this batch.';
  if (session.pauseRecommended !== null) return `${changed}pause_job, then end_session with a note.`;
  return `${changed}claim_batch takes the next one.`;
}

const extend = tool({
  name: 'extend_batch',
  title: 'Keep a batch longer',
  description: 'Moves the deadline of a batch on, when the work takes longer than its lease.',
  allow: 'analyst',
  idempotent: true,
  input: { session_id: sessionId, lease, seconds: z.int().min(1).max(86_400).optional() },
  async run({ caller, transaction }, input) {
    const { organizationId } = caller;
    const held = { organizationId, ...readLease(input.lease) };
    return transaction(async (db) => {
      const id = await jobOfLease(db, { ...held, sessionId: input.session_id });
      const until = await extendLease(db, {
        ...held,
        jobId: id,
        ...(input.seconds === undefined ? {} : { seconds: input.seconds }),
      });
      if (until === null) {
        throw leaseLost(input.lease);
      }
      return { lease: input.lease, deadline: until.toISOString() };
    });
  },
});

const release = tool({
  name: 'release_batch',
  title: 'Hand a batch back',
  description: 'Gives the items of a batch that are not settled to whoever asks next, at once.',
  allow: 'analyst',
  idempotent: true,
  input: { session_id: sessionId, lease },
  async run({ caller, transaction }, input) {
    const { organizationId } = caller;
    const held = { organizationId, ...readLease(input.lease) };
    return transaction(async (db) => {
      const id = await jobOfLease(db, { ...held, sessionId: input.session_id });
      return { lease: input.lease, released: await releaseLease(db, { ...held, jobId: id }) };
    });
  },
});

export const claimTools = [claim, settle, extend, release];
