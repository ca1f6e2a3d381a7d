import { getJob } from '../../../engine/jobs.ts';
import { getSession, jobOfLease, settleInSession } from '../../../engine/sessions.ts';
import { answer, endpoint } from '../../../http/endpoint.ts';
import { REPORT_LIMIT_BYTES, toNamed } from '../../../work/outside-outcomes.ts';
import { isRepetition, readLease, readReport, reportedText } from '../../../work/outside-report.ts';
import { reportedSchema, reportSchema, sessionParams, TAG, toSessionBody } from './wire.ts';

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
  async run({ caller: { organizationId, actor }, params, body, transaction }) {
    const ref = { organizationId, sessionId: params.id };
    const lease = readLease(body.lease);
    return transaction(async (db) => {
      await getSession(db, ref);
      const jobId = await jobOfLease(db, { ...ref, ...lease });
      const job = await getJob(db, organizationId, jobId);
      const outcomes = await readReport(
        db,
        { organizationId, jobId, kind: job?.kind ?? '' },
        body.outcomes.map(toNamed),
      );
      const { settled, session } = await settleInSession(db, {
        ...ref,
        ...lease,
        outcomes,
        actor,
        ...(body.tokens === undefined ? {} : { tokens: body.tokens }),
      });
      // A report that is repeated, since its answer was lost, is none the worse for it.
      const repeated = await isRepetition(
        db,
        { organizationId, jobId },
        { lease: body.lease, settled, outcomes },
      );
      return answer(200, {
        accepted: settled.accepted,
        ignored: settled.ignored,
        closed: settled.closed || settled.fenced,
        message: reportedText(settled, repeated),
        session: toSessionBody(session),
      });
    });
  },
});
