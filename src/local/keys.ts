import { AppError } from '../base/errors.ts';
import { isUuid } from '../base/uuid.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { getApiKey, listApiKeys } from '../identity/api-key-list.ts';
import { createApiKey, revokeApiKey, rotateApiKey } from '../identity/api-keys.ts';
import { organizationBySlug } from '../identity/organizations.ts';
import type { Role } from '../identity/roles.ts';
import { SCOPES, type Scope } from '../identity/scopes.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

const MOST_OVERLAP_HOURS = 168;

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
  /** Areas with read or write, with commas between. */
  readonly scopes?: string;
  readonly test?: boolean;
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
      scopes: readScopes(options.scopes),
      test: options.test ?? false,
    }),
  );
  io.print(options.json ? JSON.stringify(made) : made.key);
}

/** `lotline keys list`: prefixes, never keys. */
export async function runKeysList(io: LocalIo, options: KeyOptions): Promise<void> {
  const keys = await withOwner(io, options.organization, listApiKeys);
  if (options.json) return io.print(JSON.stringify(keys));
  for (const key of keys) {
    const used = key.lastUsedAt ? `used ${key.lastUsedAt.toISOString()}` : 'never used';
    const scopes = key.scopes === null ? [] : [key.scopes.join(',')];
    io.print([key.id, key.prefix, key.role, ...scopes, key.status, used, key.name].join('  '));
  }
}

/** `lotline keys rotate`: prints the successor of a key, this once; the old one goes on for some hours. */
export async function runKeysRotate(
  io: LocalIo,
  id: string,
  options: KeyOptions & { readonly overlapHours: string },
): Promise<void> {
  const overlapSeconds = Math.round(Number(options.overlapHours) * 3600);
  if (!(overlapSeconds >= 0 && overlapSeconds <= MOST_OVERLAP_HOURS * 3600)) {
    throw new AppError('invalid_argument', `--overlap-hours ${options.overlapHours}: give 0 to 168`, {
      field: 'overlap-hours',
    });
  }
  const made = await withOwner(io, options.organization, async (pool, organizationId) => {
    const old = await getApiKey(pool, organizationId, readId(id));
    return rotateApiKey(
      pool,
      { organizationId, id: old.id, overlapSeconds, actor: 'command line' },
      old.test,
    );
  });
  io.print(options.json ? JSON.stringify(made) : made.key);
}

function readId(text: string): string {
  if (isUuid(text)) return text;
  throw new AppError('invalid_argument', `${text}: is not the id of a key`, {
    field: 'id',
    hint: 'lotline keys list shows them.',
  });
}

function readScopes(text: string | undefined): Scope[] | null {
  if (text === undefined) return null;
  return text.split(',').map((one) => {
    const scope = SCOPES.find((known) => known === one.trim());
    if (scope !== undefined) return scope;
    throw new AppError('invalid_argument', `--scopes ${one.trim()}: there is no such scope`, {
      field: 'scopes',
      hint: `Give some of ${SCOPES.join(', ')}.`,
    });
  });
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
