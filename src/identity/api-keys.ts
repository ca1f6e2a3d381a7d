import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { Caller, Role } from './roles.ts';
import type { Scope } from './scopes.ts';
import { hashSecret, isSecret, newSecret, visiblePrefix } from './secret.ts';

/** Limits of a key's own; null: only those of its organization. */
export interface KeyLimits {
  readonly requestsPerMinute: number | null;
  readonly openJobs: number | null;
  readonly itemsPerDay: number | null;
}

export interface NewApiKey {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly expiresAt?: Date | null;
  /** What it is narrowed to; absent: all that its role may. */
  readonly scopes?: readonly Scope[] | null;
  /** Begins no work that costs money. */
  readonly test?: boolean;
  readonly limits?: Partial<KeyLimits>;
  /** The key that asks for it: the new one never exceeds it. */
  readonly maker?: string;
}

/** A key as its maker sees it, this once. */
export interface MadeKey {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
}

/**
 * Makes a key. `key` is the only time anybody sees it whole. Throws `forbidden` when it would exceed its maker,
 * `limit_reached` when the organization has a thousand.
 */
export async function createApiKey(db: Queryable, wanted: NewApiKey): Promise<MadeKey> {
  const name = wanted.name.trim();
  if (name === '' || name.length > 200) {
    throw new AppError('invalid_argument', 'name: an API key needs a name of 1 to 200 characters', {
      field: 'name',
    });
  }
  const key = newSecret(wanted.test ? 'test' : 'live');
  const prefix = visiblePrefix(key);
  const stored = {
    name,
    prefix,
    role: wanted.role,
    scopes: wanted.scopes ?? null,
    test: wanted.test ?? false,
    created_by: wanted.createdBy,
    expires_at: wanted.expiresAt ?? null,
    requests_per_minute: wanted.limits?.requestsPerMinute ?? null,
    open_jobs: wanted.limits?.openJobs ?? null,
    items_per_day: wanted.limits?.itemsPerDay ?? null,
  };
  const [row] = await call<{ id: string }>(db, 'select lotline.create_api_key($1, $2, $3, $4) as id', [
    wanted.organizationId,
    JSON.stringify(stored),
    hashSecret(key),
    wanted.maker ?? null,
  ]);
  return { id: row?.id ?? '', key, prefix };
}

export interface Rotation {
  readonly organizationId: string;
  readonly id: string;
  /** How long the old key goes on beside the new one. */
  readonly overlapSeconds: number;
  readonly actor: string;
  /** The key that asks for it. */
  readonly maker?: string;
}

/**
 * Makes the successor of a key, with its rights and limits; the old one ends after the overlap. Throws `not_found` when
 * the organization has no such key, `conflict` when it is over or was rotated before.
 */
export async function rotateApiKey(db: Queryable, rotation: Rotation, test: boolean): Promise<MadeKey> {
  const key = newSecret(test ? 'test' : 'live');
  const prefix = visiblePrefix(key);
  const [row] = await call<{ id: string | null }>(
    db,
    'select lotline.rotate_api_key($1, $2, $3, $4, $5, $6, $7) as id',
    [
      rotation.organizationId,
      rotation.id,
      prefix,
      hashSecret(key),
      rotation.overlapSeconds,
      rotation.actor,
      rotation.maker ?? null,
    ],
  );
  if (row === undefined || row.id === null) throw new AppError('not_found', 'API key not found');
  return { id: row.id, key, prefix };
}

/** Ends a key at once and for good. Throws `not_found` when the organization has no such key. */
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
  readonly scopes: Scope[] | null;
  readonly test: boolean;
  readonly requests_per_minute: number | null;
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
      text: `select id, org_id, name, role, key_hash, usable, stale, scopes, test, requests_per_minute
               from lotline.find_api_key($1)`,
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
    ...(found.scopes === null ? {} : { scopes: found.scopes }),
    ...(found.test ? { test: true } : {}),
    ...(found.requests_per_minute === null ? {} : { requestsPerMinute: found.requests_per_minute }),
  };
}
