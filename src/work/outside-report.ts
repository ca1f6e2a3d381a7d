import { AppError } from '../base/errors.ts';
import type { Queryable } from '../db/pool.ts';
import type { LeaseRef, Settled } from '../engine/claims.ts';
import { type JobRef, type OutsideOutcome, seqsOfSubjects, settledAmong } from '../engine/outside.ts';
import type { FailureClass } from '../engine/vocabulary.ts';
import { requireFindings } from '../kinds/county/findings.ts';
import { isCountyJobType } from '../property/county-jobs/job-types.ts';

/** What an outside worker says of one item, named by what it is about or by its number. */
export interface NamedOutcome {
  /** The property, document or county. */
  readonly itemId?: string | undefined;
  readonly seq?: number | undefined;
  readonly outcome: 'completed' | 'failed' | 'skipped';
  /** What was found out; absent or null: done, without a finding. */
  readonly finding?: unknown;
  readonly class?: FailureClass | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** Earliest retry of a failure, in milliseconds from now. */
  readonly afterMs?: number | undefined;
}

/**
 * A report in the engine's words: its items by their numbers, the findings of county jobs checked before anything is
 * sent to the database, which checks them too. One look-up for the whole report.
 * @throws AppError item_not_found, validation_failed (an item that is not named, or by two names), finding_refused
 */
export async function readReport(
  db: Queryable,
  job: JobRef & { readonly kind: string },
  named: readonly NamedOutcome[],
): Promise<OutsideOutcome[]> {
  const subjects = named.flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId.toLowerCase()]));
  const seqs =
    subjects.length === 0 ? new Map<string, number>() : await seqsOfSubjects(db, { ...job, subjects });
  const outcomes = named.map((item, index) => toOutcome(item, seqOf(item, index, seqs)));
  if (isCountyJobType(job.kind)) {
    requireFindings(
      job.kind,
      outcomes.map((outcome, index) => ({ item_id: named[index]?.itemId ?? null, ...outcome })),
    );
  }
  return outcomes;
}

function seqOf({ itemId, seq }: NamedOutcome, index: number, seqs: ReadonlyMap<string, number>): number {
  const field = `outcomes[${index}].item_id`;
  if (itemId === undefined) {
    if (seq !== undefined) return seq;
    throw new AppError('validation_failed', `${field}: give item_id or seq`, { field });
  }
  const found = seqs.get(itemId.toLowerCase());
  if (found === undefined) {
    throw new AppError('item_not_found', `${field}: this job has no item about ${itemId}`, { field });
  }
  if (seq !== undefined && seq !== found) {
    const message = `${field}: ${itemId} is item ${found}, not ${seq}; give one of item_id and seq`;
    throw new AppError('validation_failed', message, { field });
  }
  return found;
}

function toOutcome(named: NamedOutcome, seq: number): OutsideOutcome {
  const { code, message } = named;
  const words = { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  switch (named.outcome) {
    case 'completed':
      return { seq, outcome: 'completed', result: named.finding ?? null };
    case 'skipped':
      return { seq, outcome: 'skipped', ...words };
    case 'failed':
      return {
        seq,
        outcome: 'failed',
        ...words,
        ...(named.class === undefined ? {} : { class: named.class }),
        ...(named.afterMs === undefined ? {} : { afterMs: named.afterMs }),
      };
  }
}

/**
 * Whether a report only repeated what is settled already, so that nothing is lost and nothing is wrong.
 * @throws AppError lease_lost when its lease is over and not everything in it is settled
 */
export async function isRepetition(
  db: Queryable,
  job: JobRef,
  report: { readonly lease: string; readonly settled: Settled; readonly outcomes: readonly OutsideOutcome[] },
): Promise<boolean> {
  if (report.settled.accepted > 0) return false;
  const seqs = [...new Set(report.outcomes.map(({ seq }) => seq))];
  const repeated = (await settledAmong(db, { ...job, seqs })) === seqs.length;
  if (report.settled.fenced && !repeated) throw leaseLost(report.lease);
  return repeated;
}

export function leaseLost(lease: string): AppError {
  return new AppError('lease_lost', `The lease ${lease} is not held any more; nothing was changed`, {
    field: 'lease',
    hint: 'Take the next batch: unreported items are handed out again.',
  });
}

/** A lease as it stands on the wire: `"<batch>.<token>"`. */
export const leaseText = ({ batchId, token }: LeaseRef): string => `${batchId}.${token}`;

/** What a lease looks like on the wire; its parts fit the database's numbers. */
export const LEASE = /^\d{1,18}\.\d{1,9}$/;

/** The lease of a text that fits {@link LEASE}. */
export function readLease(text: string): LeaseRef {
  const [batchId = '', token] = text.split('.');
  return { batchId, token: Number(token) };
}

/** What a report changed, in words. */
export function reportedText({ accepted, ignored }: Settled, repeated: boolean): string {
  if (repeated) return 'Nothing changed: these items were reported before';
  if (accepted === 0) return 'Nothing changed: these items are not of this batch';
  const taken = `${accepted} ${accepted === 1 ? 'item' : 'items'} reported`;
  return ignored === 0
    ? taken
    : `${taken}; ${ignored} changed nothing: reported before, or not of this batch`;
}
