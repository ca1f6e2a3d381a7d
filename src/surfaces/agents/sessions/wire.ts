import { z } from 'zod';
import { LEAST_TOKENS, MOST_TOKENS } from '../../../engine/resume-brief.ts';
import type { AgentSession } from '../../../engine/session-row.ts';
import { flag, page } from '../../../http/query.ts';
import { MOST_OUTCOMES, outcomesSchema } from '../../../work/outside-outcomes.ts';
import { LEASE } from '../../../work/outside-report.ts';

export const TAG = 'Agents';

const time = z.iso.datetime();
const MOST_NUMBER = 2_147_483_647;

const budgetItems = z
  .int('budget_items: must be a whole number from 1')
  .min(1, 'budget_items: must be at least 1')
  .max(MOST_NUMBER)
  .optional()
  .describe('Items that the session means to do; absent: what the job type suggests');
const budgetTokens = z
  .int('budget_tokens: must be a whole number from 1')
  .min(1, 'budget_tokens: must be at least 1')
  .max(1_000_000_000_000)
  .optional()
  .describe('Or tokens that it may use; say what was used at /tokens');
const name = z.string().trim().max(200, 'name: must have at most 200 characters').optional();
const note = z
  .string('note: must be text')
  .max(20_000, 'note: must have at most 20000 characters')
  .optional()
  .describe('For whoever continues: what you found out, what to mind');
const jobId = z.uuid('job_id: must be the id of a job').optional();

export const sessionSchema = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    who: z.string(),
    job_id: z.uuid().nullable().describe('The job that it took items from last, or was started for'),
    state: z
      .enum(['active', 'silent', 'ended'])
      .describe('silent: it did not end, holds nothing any more and has said nothing for an hour'),
    budget: z.object({ items: z.int().nullable(), tokens: z.int().nullable() }),
    used: z.object({ items: z.int(), tokens: z.int() }),
    settled: z.object({ completed: z.int(), failed: z.int(), skipped: z.int(), to_retry: z.int() }),
    holds: z.object({ items: z.int(), until: time.nullable() }),
    returned_items: z
      .int()
      .describe('Taken and not reported: handed back, or lost with a lease that ran out'),
    note: z.string().nullable(),
    noted_at: time.nullable(),
    started_at: time,
    seen_at: time,
    ended_at: time.nullable(),
    pause_recommended: z.boolean().describe('The budget is used up'),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AgentSession' });

export const sessionListSchema = z
  .object({
    sessions: z.array(sessionSchema),
    next: z.uuid().nullable().describe('Give it as `after` for the next page; null at the end'),
  })
  .meta({ id: 'AgentSessionList' });

export const sessionParams = z.object({ id: z.string().describe('UUID of the session') });
export const listQuery = z.object({
  limit: page({ standard: 20, most: 200 }).limit,
  after: z.uuid('after: must be the next of a page before').optional(),
  open: flag('open').describe('Only sessions that have not ended'),
  mine: flag('mine').describe('Only sessions of this key'),
  job_id: jobId,
});

export const startSchema = z
  .object({ name, job_id: jobId, budget_items: budgetItems, budget_tokens: budgetTokens })
  .nullish()
  .meta({ id: 'StartSession' });

export const claimSchema = z
  .object({
    job_id: jobId.describe("The session's own job by default"),
    limit: z
      .int('limit: must be a whole number from 1 to 1000')
      .min(1)
      .max(MOST_OUTCOMES)
      .optional()
      .describe('Most items; by default a batch, cut to what is left of the budget'),
  })
  .nullish()
  .meta({ id: 'ClaimInSession' });

export const claimedSchema = z
  .object({
    batch: z
      .object({
        lease: z.string().describe('Name it when you report'),
        job_id: z.uuid(),
        job_type: z.string(),
        until: time.describe('Items not reported by then go to others'),
        items: z.array(
          z
            .object({
              item_id: z.uuid().nullable().describe('The property, document or county'),
              seq: z.int(),
              attempt: z.int(),
              parcel_id: z.string().nullable(),
              input: z.unknown(),
            })
            .meta({ id: 'SessionItem' }),
        ),
      })
      .nullable()
      .describe('Null: nothing is left to hand out now'),
    pause_recommended: z
      .boolean()
      .describe('This claim went beyond the budget of the session; it holds all the same'),
    reason: z.string().nullable(),
    message: z.string(),
    session: sessionSchema,
  })
  .meta({ id: 'SessionClaim' });

