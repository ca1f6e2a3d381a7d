import { z } from 'zod';
import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import { asOrganization } from '../../db/pool.ts';
import { CALLBACK_TOKEN, findCallback, takeResults } from '../../engine/http-callbacks.ts';
import { type AnyEndpoint, answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { httpParamsSchema, resultChecker } from '../../kinds/http/params.ts';
import { httpResultsSchema, outcomeOfResult } from '../../kinds/http/results.ts';
import { readHttpSecretState, renewHttpSecret } from '../../outcomes/http-secrets.ts';

const tag = 'Your own service';
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

const results = endpoint({
  operationId: 'takeHttpResults',
  method: 'POST',
  path: '/api/http-results/{token}',
  tag,
  summary: 'Bring results of a batch that your service took on (callback_url)',
  description:
    'The link is the right to it: no key is needed. Results may come in parts. An item counts once; when all have come, the same sent again is counted as ignored.',
  allow: 'anyone',
  params: z.object({ token: z.string() }),
  body: httpResultsSchema,
  bodyLimitBytes: BODY_LIMIT_BYTES,
  bodyExample: {
    results: [
      { item: 1, outcome: 'completed', result: { degrees: 12 } },
      { item: 2, outcome: 'failed', code: 'no_such_parcel', message: 'The county does not list it' },
      { item: 3, outcome: 'failed', code: 'busy', retry: true, retry_after_seconds: 60 },
    ],
  },
  answers: {
    200: {
      description: 'What was made of it',
      schema: z
        .object({
          accepted: z.int(),
          ignored: z.int().describe('Items that had their result already'),
          remaining: z.int().describe('Items of the batch that still wait'),
        })
        .meta({ id: 'HttpResultsTaken' }),
    },
  },
  errors: ['callback_not_found', 'callback_over'],
  async run({ params, body, pool }) {
    if (!CALLBACK_TOKEN.test(params.token)) {
      throw new AppError('callback_not_found', 'This link is none of ours, or is of long ago');
    }
    const callback = await findCallback(pool, params.token);
    requireSent(
      callback.seqs,
      body.results.map(({ item }) => item),
    );
    const check = resultChecker(httpParamsSchema.parse(callback.params));
    const outcomes = body.results.map((result) => ({ ...outcomeOfResult(result, check), seq: result.item }));
    const taken = await asOrganization(pool, callback.organizationId, (db) =>
      takeResults(db, params.token, outcomes),
    );
    return answer(200, taken);
  },
});

/** Refuses items that the batch has not, and items named twice: then nothing of it is stored. */
function requireSent(sent: readonly number[], named: readonly number[]): void {
  const left = new Set(sent);
  for (const [at, item] of named.entries()) {
    if (left.delete(item)) continue;
    const why = sent.includes(item) ? 'is named twice' : 'was not sent with this batch';
    throw new AppError('validation_failed', `results[${at}].item: ${item} ${why}`, {
      field: `results[${at}].item`,
    });
  }
}

const stateSchema = z
  .object({
    created_at: z.iso.datetime().nullable().describe('Null: there is none yet'),
    rotated_at: z.iso.datetime().nullable(),
    old_secret_until: z.iso.datetime().nullable().describe('Until then the one before signs too'),
  })
  .meta({ id: 'HttpSecretState' });

function secretEndpoints(config: Pick<Config, 'secretKey' | 'databaseUrl' | 'dataFolder'>): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'getHttpSecret',
      method: 'GET',
      path: '/api/http-secret',
      tag,
      summary: 'Whether there is a secret that signs what is posted to your services',
      allow: 'viewer',
      answers: { 200: { description: 'When it was made; never itself', schema: stateSchema } },
      errors: [],
      run: ({ caller, transaction }) =>
        transaction(async (db) => {
          const state = await readHttpSecretState(db, caller.organizationId);
          return answer(200, {
            created_at: state?.createdAt.toISOString() ?? null,
            rotated_at: state?.rotatedAt?.toISOString() ?? null,
            old_secret_until: state?.oldSecretUntil?.toISOString() ?? null,
          });
        }),
    }),
    endpoint({
      operationId: 'renewHttpSecret',
      method: 'POST',
      path: '/api/http-secret',
      tag,
      summary: 'Make the secret that signs what is posted to your services, or another in its place',
      description:
        'By Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`). It is shown this once. One that was there signs as well for `overlap_seconds`.',
      allow: 'admin',
      body: z
        .strictObject({ overlap_seconds: z.int().min(0).max(604_800).default(86_400) })
        .nullish()
        .meta({ id: 'RenewHttpSecret' }),
      bodyExample: { overlap_seconds: 86_400 },
      answers: {
        201: {
          description: 'The secret, shown this once',
          schema: z.object({ secret: z.string() }).meta({ id: 'HttpSecret' }),
        },
      },
      errors: ['secret_key_needed'],
      run: ({ caller, body, transaction }) =>
        transaction(async (db) => {
          const overlap = body?.overlap_seconds ?? 86_400;
          return answer(201, { secret: await renewHttpSecret(db, config, caller.organizationId, overlap) });
        }),
    }),
  ];
}

/** What one's own service needs beside its jobs: the secret that signs, and the way back for results. */
export function httpResults(config: Pick<Config, 'secretKey' | 'databaseUrl' | 'dataFolder'>): Surface[] {
  const shape = { problemSchema, renderProblem };
  return [
    { ...shape, prefix: '/api/http-results', endpoints: [results] },
    { ...shape, prefix: '/api/http-secret', area: 'settings', endpoints: secretEndpoints(config) },
  ];
}
