import { AppError } from '../../../base/errors.ts';
import { type Brief, resumeBrief } from '../../../engine/resume-brief.ts';
import { answer, endpoint } from '../../../http/endpoint.ts';
import { mayAct } from '../../../identity/roles.ts';
import type { Triggers } from '../../../outcomes/triggers.ts';
import { COUNTY_JOB_TYPES } from '../../../property/county-jobs/job-types.ts';
import { briefSchema, resumeSchema, TAG } from './wire.ts';

/** What the next session has to know, with the job resumed and a session begun. */
export const resumeWork = (triggers: Pick<Triggers, 'deliver'>) =>
  endpoint({
    operationId: 'resumeWork',
    method: 'POST',
    path: '/api/sessions/resume',
    tag: TAG,
    summary: 'Go on where the last session ended',
    description:
      'The job, the note, what is settled, what failed and why, and what is next, in one answer of at most `max_tokens`; the job is resumed and a session begun, unless told otherwise. Viewers only read: `resume` and `start_session` false.',
    allow: 'viewer',
    body: resumeSchema,
    bodyExample: { max_tokens: 2000 },
    idempotent: true,
    answers: { 200: { description: 'What the next session has to know', schema: briefSchema } },
    errors: ['forbidden', 'job_not_found', 'ambiguous_job', 'invalid_argument', 'illegal_move'],
    async run({ caller, body, transaction }) {
      const { organizationId, actor } = caller;
      const first = body?.cursor === undefined;
      const [going, beginning] = [body?.resume ?? first, body?.start_session ?? first];
      if ((going || beginning) && !mayAct(caller.role, 'analyst')) {
        throw new AppError('forbidden', 'Viewers may only read: give resume and start_session as false', {
          field: 'resume',
        });
      }
      let brief: Brief | undefined;
      const kept = await transaction(async (db) => {
        brief = await resumeBrief(db, {
          organizationId,
          actor,
          kinds: COUNTY_JOB_TYPES,
          maxTokens: body?.max_tokens ?? 2_000,
          jobId: body?.job_id ?? null,
          ...(body?.cursor === undefined ? {} : { cursor: body.cursor }),
          resume: going,
          ...(beginning
            ? {
                session: {
                  name: body?.name ?? null,
                  budgetItems: body?.budget_items ?? null,
                  budgetTokens: body?.budget_tokens ?? null,
                },
              }
            : {}),
        });
        return answer(200, brief);
      });
      if (brief?.resumed) await triggers.deliver(organizationId, String(brief.job.job_id));
      return kept;
    },
  });
