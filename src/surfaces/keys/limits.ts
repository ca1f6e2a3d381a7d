import { AppError } from '../../base/errors.ts';
import { type AnyEndpoint, answer, type Call, endpoint } from '../../http/endpoint.ts';
import { readLimits, setLimits } from '../../identity/limits.ts';
import { changeLimitsSchema, limitsSchema, toLimitsBody } from './wire.ts';

const tag = 'Limits';
const path = '/api/limits';
const EXAMPLE = {
  organization: {
    requests_per_minute: { limit: 60_000, used: 112 },
    open_jobs: { limit: 10_000, used: 3 },
    items_per_day: { limit: 20_000_000, used: 250_000 },
  },
  key: { requests_per_minute: { limit: 600, used: 112 } },
};

const show = endpoint({
  operationId: 'getLimits',
  method: 'GET',
  path,
  tag,
  summary: 'Show what the organization and the key may use, and what they used',
  allow: 'viewer',
  scope: 'any',
  answers: { 200: { description: 'The limits', schema: limitsSchema, example: EXAMPLE } },
  errors: [],
  run: (call) => current(call),
});

const change = endpoint({
  operationId: 'setLimits',
  method: 'PUT',
  path,
  tag,
  summary: 'Change the limits of the organization',
  description:
    'For operators of the platform, acting in the organization; elsewhere the owner uses `lotline limits set`. What is given as null goes back to its default, what is left out stays.',
  allow: 'admin',
  body: changeLimitsSchema,
  bodyExample: { requests_per_minute: 6000, open_jobs: null },
  answers: { 200: { description: 'The limits as they are now', schema: limitsSchema, example: EXAMPLE } },
  errors: ['forbidden'],
  run(call) {
    const { caller, body } = call;
    if (caller.operator !== true) {
      throw new AppError('forbidden', 'Limits of an organization are changed by operators of the platform', {
        hint: 'Ask them, or as the owner: lotline limits set --organization SLUG --open-jobs 100.',
      });
    }
    return current(call, (db) => setLimits(db, caller.organizationId, body, caller.actor));
  },
});

type Change = (db: Parameters<Parameters<Call['transaction']>[0]>[0]) => Promise<void>;

function current({ caller, transaction }: Call, before: Change = async () => {}) {
  const key = caller.via === 'key' ? caller.principal : null;
  return transaction(async (db) => {
    await before(db);
    return answer(200, toLimitsBody(await readLimits(db, caller.organizationId, key)));
  });
}

/** What is used, and by whom it may be changed. */
export const limits: readonly AnyEndpoint[] = [show, change];
