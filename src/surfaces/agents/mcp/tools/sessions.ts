import { z } from 'zod';
import { fitRows } from '../../../../base/tokens.ts';
import { LEAST_TOKENS, MOST_TOKENS, resumeBrief } from '../../../../engine/resume-brief.ts';
import type { AgentSession } from '../../../../engine/session-row.ts';
import {
  countSessions,
  endSession,
  listSessions,
  noteTokens,
  startSession,
} from '../../../../engine/sessions.ts';
import { COUNTY_JOB_TYPES } from '../../../../property/county-jobs/job-types.ts';
import { jobId, maxTokens, tool } from '../tool.ts';

const PAGE = 50;
const NOTE_LENGTH = 10_000;

export const sessionId = z.uuid().describe('The session, as start_session or resume_session answered it');
const name = z.string().min(1).max(200).optional().describe('What you are called, for whoever reads the log');
const budgetItems = z
  .int()
  .min(1)
  .max(1_000_000)
  .optional()
  .describe("Items for this session; the job type's own by default");
const budgetTokens = z.int().min(1).max(100_000_000).optional().describe('Tokens for this session');
const note = z.string().min(1).max(NOTE_LENGTH);

/** A session in few words. */
function sessionView(session: AgentSession): Record<string, unknown> {
  const { completed, failed, skipped, toRetry } = session.settled;
  return {
    session_id: session.id,
    name: session.name,
    actor: session.actor,
    state: session.state,
    job_id: session.jobId,
    budget_items: session.budgetItems,
    ...(session.budgetTokens === null
      ? {}
      : { budget_tokens: session.budgetTokens, tokens_used: session.tokensUsed }),
    claimed: session.claimedItems,
    settled: { completed, failed, skipped, to_retry: toRetry },
    holds: session.heldItems,
    ...(session.pauseRecommended === null ? {} : { pause_recommended: session.pauseRecommended }),
    ...(session.notedAt === null ? {} : { noted_at: session.notedAt.toISOString() }),
  };
}

const start = tool({
  name: 'start_session',
  title: 'Start a session',
  description:
    'Opens a session, which takes batches and keeps your place and your note. Its budget tells you when to stop: claims beyond it still work and say so.',
  allow: 'analyst',
  input: { name, job_id: jobId.optional(), budget_items: budgetItems, budget_tokens: budgetTokens },
  async run({ caller, transaction }, input) {
    const session = await transaction((db) =>
      startSession(db, {
        organizationId: caller.organizationId,
        actor: caller.actor,
        name: input.name ?? null,
        jobId: input.job_id ?? null,
        budgetItems: input.budget_items ?? null,
        budgetTokens: input.budget_tokens ?? null,
      }),
    );
    return sessionView(session);
  },
});

const resume = tool({
  name: 'resume_session',
  title: 'Resume where somebody ended',
  description:
    'In one answer: the unfinished job, the note of its last session, what is settled, what failed and why, who holds items, and a new session for you. Resumes the job when it is paused.',
  allow: 'analyst',
  input: {
    job_id: jobId.optional().describe('The job; without it the one last worked on'),
    name,
    budget_items: budgetItems,
    budget_tokens: budgetTokens,
    max_tokens: z.int().min(LEAST_TOKENS).max(MOST_TOKENS).default(2_000),
  },
  async run({ caller, parts, transaction }, input) {
    const brief = await transaction((db) =>
      resumeBrief(db, {
        organizationId: caller.organizationId,
        actor: caller.actor,
        kinds: COUNTY_JOB_TYPES,
        jobId: input.job_id ?? null,
        maxTokens: input.max_tokens,
        resume: true,
        session: {
          name: input.name ?? null,
          budgetItems: input.budget_items ?? null,
          budgetTokens: input.budget_tokens ?? null,
        },
      }),
    );
    if (brief.resumed) await parts.triggers.deliver(caller.organizationId, String(brief.job.job_id));
    return { ...brief };
  },
});

const brief = tool({
  name: 'job_brief',
  title: 'Brief on a job',
  description:
    'The same brief as resume_session, changing nothing: read it, or go on in its lists with the cursor.',
  allow: 'viewer',
  input: {
    job_id: jobId.optional(),
    cursor: z.string().max(40).optional().describe('Take it from next_cursor'),
    max_tokens: z.int().min(LEAST_TOKENS).max(MOST_TOKENS).default(2_000),
  },
  async run({ caller, transaction }, input) {
    const found = await transaction((db) =>
      resumeBrief(db, {
        organizationId: caller.organizationId,
        actor: caller.actor,
        kinds: COUNTY_JOB_TYPES,
        jobId: input.job_id ?? null,
        maxTokens: input.max_tokens,
        ...(input.cursor === undefined ? {} : { cursor: input.cursor }),
      }),
    );
    return { ...found };
  },
});

const noteTool = tool({
  name: 'note_session',
  title: 'Keep a note',
  description:
    'Keeps the handoff note so far, and the tokens used since the last time, while the session goes on.',
  allow: 'analyst',
  input: { session_id: sessionId, note: note.optional(), tokens: z.int().min(0).max(100_000_000).optional() },
  async run({ caller, transaction }, input) {
    const session = await transaction((db) =>
      noteTokens(db, {
        organizationId: caller.organizationId,
        sessionId: input.session_id,
        note: input.note ?? null,
        ...(input.tokens === undefined ? {} : { tokens: input.tokens }),
      }),
    );
    return sessionView(session);
  },
});

const end = tool({
  name: 'end_session',
  title: 'End a session',
  description:
    'Hands back at once what the session holds and keeps the note for the next one. Also ends a session of somebody who is gone, so that its items need not wait for their lease to run out.',
  allow: 'analyst',
  idempotent: true,
  input: {
    session_id: sessionId,
    note: note.optional().describe('What was learned, what failed, what to do next'),
  },
  async run({ caller, transaction }, input) {
    const { session, handedBack } = await transaction((db) =>
      endSession(db, {
        organizationId: caller.organizationId,
        sessionId: input.session_id,
        note: input.note ?? null,
      }),
    );
    return {
      handed_back: handedBack,
      ...sessionView(session),
      next: 'resume_session takes the job up again.',
    };
  },
});

const list = tool({
  name: 'list_sessions',
  title: 'List sessions',
  description: 'Sessions, newest first: who works on what, what they hold, and their notes.',
  allow: 'viewer',
  input: {
    open: z.boolean().default(true).describe('Only those that have not ended'),
    job_id: jobId.optional(),
    cursor: z.uuid().optional().describe('Take it from next_cursor'),
    max_tokens: maxTokens,
  },
  async run({ caller, transaction }, input) {
    const filter = {
      organizationId: caller.organizationId,
      open: input.open,
      ...(input.job_id === undefined ? {} : { jobId: input.job_id }),
    };
    const after = input.cursor === undefined ? {} : { after: input.cursor };
    const { sessions, next, total } = await transaction(async (db) => ({
      ...(await listSessions(db, { ...filter, ...after, limit: PAGE })),
      total: await countSessions(db, filter),
    }));
    const rows = sessions.map((session) => ({
      ...sessionView(session),
      session_id: session.id,
      ...(session.note === null ? {} : { note: session.note }),
    }));
    const cursorOf = (row: { session_id: string }) => row.session_id;
    return fitRows({
      head: { total },
      key: 'sessions',
      rows,
      maxTokens: input.max_tokens,
      cursorOf,
      endCursor: next,
    });
  },
});

export const sessionTools = [start, resume, brief, noteTool, end, list];