export const reportSchema = z
  .object({
    lease: z.string().regex(LEASE, 'lease: must be the lease of the claim, such as 4711.1'),
    outcomes: outcomesSchema,
    tokens: z.int().min(0).max(1_000_000_000).optional().describe('Tokens used since the last time'),
  })
  .meta({ id: 'ReportInSession' });

export const reportedSchema = z
  .object({
    accepted: z.int(),
    ignored: z.int().describe('Settled before, or not in this lease: nothing changed'),
    closed: z.boolean().describe('Every item of the lease is reported'),
    message: z.string(),
    session: sessionSchema,
  })
  .meta({ id: 'SessionReport' });

export const tokensSchema = z
  .object({
    tokens: z
      .int('tokens: must be a whole number from 0')
      .min(0)
      .max(1_000_000_000)
      .optional()
      .describe('Used since you last said'),
    note,
  })
  .meta({ id: 'SessionTokens' });

export const endSchema = z.object({ note }).nullish().meta({ id: 'EndSession' });
export const endedSchema = z
  .object({ handed_back: z.int().describe('Items that go to whoever comes next'), session: sessionSchema })
  .meta({ id: 'EndedSession' });

export const resumeSchema = z
  .object({
    job_id: jobId.describe('Absent: the job that was worked last'),
    max_tokens: z
      .int(`max_tokens: must be a whole number from ${LEAST_TOKENS} to ${MOST_TOKENS}`)
      .min(LEAST_TOKENS, `max_tokens: must be at least ${LEAST_TOKENS}`)
      .max(MOST_TOKENS, `max_tokens: must be at most ${MOST_TOKENS}`)
      .default(2_000)
      .describe('Most tokens of the answer; a token is counted as four characters'),
    cursor: z
      .string()
      .max(20)
      .optional()
      .describe('next_cursor of the answer before, for the rest of its lists'),
    resume: z.boolean().optional().describe('Resume the job if it is paused; default: yes, without a cursor'),
    start_session: z.boolean().optional().describe('Begin a session for it; default: yes, without a cursor'),
    name,
    budget_items: budgetItems,
    budget_tokens: budgetTokens,
  })
  .nullish()
  .meta({ id: 'ResumeWork' });

const facts = z.record(z.string(), z.unknown());
export const briefSchema = z
  .object({
    tokens: z.object({ estimate: z.int(), max: z.int(), counted_as: z.string() }),
    job: facts.describe('The job, its counts, and why it was paused'),
    resumed: z.boolean(),
    session: z
      .object({ id: z.uuid(), budget_items: z.int().nullable(), budget_tokens: z.int().nullable() })
      .nullable()
      .describe('The session that this call began'),
    handoff: facts.nullable().describe('The note of the session before'),
    settled: facts,
    held: z.array(facts).describe('Who holds items now'),
    next: facts,
    candidates: z.array(facts).describe('Other unfinished jobs'),
    failures: z.array(facts).describe('What failed and why, grouped'),
    failed_items: z.array(facts),
    next_cursor: z.string().nullable().describe('The lists go on there'),
  })
  .meta({ id: 'ResumeBrief' });

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A session in the words of the wire. */
export function toSessionBody(session: AgentSession): z.infer<typeof sessionSchema> {
  const { settled } = session;
  return {
    id: session.id,
    name: session.name,
    who: session.actor,
    job_id: session.jobId,
    state: session.state,
    budget: { items: session.budgetItems, tokens: session.budgetTokens },
    used: { items: session.claimedItems, tokens: session.tokensUsed },
    settled: {
      completed: settled.completed,
      failed: settled.failed,
      skipped: settled.skipped,
      to_retry: settled.toRetry,
    },
    holds: { items: session.heldItems, until: text(session.leaseUntil) },
    returned_items: session.returnedItems,
    note: session.note,
    noted_at: text(session.notedAt),
    started_at: session.startedAt.toISOString(),
    seen_at: session.seenAt.toISOString(),
    ended_at: text(session.endedAt),
    pause_recommended: session.pauseRecommended !== null,
    reason: session.pauseRecommended,
  };
}
