import { AppError } from '../base/errors.ts';
import { isUuid } from '../base/uuid.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { LeaseRef, Settled } from './claims.ts';
import { type OutsideOutcome, type PulledBatch, pullBatch, settleLease } from './outside.ts';
import { type AgentSession, COLUMNS, type SessionRow, toSession } from './session-row.ts';

/** Which session. */
export interface SessionRef {
  organizationId: string;
  sessionId: string;
}

/** The engine's name of a session's leases. */
export const leaseHolder = (sessionId: string): string => sessionId;

/**
 * Begins a session, for one job or for none yet. `budgetItems` defaults to what the job's type suggests for a session,
 * unless `budgetTokens` is given. Throws `job_not_found`.
 */
export async function startSession(
  db: Queryable,
  request: {
    organizationId: string;
    actor: string;
    name?: string | null;
    jobId?: string | null;
    budgetItems?: number | null;
    budgetTokens?: number | null;
  },
): Promise<AgentSession> {
  const [row] = await call<{ id: string }>(db, 'select lotline.start_session($1, $2, $3, $4, $5, $6) as id', [
    request.organizationId,
    request.actor,
    request.name ?? null,
    request.jobId ?? null,
    request.budgetItems ?? null,
    request.budgetTokens ?? null,
  ]);
  return getSession(db, { organizationId: request.organizationId, sessionId: row?.id ?? '' });
}

/** Throws `session_not_found`. */
export async function getSession(db: Queryable, ref: SessionRef): Promise<AgentSession> {
  const [row] = await call<SessionRow>(
    db,
    `select ${COLUMNS} from lotline.session_overview where id = $2 and org_id = $1`,
    [ref.organizationId, idOf(ref)],
  );
  if (row === undefined) throw notFound(ref.sessionId);
  return toSession(row);
}

function idOf({ sessionId }: SessionRef): string {
  if (!isUuid(sessionId)) throw notFound(sessionId);
  return sessionId;
}

function notFound(sessionId: string): AppError {
  return new AppError('session_not_found', `No session ${sessionId.slice(0, 80)}`, {
    field: 'session_id',
    hint: 'Start one, or list those there are.',
  });
}

export interface SessionFilter {
  organizationId: string;
  /** Only those that have not ended. */
  open?: boolean;
  actor?: string;
  /** Only those that worked on this job. */
  jobId?: string;
  limit: number;
  /** The last session of the page before: its `next`. */
  after?: string;
}

/** What a filter leaves of the sessions `s`. */
const LISTED = `s.org_id = $1 and ($2::boolean is not true or s.ended_at is null) and ($3::text is null or s.actor = $3)
       and ($4::uuid is null or s.job_id = $4 or exists (
         select from lotline.session_leases l join lotline.jobs j on j.number = l.job_no
         where l.session_id = s.id and j.id = $4))`;

const listed = ({ organizationId, open, actor, jobId }: Omit<SessionFilter, 'limit'>): unknown[] => [
  ...[organizationId, open ?? null, actor ?? null, jobId ?? null],
];

/** How many sessions a filter leaves, on all pages. */
export async function countSessions(db: Queryable, filter: Omit<SessionFilter, 'limit'>): Promise<number> {
  const [row] = await call<{ total: number }>(
    db,
    `select count(*)::int as total from lotline.agent_sessions s where ${LISTED}`,
    listed(filter),
  );
  return row?.total ?? 0;
}

