import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';
import type { ApiKey } from '../../identity/api-key-list.ts';
import { LIMIT_NAMES, type LimitName, type Usage } from '../../identity/limits.ts';
import { SCOPES } from '../../identity/scopes.ts';

export const TAG = 'API keys';

const MOST_OVERLAP_SECONDS = 7 * 86_400;
const MOST = Number.MAX_SAFE_INTEGER;
const MOST_INT = 2_147_483_647;

const time = z.iso.datetime();
const role = z.enum(['viewer', 'analyst', 'admin'], 'role: must be viewer, analyst or admin');

export const keyParams = z.object({ id: z.string().describe('Id of the key') });
const { limit, cursor } = keysetQuery({ standard: 50, most: 200 });
export const keysQuery = z.object({ limit, cursor });

const bound = (name: string, most: number) =>
  z
    .int(`${name}: must be a whole number from 1`)
    .min(1, `${name}: must be at least 1`)
    .max(most, `${name}: must be at most ${most}`)
    .nullable()
    .optional();

const keyLimits = z
  .strictObject({
    requests_per_minute: bound('requests_per_minute', MOST_INT),
    open_jobs: bound('open_jobs', MOST_INT).describe('Unfinished jobs that the key has made'),
    items_per_day: bound('items_per_day', MOST).describe('Items that the key adds on a day (UTC)'),
  })
  .describe("The key's own limits, beside its organization's; null or absent: only those");

export const newKeySchema = z
  .strictObject({
    name: z
      .string('name: give a name, such as what the key is for')
      .trim()
      .min(1, 'name: must not be empty')
      .max(200, 'name: must have at most 200 characters'),
    role,
    scopes: z
      .array(
        z.enum(SCOPES, 'scopes: each must be <area>:read, <area>:write or worker'),
        'scopes: give a list',
      )
      .min(1, 'scopes: leave them out for all that the role may')
      .max(50, 'scopes: give at most 50')
      .transform((scopes) => [...new Set(scopes)])
      .optional()
      .describe('What the key is narrowed to; writing includes reading. Absent: all that its role may'),
    test: z
      .boolean()
      .default(false)
      .describe('A `lot_test_` key: works on the same data, and begins no work that costs money'),
    expires_at: z.iso
      .datetime({ offset: true, error: 'expires_at: give a time such as 2027-01-31T12:00:00Z' })
      .optional()
      .describe('When it ends; absent: when it is revoked'),
    limits: keyLimits.optional(),
  })
  .meta({ id: 'NewApiKey' });

export const rotateSchema = z
  .strictObject({
    overlap_seconds: z
      .int('overlap_seconds: must be a whole number')
      .min(0, 'overlap_seconds: must be at least 0')
      .max(MOST_OVERLAP_SECONDS, `overlap_seconds: must be at most ${MOST_OVERLAP_SECONDS} (7 days)`)
      .default(86_400)
      .describe('How long the old key goes on beside the new one'),
  })
  .nullish()
  .meta({ id: 'RotateApiKey' });

const keyFields = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('The part of the key that may be shown'),
  role,
  scopes: z.array(z.string()).nullable().describe('Null: all that the role may'),
  test: z.boolean(),
  limits: z.object({
    requests_per_minute: z.int().nullable(),
    open_jobs: z.int().nullable(),
    items_per_day: z.int().nullable(),
  }),
  status: z.enum(['active', 'expired', 'revoked']),
  created_by: z.string(),
  created_at: time,
  expires_at: time.nullable(),
  revoked_at: time.nullable(),
  last_used_at: time.nullable().describe('To the minute'),
  rotated_from: z.uuid().nullable().describe('The key that this one replaces'),
};

export const keySchema = z.object(keyFields).meta({ id: 'ApiKey' });
export const madeKeySchema = z
  .object({ key: z.string().describe('The whole key, shown this once'), ...keyFields })
  .meta({ id: 'MadeApiKey' });
export const keyListSchema = z
  .object({ keys: z.array(keySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'ApiKeyList' });

export function toKeyBody(key: ApiKey) {
  const { requestsPerMinute, openJobs, itemsPerDay } = key.limits;
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    role: key.role,
    scopes: key.scopes === null ? null : [...key.scopes],
    test: key.test,
    limits: { requests_per_minute: requestsPerMinute, open_jobs: openJobs, items_per_day: itemsPerDay },
    status: key.status,
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    rotated_from: key.rotatedFrom,
  };
}

const usageSchema = z.object({ limit: z.int(), used: z.int() });
const usages = z.object(Object.fromEntries(LIMIT_NAMES.map((name) => [name, usageSchema.optional()])));

export const limitsSchema = z
  .object({
    organization: usages,
    key: usages.describe('Of the key that asks; empty when it has none of its own'),
  })
  .meta({ id: 'Limits' });

export const changeLimitsSchema = z
  .strictObject({
    requests_per_minute: bound('requests_per_minute', MOST_INT),
    open_jobs: bound('open_jobs', MOST_INT),
    items_per_day: bound('items_per_day', 1_000_000_000_000),
  })
  .meta({ id: 'ChangeLimits' });

export function toLimitsBody(usage: readonly Usage[]) {
  const of = (ofKey: boolean): Partial<Record<LimitName, { limit: number; used: number }>> =>
    Object.fromEntries(
      usage.filter((one) => one.ofKey === ofKey).map(({ name, most, used }) => [name, { limit: most, used }]),
    );
  return { organization: of(false), key: of(true) };
}
