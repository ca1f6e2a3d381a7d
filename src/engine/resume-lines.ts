/** What a brief says, line by line: in the words of the wire, every text cut. */
import type { FailureGroup } from './failures.ts';
import type { HandoffNote } from './resume-reads.ts';
import type { AgentSession } from './session-row.ts';
import type { Job } from './vocabulary.ts';

/** Some facts of a brief. */
export type Line = Readonly<Record<string, unknown>>;

export function noteLine(handoff: HandoffNote, length: number): Line {
  const note = cut(handoff.note, length);
  return {
    session_id: handoff.sessionId,
    by: cut(handoff.actor, 100),
    ...(handoff.name === null ? {} : { name: cut(handoff.name, 60) }),
    noted_at: handoff.notedAt.toISOString(),
    note,
    ...(note === handoff.note ? {} : { note_cut: true }),
  };
}

export function jobLine(job: Job, whole: boolean): Line {
  const { counts } = job;
  return {
    job_id: job.id,
    name: cut(job.name, whole ? 120 : 50),
    job_type: job.kind,
    status: job.status,
    driver: job.driver,
    progress: job.progress,
    total: counts.total,
    waiting: counts.waiting,
    processing: counts.processing,
    batch_size: job.batchSize,
    ...(job.pauseReason === null || !whole
      ? {}
      : { pause_reason: cut(job.pauseReason, 200), auto_paused: job.autoPaused }),
    ...(job.lastError === null || !whole ? {} : { last_error: cut(job.lastError, 200) }),
  };
}

export function settledLine({ counts }: Job): Line {
  const { completed, failed, skipped, cancelled } = counts;
  return { items: completed + failed + skipped + cancelled, completed, failed, skipped, cancelled };
}

export function sessionLine(session: AgentSession) {
  return { id: session.id, budget_items: session.budgetItems, budget_tokens: session.budgetTokens };
}

export function nextStep(job: Job): string {
  switch (job.status) {
    case 'paused':
      return 'The job is paused: resume it, then claim a batch.';
    case 'pending':
      return 'The job has not started: claim its first batch.';
    case 'in_progress':
      return job.counts.waiting > 0
        ? 'Claim a batch: it holds only what is not settled.'
        : 'Nothing waits: what is left is held by others, and comes back if they do not report it. Ending a session that is gone hands its items on at once.';
    default:
      return `The job is ${job.status}: nothing is left to claim.`;
  }
}

export function groupLine(group: FailureGroup): Line {
  return {
    code: cut(group.code, 80),
    class: group.class,
    items: group.items,
    attempts: group.attempts,
    message: cut(group.message, 200),
    fingerprint: group.fingerprint,
    sample_seqs: group.sampleSeqs.slice(0, 3),
  };
}

/** The beginning of a text that takes at most so many characters as JSON, where some take six. */
export function cut(text: string, most: number): string {
  const fits = (part: string): boolean => JSON.stringify(part).length - 2 <= most;
  if (text.length <= most && fits(text)) return text;
  let [least, top] = [0, Math.min(text.length, most)];
  while (least < top) {
    const middle = Math.ceil((least + top) / 2);
    if (fits(`${text.slice(0, middle)}…`)) least = middle;
    else top = middle - 1;
  }
  // half a character of two would be stored as something else
  return `${text.slice(0, least).replace(/[\ud800-\udbff]$/, '')}…`;
}
