import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { Caller, Role } from './roles.ts';
import { hashSecret, isSecret, newSecret, visiblePrefix } from './secret.ts';

/** An API key as it may be shown: everything but the key. */
export interface ApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

export interface NewApiKey {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly expiresAt?: Date | null;
}

/** Makes a key. `key` is the only time anybody sees it whole. `db` acts as the owner. */
export async function createApiKey(
  db: Queryable,
  wanted: NewApiKey,
): Promise<{ id: string; key: string; prefix: string }> {
  const name = wanted.name.trim();
  if (name === '' || name.length > 200) {
    throw new AppError('invalid_argument', 'name: an API key needs a name of 1 to 200 characters', {
      field: 'name',
    });
  }
  const key = newSecret();
  const prefix = visiblePrefix(key);
  const [row] = await call<{ id: string }>(
    db,
    'select lotline.create_api_key($1, $2, $3, $4, $5, $6, $7) as id',
    [
      wanted.organizationId,
      name,
      wanted.role,
      prefix,
      hashSecret(key),
      wanted.createdBy,
      wanted.expiresAt ?? null,
    ],
  );
  return { id: row?.id ?? '', key, prefix };
}

/** All keys of an organization, the newest first, revoked and expired ones included. */
export async function listApiKeys(db: Queryable, organizationId: string): Promise<ApiKey[]> {
  return call<ApiKey & Record<string, unknown>>(
    db,
    `select id, org_id as "organizationId", name, prefix, role, created_by as "createdBy", created_at as "createdAt",
            expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt"
       from lotline.api_keys
      where org_id = $1
      order by created_at desc, id`,
    [organizationId],
  );
}

/** Ends a key at once and for good. Throws `not_found` when the organization has no such key. `db` acts as the owner. */
export async function revokeApiKey(db: Queryable, organizationId: string, id: string): Promise<void> {
  const [row] = await call<{ revoked: boolean }>(db, 'select lotline.revoke_api_key($1, $2) as revoked', [
    organizationId,
    id,
  ]);
  if (row?.revoked !== true) throw new AppError('not_found', 'API key not found');
}

interface FoundKey extends Record<string, unknown> {
  readonly id: string;
  readonly org_id: string;
  readonly name: string;
  readonly role: Role;
  readonly key_hash: Buffer;
  readonly usable: boolean;
  /** True when its last use was noted more than a minute ago. */
  readonly stale: boolean;
}

/**
 * Who a key belongs to, or undefined when it is unknown, expired or revoked. Costs one indexed read; the time of
 * use is written at most once a minute, beside the request (`noteFailure` hears when that write fails).
 */
export async function callerOf(
  db: Queryable,
  secret: string,
  noteFailure: (error: unknown) => void,
): Promise<Caller | undefined> {
  if (!isSecret(secret)) return undefined;
  const hash = hashSecret(secret);
  const [found] = await call<FoundKey>(
    db,
    {
      name: 'find_api_key',
      text: 'select id, org_id, name, role, key_hash, usable, stale from lotline.find_api_key($1)',
    },
    [hash],
  );
  if (found === undefined || !timingSafeEqual(found.key_hash, hash) || !found.usable) return undefined;
  if (found.stale) call(db, 'select lotline.touch_api_key($1)', [found.id]).catch(noteFailure);
  return {
    organizationId: found.org_id,
    role: found.role,
    actor: `key:${found.name}`,
    via: 'key',
    principal: found.id,
  };
}
