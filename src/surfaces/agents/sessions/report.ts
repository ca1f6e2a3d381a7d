import { AppError } from '../../../base/errors.ts';
import type { Queryable } from '../../../db/pool.ts';
import { type OutsideOutcome, seqsOfSubjects } from '../../../engine/outside.ts';
import { getSession, jobOfLease, settleInSession } from '../../../engine/sessions.ts';
import { answer, endpoint } from '../../../http/endpoint.ts';
import { settledAmong } from '../queries.ts';
import { reportedSchema, reportSchema, sessionParams, TAG, toSessionBody } from './wire.ts';

/** A thousand findings with their sources. */
const REPORT_LIMIT_BYTES = 16 * 1024 * 1024;

interface Reported {
  readonly item_id?: string | undefined;
  readonly seq?: number | undefined;
  readonly outcome: 'completed' | 'failed' | 'skipped';
  readonly finding?: Record<string, unknown> | null | undefined;
  readonly class?: Extract<OutsideOutcome, { outcome: 'failed' }>['class'] | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Outcomes by the numbers of their items, which callers may also name by what they are about. */
async function toOutcomes(
  db: Queryable,
  job: { organizationId: string; jobId: string },
  reported: readonly Reported[],
): Promise<OutsideOutcome[]> {
  const subjects = reported.flatMap((item) => (item.seq === undefined && item.item_id ? [item.item_id] : []));
  const seqs =
    subjects.length === 0 ? new Map<string, number>() : await seqsOfSubjects(db, { ...job, subjects });
  return reported.map((item, index) => {
    const seq = item.seq ?? seqs.get(item.item_id?.toLowerCase() ?? '');
    if (seq === undefined) throw unknownItem(item, index);
    return toOutcome(item, seq);
  });
}

function unknownItem(item: Reported, index: number): AppError {
  const message =
    item.item_id === undefined
      ? `outcomes[${index}]: name the item by item_id or seq`
      : `outcomes[${index}].item_id: the job has no item about ${item.item_id}`;
  return new AppError('item_not_found', message, { field: `outcomes[${index}].item_id` });
}

function toOutcome(item: Reported, seq: number): OutsideOutcome {
  const words = {
    ...(item.code === undefined ? {} : { code: item.code }),
    ...(item.message === undefined ? {} : { message: item.message }),
  };
  switch (item.outcome) {
    case 'completed':
      return { seq, outcome: 'completed', result: item.finding ?? null };
    case 'failed':
      return { seq, outcome: 'failed', ...words, ...(item.class === undefined ? {} : { class: item.class }) };
    case 'skipped':
      return { seq, outcome: 'skipped', ...words };
  }
}

export const reportInSession = endpoint({
  operationId: 'reportInSession',
  method: 'POST',
  path: '/api/sessions/{id}/results',
  tag: TAG,
  summary: 'Report what became of items of a batch, all or some of them',
  description:
    'A finding that does not fit refuses the whole report with the reasons; the items stay with the session.',
  allow: 'analyst',
  params: sessionParams,
  body: reportSchema,
  bodyLimitBytes: REPORT_LIMIT_BYTES,
  answers: { 200: { description: 'What counted', schema: reportedSchema } },
  errors: [
    'session_not_found',
    'session_ended',
    'item_not_found',
    'lease_lost',
    'finding_refused',
    'invalid_argument',
  ],
  async run({ caller: { organizationId }, params, body, transaction }) {
    const [batchId = '', token = ''] = body.lease.split('.');
    const ref = { organizationId, sessionId: params.id };
    const lease = { batchId, token: Number(token) };
    return transaction(async (db) => {
      await getSession(db, ref);
      const jobId = await jobOfLease(db, { ...ref, ...lease });
      const outcomes = await toOutcomes(db, { organizationId, jobId }, body.outcomes);
      const { settled, session } = await settleInSession(db, {
        ...ref,
        ...lease,
        outcomes,
        ...(body.tokens === undefined ? {} : { tokens: body.tokens }),
      });
      const seqs = [...new Set(outcomes.map(({ seq }) => seq))];
      // A report that is repeated, since its answer was lost, is none the worse for it.
      if (settled.fenced && (await settledAmong(db, organizationId, jobId, seqs)) < seqs.length) {
        throw new AppError('lease_lost', `The lease ${body.lease} is over; nothing was changed`, {
          field: 'lease',
          hint: 'Everything in it was reported, or it ran out. Claim again: you get what is not settled.',
        });
      }
      const { accepted, ignored, closed } = settled;
      const more = ignored === 0 ? '' : `, ${ignored} were settled before or are not in this lease`;
      return answer(200, {
        accepted,
        ignored,
        closed,
        message: `${accepted} items reported${more}`,
        session: toSessionBody(session),
      });
    });
  },
});
