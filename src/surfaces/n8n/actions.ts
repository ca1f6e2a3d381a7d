import { AppError } from '../../base/errors.ts';
import { asOrganization } from '../../db/pool.ts';
import { answer, type Call, endpoint } from '../../http/endpoint.ts';
import { requireStorable } from '../../http/unstorable.ts';
import type { Triggers } from '../../outcomes/triggers.ts';
import { type Fields, readFields } from './fields.ts';
import { findJob, RUN, read } from './run.ts';
import { ACTIONS, type Action, actionAnswerSchema, actionSchema, FUNCTIONS } from './wire.ts';

export const runAction = (triggers: Pick<Triggers, 'driverOf' | 'deliver'>) =>
  endpoint({
    operationId: 'runBatchJobAction',
    method: 'POST',
    path: '/api/batch-jobs/actions',
    tag: 'n8n',
    summary: 'The calls of an orchestrator: one address, the action in the body',
    description:
      'Fields may be called as in SQL (`p_job_id`), as here (`job_id`) or in camel case (`jobId`); `p_property_id`, `p_success` and `p_error` report one item; a body inside `body` is found. A county is its id, FIPS code or name.',
    allow: 'analyst',
    refusal: 'Viewers cannot modify batch jobs',
    body: actionSchema,
    checksOwnBody: true,
    bodyExample: { action: 'get_next', job_id: '550e8400-e29b-41d4-a716-446655440000' },
    answers: { 200: { description: 'What the function answered', schema: actionAnswerSchema } },
    errors: [
      ...([
        'job_not_found',
        'item_not_found',
        'county_not_found',
        'ambiguous_county',
        'illegal_move',
      ] as const),
      ...(['conflict', 'job_paused', 'job_busy', 'finding_refused', 'invalid_argument'] as const),
    ],
    async run({ caller, body, unstorable, pool }) {
      requireStorable(unstorable);
      const fields = readFields(body);
      const action = readAction(fields);
      const { organizationId, actor } = caller;
      const driver =
        action === 'resume' ? await driverFor(pool, triggers, organizationId, fields) : undefined;
      const result = await asOrganization(pool, organizationId, (db) =>
        RUN[action]({ db, organizationId, actor }, fields, driver),
      );
      const called =
        action === 'resume' ? await triggers.deliver(organizationId, read('resume', fields).job_id) : null;
      return answer(200, {
        status: 'success',
        action,
        rpc_function: FUNCTIONS[action],
        result,
        ...(called === null ? {} : { n8n_triggered: called.triggered, n8n_error: called.error }),
      });
    },
  });

function readAction(fields: Fields): Action {
  const word = String(fields.action ?? '')
    .trim()
    .toLowerCase();
  const action = ACTIONS.find((one) => one === word || FUNCTIONS[one] === word);
  if (action !== undefined) return action;
  throw new AppError('validation_failed', `action: must be one of ${ACTIONS.join(', ')}`, {
    field: 'action',
  });
}

/** Who would run a job that is started now; asked outside the transaction, since whoever answers reads by itself. */
async function driverFor(
  pool: Call['pool'],
  triggers: Pick<Triggers, 'driverOf'>,
  organizationId: string,
  fields: Fields,
) {
  const { job_id } = read('resume', fields);
  const job = await asOrganization(pool, organizationId, (db) => findJob(db, organizationId, job_id));
  return job.status === 'pending' ? triggers.driverOf(organizationId, job.kind) : undefined;
}
