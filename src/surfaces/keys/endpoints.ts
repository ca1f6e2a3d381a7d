import { AppError } from '../../base/errors.ts';
import { isUuid, UUID } from '../../base/uuid.ts';
import { answer, type Call, endpoint, type Surface } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { getApiKey, listApiKeys } from '../../identity/api-key-list.ts';
import { createApiKey, revokeApiKey, rotateApiKey } from '../../identity/api-keys.ts';
import { EXAMPLE_KEY, EXAMPLE_NEW_KEY } from './examples.ts';
import { limits } from './limits.ts';
import {
  keyListSchema,
  keyParams,
  keySchema,
  keysQuery,
  madeKeySchema,
  newKeySchema,
  rotateSchema,
  TAG as tag,
  toKeyBody,
} from './wire.ts';

const PLACE = [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00$/, UUID];
const SHOWN_ONCE =
  'The key is in this answer and nowhere else, so a repeat of this request makes another one.';

const list = endpoint({
  operationId: 'listApiKeys',
  method: 'GET',
  path: '/api/keys',
  tag,
  summary: 'List API keys, the newest first',
  description: 'Revoked and expired ones included; never the keys themselves.',
  allow: 'admin',
  query: keysQuery,
  answers: {
    200: {
      description: 'A page of keys',
      schema: keyListSchema,
      example: { keys: [EXAMPLE_KEY], next_cursor: null },
    },
  },
  errors: [],
  async run({ caller, query: { limit, cursor }, transaction }) {
    const after = fromCursor(cursor, PLACE);
    return transaction(async (db) => {
      const keys = await listApiKeys(db, caller.organizationId, { limit: limit + 1, after });
      const last = keys.length > limit ? keys[limit - 1] : undefined;
      return answer(200, {
        keys: keys.slice(0, limit).map(toKeyBody),
        next_cursor: last === undefined ? null : toCursor(last.place),
      });
    });
  },
});

const create = endpoint({
  operationId: 'createApiKey',
  method: 'POST',
  path: '/api/keys',
  tag,
  summary: 'Make an API key',
  description: `${SHOWN_ONCE} A key made by a key never may do more than that one.`,
  allow: 'admin',
  body: newKeySchema,
  bodyExample: EXAMPLE_NEW_KEY,
  answers: {
    201: {
      description: 'The key, this once',
      schema: madeKeySchema,
      example: { key: 'lot_live_…', ...EXAMPLE_KEY },
    },
  },
  errors: ['forbidden', 'limit_reached'],
  async run({ caller, body, transaction }) {
    const expiresAt = body.expires_at === undefined ? null : new Date(body.expires_at);
    if (expiresAt !== null && expiresAt <= new Date()) {
      throw new AppError('validation_failed', 'expires_at: must be a time to come', { field: 'expires_at' });
    }
    const { organizationId, actor } = caller;
    return transaction(async (db) => {
      const { id, key } = await createApiKey(db, {
        organizationId,
        name: body.name,
        role: body.role,
        scopes: body.scopes ?? null,
        test: body.test,
        createdBy: actor,
        expiresAt,
        limits: {
          requestsPerMinute: body.limits?.requests_per_minute ?? null,
          openJobs: body.limits?.open_jobs ?? null,
          itemsPerDay: body.limits?.items_per_day ?? null,
        },
        ...makerOf(caller),
      });
      return answer(201, { key, ...toKeyBody(await getApiKey(db, organizationId, id)) });
    });
  },
});

const one = endpoint({
  operationId: 'getApiKey',
  method: 'GET',
  path: '/api/keys/{id}',
  tag,
  summary: 'Show one API key',
  allow: 'admin',
  params: keyParams,
  answers: { 200: { description: 'The key', schema: keySchema, example: EXAMPLE_KEY } },
  errors: ['not_found'],
  run: ({ caller, params, transaction }) =>
    transaction(async (db) =>
      answer(200, toKeyBody(await getApiKey(db, caller.organizationId, readId(params.id)))),
    ),
});

const rotate = endpoint({
  operationId: 'rotateApiKey',
  method: 'POST',
  path: '/api/keys/{id}/rotate',
  tag,
  summary: 'Make the successor of an API key',
  description: `It may do what the old one may, and lives as long as that was made to. The old one goes on during the overlap. ${SHOWN_ONCE}`,
  allow: 'admin',
  params: keyParams,
  body: rotateSchema,
  bodyExample: { overlap_seconds: 3600 },
  answers: {
    201: {
      description: 'The new key, this once',
      schema: madeKeySchema,
      example: { key: 'lot_live_…', ...EXAMPLE_KEY, rotated_from: EXAMPLE_KEY.id },
    },
  },
  errors: ['not_found', 'conflict', 'limit_reached'],
  run({ caller, params, body, transaction }) {
    const { organizationId, actor } = caller;
    return transaction(async (db) => {
      const old = await getApiKey(db, organizationId, readId(params.id));
      const rotation = {
        organizationId,
        id: old.id,
        overlapSeconds: body?.overlap_seconds ?? 86_400,
        actor,
        ...makerOf(caller),
      };
      const { id, key } = await rotateApiKey(db, rotation, old.test);
      return answer(201, { key, ...toKeyBody(await getApiKey(db, organizationId, id)) });
    });
  },
});

const revoke = endpoint({
  operationId: 'revokeApiKey',
  method: 'DELETE',
  path: '/api/keys/{id}',
  tag,
  summary: 'End an API key at once and for good',
  description: 'Its next request is refused, on every server. Repeating it changes nothing.',
  allow: 'admin',
  params: keyParams,
  answers: {
    200: {
      description: 'The key as it is now',
      schema: keySchema,
      example: { ...EXAMPLE_KEY, status: 'revoked', revoked_at: '2026-11-22T12:00:00.000Z' },
    },
  },
  errors: ['not_found'],
  run({ caller: { organizationId }, params, transaction }) {
    const id = readId(params.id);
    return transaction(async (db) => {
      await revokeApiKey(db, organizationId, id);
      return answer(200, toKeyBody(await getApiKey(db, organizationId, id)));
    });
  },
});

/** The key that asks, which nothing that it makes may exceed. */
function makerOf({ via, principal }: Call['caller']): { maker?: string } {
  return via === 'key' ? { maker: principal } : {};
}

/** Anything but an id names no key. */
function readId(text: string): string {
  if (!isUuid(text)) throw new AppError('not_found', 'API key not found');
  return text;
}

/** API keys of the caller's organization, and what it may use. */
export const keys: Surface = {
  prefix: '/api/keys',
  area: 'keys',
  endpoints: [list, create, one, rotate, revoke, ...limits],
  problemSchema,
  renderProblem,
};
