import {
  claimInSession,
  endSession,
  getSession,
  listSessions,
  noteTokens,
  startSession,
} from '../../../engine/sessions.ts';
import { answer, endpoint, type Surface } from '../../../http/endpoint.ts';
import type { Triggers } from '../../../outcomes/triggers.ts';
import { leaseText } from '../../../work/outside-report.ts';
import { problemSchema, renderProblem } from '../problems.ts';
import { reportInSession } from './report.ts';
import { resumeWork } from './resume.ts';
import {
  claimedSchema,
  claimSchema,
  endedSchema,
  endSchema,
  listQuery,
  sessionListSchema,
  sessionParams,
  sessionSchema,
  startSchema,
  TAG,
  tokensSchema,
  toSessionBody,
} from './wire.ts';

const start = endpoint({
  operationId: 'startSession',
  method: 'POST',
  path: '/api/sessions',
  tag: TAG,
  summary: 'Begin a session of an agent',
  description:
    'Without a budget it gets what the job type suggests for one session. A session that is never ended loses nothing: its leases run out and others go on.',
  allow: 'analyst',
  body: startSchema,
  bodyExample: { name: 'morning', budget_items: 150 },
  idempotent: true,
  answers: { 201: { description: 'The session', schema: sessionSchema } },
  errors: ['job_not_found', 'invalid_argument'],
  async run({ caller, body, transaction }) {
    const { organizationId, actor } = caller;
    return transaction(async (db) =>
      answer(
        201,
        toSessionBody(
          await startSession(db, {
            organizationId,
            actor,
            name: body?.name ?? null,
            jobId: body?.job_id ?? null,
            budgetItems: body?.budget_items ?? null,
            budgetTokens: body?.budget_tokens ?? null,
          }),
        ),
      ),
    );
  },
});

const list = endpoint({
  operationId: 'listSessions',
  method: 'GET',
  path: '/api/sessions',
  tag: TAG,
  summary: 'List sessions, newest first',
  allow: 'viewer',
  query: listQuery,
  answers: { 200: { description: 'A page of sessions', schema: sessionListSchema } },
  errors: ['session_not_found'],
  async run({ caller, query, transaction }) {
    return transaction(async (db) => {
      const { sessions, next } = await listSessions(db, {
        organizationId: caller.organizationId,
        limit: query.limit,
        ...(query.after === undefined ? {} : { after: query.after }),
        ...(query.open ? { open: true } : {}),
        ...(query.mine ? { actor: caller.actor } : {}),
        ...(query.job_id === undefined ? {} : { jobId: query.job_id }),
      });
      return answer(200, { sessions: sessions.map(toSessionBody), next });
    });
  },
});

const one = endpoint({
  operationId: 'getSession',
  method: 'GET',
  path: '/api/sessions/{id}',
  tag: TAG,
  summary: 'Get one session: what it took, settled, holds, and its note',
  allow: 'viewer',
  params: sessionParams,
  answers: { 200: { description: 'The session', schema: sessionSchema } },
  errors: ['session_not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) =>
      answer(200, toSessionBody(await getSession(db, { organizationId, sessionId: params.id }))),
    );
  },
});

const claim = endpoint({
  operationId: 'claimInSession',
  method: 'POST',
  path: '/api/sessions/{id}/claim',
  tag: TAG,
  summary: 'Take the next batch',
  description:
    'First what the session still holds, then what others lost, then new items. Beyond the budget it still gives, and recommends a pause.',
  allow: 'analyst',
  params: sessionParams,
  body: claimSchema,
  answers: { 200: { description: 'The batch, or null', schema: claimedSchema } },
  errors: [
    'session_not_found',
    'session_ended',
    'job_not_found',
    'job_paused',
    'job_busy',
    'conflict',
    'invalid_argument',
  ],
  async run({ caller: { organizationId, actor }, params, body, transaction }) {
    return transaction(async (db) => {
      const claimed = await claimInSession(db, {
        organizationId,
        sessionId: params.id,
        jobId: body?.job_id ?? null,
        ...(body?.limit === undefined ? {} : { limit: body.limit }),
        actor,
      });
      const { batch, pauseRecommended, session } = claimed;
      return answer(200, {
        batch: batch && {
          lease: leaseText(batch),
          job_id: batch.jobId,
          job_type: batch.kind,
          until: batch.leaseUntil.toISOString(),
          items: batch.items.map(({ seq, attempt, reference, input, subject }) => ({
            item_id: subject,
            seq,
            attempt,
            parcel_id: reference,
            input,
          })),
        },
        pause_recommended: pauseRecommended !== null,
        reason: pauseRecommended,
        message:
          batch === null
            ? 'Nothing is left to hand out now'
            : `${batch.items.length} items are yours until ${batch.leaseUntil.toISOString()}`,
        session: toSessionBody(session),
      });
    });
  },
});

const tokens = endpoint({
  operationId: 'noteSession',
  method: 'POST',
  path: '/api/sessions/{id}/tokens',
  tag: TAG,
  summary: 'Say how many tokens were used, and keep a note',
  description:
    'A note kept while you work is there for the next session also when yours ends without a word.',
  allow: 'analyst',
  params: sessionParams,
  body: tokensSchema,
  idempotent: true,
  answers: { 200: { description: 'The session', schema: sessionSchema } },
  errors: ['session_not_found', 'session_ended', 'invalid_argument'],
  async run({ caller: { organizationId }, params, body, transaction }) {
    return transaction(async (db) => {
      const session = await noteTokens(db, {
        organizationId,
        sessionId: params.id,
        ...(body.tokens === undefined ? {} : { tokens: body.tokens }),
        ...(body.note === undefined ? {} : { note: body.note }),
      });
      return answer(200, toSessionBody(session));
    });
  },
});

const end = endpoint({
  operationId: 'endSession',
  method: 'POST',
  path: '/api/sessions/{id}/end',
  tag: TAG,
  summary: 'End a session: what it holds goes back at once, its note stays',
  description: 'Ending it again changes nothing.',
  allow: 'analyst',
  params: sessionParams,
  body: endSchema,
  answers: { 200: { description: 'The session as it ended', schema: endedSchema } },
  errors: ['session_not_found', 'invalid_argument'],
  async run({ caller: { organizationId }, params, body, transaction }) {
    return transaction(async (db) => {
      const { session, handedBack } = await endSession(db, {
        organizationId,
        sessionId: params.id,
        note: body?.note ?? null,
      });
      return answer(200, { handed_back: handedBack, session: toSessionBody(session) });
    });
  },
});

/** Sessions of agents: `/api/sessions`. */
export function sessions({ triggers }: { readonly triggers: Pick<Triggers, 'deliver'> }): Surface {
  return {
    prefix: '/api/sessions',
    area: 'agents',
    endpoints: [start, list, resumeWork(triggers), one, claim, reportInSession, tokens, end],
    problemSchema,
    renderProblem,
  };
}