/** Newest first. `next` continues the list; null at its end. */
export async function listSessions(
  db: Queryable,
  filter: SessionFilter,
): Promise<{ sessions: AgentSession[]; next: string | null }> {
  if (filter.after !== undefined) {
    await getSession(db, { organizationId: filter.organizationId, sessionId: filter.after });
  }
  const rows = await call<SessionRow>(
    db,
    `select ${COLUMNS} from lotline.session_overview s
     where ${LISTED}
       and ($5::uuid is null or (s.started_at, s.id) < (
         select a.started_at, a.id from lotline.agent_sessions a where a.id = $5 and a.org_id = $1))
     order by s.started_at desc, s.id desc limit $6`,
    [...listed(filter), filter.after ?? null, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit).map(toSession);
  return { sessions: page, next: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null };
}

/** What a claim of a session gave. */
export interface SessionClaim {
  session: AgentSession;
  jobId: string;
  /** Null: nothing is left for it now, or the job has ended. */
  batch: PulledBatch | null;
  /** Why this claim went beyond the session's budget, or null. The claim holds all the same. */
  pauseRecommended: string | null;
}

/**
 * Takes the next batch for a session: what it still holds, else new items of `jobId` (by default the session's own),
 * cut to what is left of its budget while there is something left. Beyond the budget it still gives, and says so.
 * Throws `session_ended`, `job_paused` with the reason.
 */
export async function claimInSession(
  db: Queryable,
  request: SessionRef & { jobId?: string | null; limit?: number; actor?: string | null },
): Promise<SessionClaim> {
  const { organizationId, sessionId } = request;
  await call(db, 'select lotline.begin_claim($1, $2)', [organizationId, idOf(request)]);
  const before = await getSession(db, request);
  const jobId = request.jobId ?? before.jobId;
  if (jobId === null) {
    throw new AppError(
      'invalid_argument',
      'job_id: this session has no job yet; name the one to take items from',
      {
        field: 'job_id',
      },
    );
  }
  const limit = request.limit ?? itemsLeft(before);
  const batch = await pullBatch(db, {
    organizationId,
    jobId,
    session: leaseHolder(sessionId),
    ...(limit === undefined ? {} : { limit }),
    actor: request.actor ?? before.actor,
  });
  if (batch !== null) {
    await call(db, 'select lotline.note_claim($1, $2, $3)', [organizationId, sessionId, batch.batchId]);
  }
  const session = await getSession(db, request);
  const over = session.budgetItems !== null && session.claimedItems > session.budgetItems;
  // What it held already was paid for when it was first taken.
  const again = batch !== null && session.claimedItems === before.claimedItems;
  const past = over || (before.pauseRecommended !== null && !again);
  return { session, jobId, batch, pauseRecommended: past ? session.pauseRecommended : null };
}

/** Most items that still fit the budget; undefined when it says nothing, or is used up. */
function itemsLeft(session: AgentSession): number | undefined {
  const left: number[] = [];
  if (session.budgetItems !== null) left.push(session.budgetItems - session.claimedItems);
  if (session.budgetTokens !== null) {
    const { completed, failed, skipped } = session.settled;
    const done = completed + failed + skipped;
    // how much an item takes is known once some are done
    if (done > 0 && session.tokensUsed > 0 && session.tokensUsed < session.budgetTokens) {
      const each = session.tokensUsed / done;
      left.push(
        Math.max(1, Math.floor((session.budgetTokens - session.tokensUsed) / each) - session.heldItems),
      );
    }
  }
  const least = Math.min(...left);
  return Number.isFinite(least) && least > 0 ? least : undefined;
}

/**
 * Reports items of a lease that the session took, some or all. `tokens` used since the last time are booked with them,
 * once: not with a report that changes nothing, as one that is repeated.
 * Throws `not_found` when the session never took that lease; a lease that is lost answers `fenced`.
 */
export async function settleInSession(
  db: Queryable,
  report: SessionRef & LeaseRef & { outcomes: readonly OutsideOutcome[]; actor?: string; tokens?: number },
): Promise<{ settled: Settled; session: AgentSession }> {
  const { organizationId, batchId, token, outcomes } = report;
  const jobId = await jobOfLease(db, report);
  const heard: SessionRef = { organizationId, sessionId: report.sessionId };
  // the session is locked before the lease, as in a claim
  await note(db, heard);
  const settled = await settleLease(db, {
    ...{ organizationId, jobId, batchId, token, outcomes },
    ...(report.actor === undefined ? {} : { actor: report.actor }),
  });
  if (settled.accepted === 0) return { settled, session: await getSession(db, heard) };
  return { settled, session: await noteTokens(db, { ...heard, tokens: report.tokens ?? 0 }) };
}

/** The job of a lease that the session took. */
export async function jobOfLease(db: Queryable, lease: SessionRef & LeaseRef): Promise<string> {
  const [row] = await call<{ id: string }>(
    db,
    `select j.id from lotline.session_leases l join lotline.jobs j on j.number = l.job_no
     where l.session_id = $2 and l.batch_id = $3 and j.org_id = $1 and j.hidden_at is null`,
    [lease.organizationId, idOf(lease), lease.batchId],
  );
  if (row === undefined) {
    throw new AppError('not_found', `This session took no lease ${lease.batchId}.${lease.token}`, {
      field: 'lease',
      hint: 'Give the lease as the claim answered it.',
    });
  }
  return row.id;
}

type Words = SessionRef & { tokens?: number; note?: string | null; jobId?: string | null };

/** Books tokens that the session used since it last said, keeps a note for whoever continues, or names its job. */
export async function noteTokens(db: Queryable, words: Words): Promise<AgentSession> {
  await note(db, words);
  return getSession(db, words);
}

async function note(db: Queryable, words: Words): Promise<void> {
  await call(db, 'select lotline.note_session($1, $2, $3, $4, $5)', [
    words.organizationId,
    idOf(words),
    words.tokens ?? 0,
    words.note ?? null,
    words.jobId ?? null,
  ]);
}

/** Ends a session: what it holds goes back at once, the note stays. Ending it again changes nothing. */
export async function endSession(
  db: Queryable,
  request: SessionRef & { note?: string | null },
): Promise<{ session: AgentSession; handedBack: number }> {
  const [row] = await call<{ items: number }>(db, 'select lotline.end_session($1, $2, $3) as items', [
    request.organizationId,
    idOf(request),
    request.note ?? null,
  ]);
  return { session: await getSession(db, request), handedBack: row?.items ?? 0 };
}
