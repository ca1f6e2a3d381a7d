/** A session of an agent: short-lived work under one name, with a budget, and a note for whoever continues. */
export interface AgentSession {
  id: string;
  /** Who works, such as `key:agent 5`. */
  actor: string;
  name: string | null;
  /** The job that it was started for, then the one that it took items from last. */
  jobId: string | null;
  /**
   * `active`, `ended`, or `silent`: not ended, but it holds nothing and has said nothing for an hour. Its leases ran
   * out by themselves and their items count as returned.
   */
  state: 'active' | 'silent' | 'ended';
  /** Both null until the first claim, which sets what the job's type suggests for a session. */
  budgetItems: number | null;
  budgetTokens: number | null;
  tokensUsed: number;
  claimedItems: number;
  /** What it reported: counts of final outcomes, and of attempts that will be repeated. */
  settled: { completed: number; failed: number; skipped: number; toRetry: number };
  heldItems: number;
  /** When the first of its leases runs out; null when it holds nothing. */
  leaseUntil: Date | null;
  /** Items that it took and that went back unreported: handed back, or lost with a lease that ran out. */
  returnedItems: number;
  note: string | null;
  notedAt: Date | null;
  startedAt: Date;
  seenAt: Date;
  endedAt: Date | null;
  /** Why the session should come to its end, or null while its budget lasts. */
  pauseRecommended: string | null;
}

/** As `session_overview` gives it. */
export interface SessionRow extends Record<string, unknown> {
  id: string;
  actor: string;
  name: string | null;
  job_id: string | null;
  state: AgentSession['state'];
  budget_items: number | null;
  budget_tokens: string | null;
  tokens_used: string;
  claimed_items: number;
  completed: number;
  failed: number;
  skipped: number;
  retried: number;
  held_items: number;
  lease_until: Date | null;
  returned_items: number;
  note: string | null;
  noted_at: Date | null;
  started_at: Date;
  seen_at: Date;
  ended_at: Date | null;
}

/** All that {@link toSession} reads. */
export const COLUMNS = `id, actor, name, job_id, state, budget_items, budget_tokens, tokens_used, claimed_items, completed,
  failed, skipped, retried, held_items, lease_until, returned_items, note, noted_at, started_at, seen_at, ended_at`;

export function toSession(row: SessionRow): AgentSession {
  const session = {
    id: row.id,
    actor: row.actor,
    name: row.name,
    jobId: row.job_id,
    state: row.state,
    budgetItems: row.budget_items,
    budgetTokens: row.budget_tokens === null ? null : Number(row.budget_tokens),
    tokensUsed: Number(row.tokens_used),
    claimedItems: row.claimed_items,
    settled: { completed: row.completed, failed: row.failed, skipped: row.skipped, toRetry: row.retried },
    heldItems: row.held_items,
    leaseUntil: row.lease_until,
    returnedItems: row.returned_items,
    note: row.note,
    notedAt: row.noted_at,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    endedAt: row.ended_at,
  };
  return { ...session, pauseRecommended: whyPause(session) };
}

/** A budget that is used up, in words. */
function whyPause(
  session: Pick<AgentSession, 'budgetItems' | 'budgetTokens' | 'claimedItems' | 'tokensUsed' | 'endedAt'>,
): string | null {
  const { budgetItems, budgetTokens, claimedItems, tokensUsed } = session;
  if (session.endedAt !== null) return null;
  const used =
    budgetTokens !== null && tokensUsed >= budgetTokens
      ? `${tokensUsed} of ${budgetTokens} tokens`
      : budgetItems !== null && claimedItems >= budgetItems
        ? `${claimedItems} of ${budgetItems} items`
        : null;
  return used === null
    ? null
    : `The budget of this session is used up: ${used}. Report what you hold, then pause the job and end the session with a note.`;
}
