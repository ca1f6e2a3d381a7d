import { AppError } from '../base/errors.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { listApiKeys } from '../identity/api-key-list.ts';
import { createApiKey, revokeApiKey } from '../identity/api-keys.ts';
import { organizationBySlug } from '../identity/organizations.ts';
import type { Role } from '../identity/roles.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

export interface KeyOptions {
  /** Slug of the organization. */
  readonly organization: string;
  readonly json?: boolean;
}

export interface NewKeyOptions extends KeyOptions {
  readonly name: string;
  readonly role: Role;
  /** A date to come, as people write it. */
  readonly expires?: string;
}

/** `lotline keys create`: prints a new key, this once. */
export async function runKeysCreate(io: LocalIo, options: NewKeyOptions): Promise<void> {
  const expiresAt = readDate(options.expires);
  const made = await withOwner(io, options.organization, (pool, organizationId) =>
    createApiKey(pool, {
      organizationId,
      name: options.name,
      role: options.role,
      createdBy: 'command line',
      expiresAt,
    }),
  );
  io.print(options.json ? JSON.stringify(made) : made.key);
}

/** `lotline keys list`: prefixes, never keys. */
export async function runKeysList(io: LocalIo, options: KeyOptions): Promise<void> {
  const keys = await withOwner(io, options.organization, listApiKeys);
  if (options.json) return io.print(JSON.stringify(keys));
  for (const key of keys) {
    const expired = key.expiresAt !== null && key.expiresAt < new Date();
    const state = key.revokedAt ? 'revoked' : expired ? 'expired' : 'active';
    const used = key.lastUsedAt ? `used ${key.lastUsedAt.toISOString()}` : 'never used';
    io.print([key.id, key.prefix, key.role, state, used, key.name].join('  '));
  }
}

/** `lotline keys revoke`: ends a key at once and for good. */
export async function runKeysRevoke(io: LocalIo, id: string, options: KeyOptions): Promise<void> {
  await withOwner(io, options.organization, (pool, organizationId) => revokeApiKey(pool, organizationId, id));
  io.say(`Revoked ${id}.`);
}

async function withOwner<T>(
  io: LocalIo,
  slug: string,
  work: (pool: Pool, organizationId: string) => Promise<T>,
): Promise<T> {
  return withDatabase(io.env, async ({ database }) => {
    const pool = createPool(database.urls.owner, { name: 'lotline keys', max: 1 });
    try {
      return await work(pool, (await organizationBySlug(pool, slug)).id);
    } finally {
      await pool.end();
    }
  });
}

function readDate(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()) || date < new Date()) {
    throw new AppError('invalid_argument', `--expires ${text}: a date to come is needed`, {
      field: 'expires',
      hint: 'Write it as 2027-01-31 or 2027-01-31T12:00:00Z.',
    });
  }
  return date;
}
