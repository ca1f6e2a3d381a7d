import { createHash, randomBytes } from 'node:crypto';
import { call, type Queryable } from '../../db/pool.ts';
import type { Role } from '../roles.ts';

/** What a one-time link is for, while it is good. */
export interface Link {
  readonly purpose: 'setup' | 'invitation' | 'password';
  /** Null: whoever opens it says. */
  readonly email: string | null;
  readonly organization: string | null;
  readonly role: Role | null;
  /** The person is there already. */
  readonly known: boolean;
}

const TOKEN = /^[\w-]{43}$/;

/** 32 random bytes, as they stand in a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Where a token's link leads. */
export function linkOf(origin: string, token: string): string {
  return `${origin}/setup?token=${token}`;
}

/** What a link is for; undefined when it is used, ended, expired, or none of ours. */
export async function findLink(db: Queryable, token: string): Promise<Link | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const [row] = await call<Link & Record<string, unknown>>(
    db,
    'select purpose, email, organization, role, known from lotline.find_link($1)',
    [hashToken(token)],
  );
  return row;
}

export interface LinkUse {
  readonly token: string;
  /** Whose it is, where the link does not say. */
  readonly email: string | null;
  readonly name: string;
  /** Null where the person is there already. */
  readonly passwordHash: string | null;
}

/** Uses a link, once. Throws `link_not_usable`. */
export async function useLink(db: Queryable, use: LinkUse): Promise<{ readonly email: string }> {
  const [row] = await call<{ email: string }>(
    db,
    'select person_id, email, made from lotline.use_link($1, $2, $3, $4)',
    [hashToken(use.token), use.email, use.name, use.passwordHash],
  );
  if (row === undefined) throw new Error('use_link answers a row or raises');
  return row;
}

/**
 * Offers the first person of an installation a link; undefined once anybody is there. `replace` ends those offered
 * before. `db` acts as the owner.
 */
export async function offerSetup(
  db: Queryable,
  { by, replace }: { readonly by: string; readonly replace: boolean },
): Promise<string | undefined> {
  const token = newToken();
  const [row] = await call<{ until: Date | null }>(db, 'select lotline.offer_setup($1, $2, $3) as until', [
    hashToken(token),
    by,
    replace,
  ]);
  return row?.until == null ? undefined : token;
}

/** Offers somebody a link to choose a new password; undefined when nobody has that address. */
export async function offerPassword(db: Queryable, email: string, by: string): Promise<string | undefined> {
  const token = newToken();
  const [row] = await call<{ until: Date | null }>(db, 'select lotline.offer_password($1, $2, $3) as until', [
    email,
    hashToken(token),
    by,
  ]);
  return row?.until == null ? undefined : token;
}
