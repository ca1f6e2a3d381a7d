import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { KeyLimits } from './api-keys.ts';
import type { Role } from './roles.ts';
import type { Scope } from './scopes.ts';

/** An API key as it may be shown: everything but the key. */
export interface ApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  /** Null: all that the role may. */
  readonly scopes: readonly Scope[] | null;
  readonly test: boolean;
  readonly limits: KeyLimits;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  /** The key that this one replaces. */
  readonly rotatedFrom: string | null;
  readonly status: 'active' | 'expired' | 'revoked';
  /** Its place in the list, for the next page. */
  readonly place: readonly [createdAt: string, id: string];
}

const COLUMNS = `id, org_id as "organizationId", name, prefix, role, scopes, test, created_by as "createdBy",
  created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt",
  rotated_from as "rotatedFrom", case when revoked_at is not null then 'revoked'
    when expires_at <= lotline.clock() then 'expired' else 'active' end as status,
  jsonb_build_object('requestsPerMinute', requests_per_minute, 'openJobs', open_jobs, 'itemsPerDay', items_per_day)
    as limits,
  array[to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00'), id::text] as place`;

const MOST = 1000;

/** Keys of an organization, the newest first, revoked and expired ones included; those after a place of the list. */
export async function listApiKeys(
  db: Queryable,
  organizationId: string,
  page: { readonly limit?: number; readonly after?: readonly string[] | undefined } = {},
): Promise<ApiKey[]> {
  const [createdAt, id] = page.after ?? [];
  return call<ApiKey & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from lotline.api_keys
      where org_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
      order by created_at desc, id desc limit $4`,
    [organizationId, createdAt ?? null, id ?? null, page.limit ?? MOST],
  );
}

/** One key. Throws `not_found` when the organization has no such key. */
export async function getApiKey(db: Queryable, organizationId: string, id: string): Promise<ApiKey> {
  const [row] = await call<ApiKey & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from lotline.api_keys where org_id = $1 and id = $2`,
    [organizationId, id],
  );
  if (row === undefined) throw new AppError('not_found', 'API key not found');
  return row;
}
