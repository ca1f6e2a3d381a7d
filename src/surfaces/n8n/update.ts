import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { type OutsideOutcome, reportCounters, reportItems, seqsOfSubjects } from '../../engine/outside.ts';
import type { Job } from '../../engine/vocabulary.ts';
import { holdersOf, openWith, settledOutcomes } from './queries.ts';
import type { Update } from './wire.ts';

interface Reported {
  readonly accepted: number;
  readonly ignored: number;
  readonly message: string;
}

/**
 * The name under which these calls take items. Their reports name none, so any of them may report what any of them
 * took; what others hold (agents, workflows with leases) is theirs.
 */
export const sessionName = (session: string) => `actions:${session}`;

const isOurs = (holder: string) => holder.startsWith(`session ${sessionName('')}`);

/**
 * Takes what an orchestrator says of its work: of one item, of several up to the one named, or bare numbers, which
 * settle the next items in order. An item counts once: a repeated or late report changes nothing and says so.
 */
export async function reportUpdate(
  db: Queryable,
  job: Job,
  update: Update,
  actor: string,
): Promise<Reported> {
  const { item_id: item } = update;
  const { processed, failed } = numbersOf(update);
  const count = processed + failed;
  if (count === 0) return { accepted: 0, ignored: 0, message: 'Nothing was reported' };
  if (item === undefined) return reportNumbers(db, job, { processed, failed, error: update.error, actor });
  const seq = await findSeq(db, job, item);
  const seqs = count === 1 ? [seq] : (await openWith(db, job.number, seq)).slice(-count);
  if (seqs.length < count) {
    const message = `Nothing changed: ${count} reported, but ${seqs.length} items up to this one are in anybody's hands`;
    return { accepted: 0, ignored: count, message };
  }
  const stranger = [...(await holdersOf(db, job.number, seqs)).values()].find((holder) => !isOurs(holder));
  if (stranger !== undefined) {
    const message = `Nothing changed: item ${item} is in the hands of ${stranger}; only that may report it`;
    return { accepted: 0, ignored: count, message };
  }
  const before = await settledOutcomes(db, job.number, seqs);
  const outcomes = seqs.map((one, at) => toOutcome(one, at < processed, update));
  const made = await reportItems(db, { organizationId: job.organizationId, jobId: job.id, outcomes, actor });
  const known = before.get(seq);
  const message =
    made.accepted === 0 && known !== undefined
      ? `Nothing changed: item ${item} was reported before, as ${known}`
      : `${made.accepted} of ${count} reported`;
  return { ...made, message };
}

/** `success` stands for one; numbers stand for themselves; an error alone is a failure. */
function numbersOf({ success, items_processed, items_failed, error, result }: Update) {
  if (items_processed !== undefined || items_failed !== undefined) {
    return { processed: items_processed ?? 0, failed: items_failed ?? 0 };
  }
  const well = success ?? (error === undefined && result !== undefined ? true : undefined);
  if (well === undefined && error === undefined) {
    throw new AppError(
      'validation_failed',
      'success: must say whether the item went well, or give items_processed',
      {
        field: 'success',
      },
    );
  }
  return well === true ? { processed: 1, failed: 0 } : { processed: 0, failed: 1 };
}

async function findSeq(db: Queryable, job: Job, item: string): Promise<number> {
  const { organizationId, id } = job;
  const subject = item.toLowerCase();
  const seqs = await seqsOfSubjects(db, { organizationId, jobId: id, subjects: [subject] });
  const seq = seqs.get(subject);
  if (seq !== undefined) return seq;
  throw new AppError('item_not_found', `item_id: this job has no item about ${item}`, {
    field: 'item_id',
    hint: 'Give an item_id that get_next answered.',
  });
}

function toOutcome(seq: number, well: boolean, { error, result }: Update): OutsideOutcome {
  if (well) return { seq, outcome: 'completed', result: result ?? null };
  return { seq, outcome: 'failed', ...(error === undefined ? {} : { message: error }) };
}

async function reportNumbers(
  db: Queryable,
  job: Job,
  {
    processed,
    failed,
    error,
    actor,
  }: { processed: number; failed: number; error: string | undefined; actor: string },
): Promise<Reported> {
  await reportCounters(db, {
    organizationId: job.organizationId,
    jobId: job.id,
    processed: job.counts.completed + processed,
    failed: job.counts.failed + failed,
    error: error ?? null,
    actor,
  });
  const accepted = processed + failed;
  return { accepted, ignored: 0, message: `${accepted} of ${accepted} reported, the next in order` };
}
