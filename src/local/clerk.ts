import { readConfig } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { organizationBySlug } from '../identity/organizations.ts';
import {
  linkOrganization,
  listLinks,
  unlinkOrganization,
} from '../identity/tokens/external-organizations.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

export interface LinkOptions {
  /** Issuer of the tokens; absent: the one that CLERK_ISSUER names. */
  readonly issuer?: string;
}

/** `lotline clerk link`: whose tokens act for which organization. */
export async function runClerkLink(
  io: LocalIo,
  externalId: string,
  options: LinkOptions & { readonly organization: string },
): Promise<void> {
  const issuer = issuerOf(io, options);
  await withOwner(io, async (owner) => {
    const { id } = await organizationBySlug(owner, options.organization);
    await linkOrganization(owner, { issuer, externalId }, id, 'command line');
  });
  io.say(`Tokens of ${externalId} act for ${options.organization} from now on.`);
}

/** `lotline clerk unlink`: refuses the tokens of an organization from the next request on. */
export async function runClerkUnlink(io: LocalIo, externalId: string, options: LinkOptions): Promise<void> {
  const issuer = issuerOf(io, options);
  await withOwner(io, (owner) => unlinkOrganization(owner, { issuer, externalId }));
  io.say(`Tokens of ${externalId} are refused from now on.`);
}

/** `lotline clerk list`: all links. */
export async function runClerkList(io: LocalIo, options: { readonly json?: boolean }): Promise<void> {
  const links = await withOwner(io, listLinks);
  if (options.json) return io.print(JSON.stringify(links));
  for (const { externalId, organization, issuer } of links) {
    io.print([externalId, organization, issuer].join('  '));
  }
}

function issuerOf(io: LocalIo, { issuer }: LinkOptions): string {
  const found = issuer ?? readConfig(io.env).clerk?.issuer;
  if (found === undefined) {
    throw new AppError('invalid_argument', '--issuer: is needed, since CLERK_ISSUER is not set', {
      field: 'issuer',
      hint: 'Give the Frontend API URL, such as --issuer https://clerk.example.com.',
    });
  }
  return found.replace(/\/+$/, '');
}

function withOwner<T>(io: LocalIo, work: (pool: Pool) => Promise<T>): Promise<T> {
  return withDatabase(io.env, async ({ database }) => {
    const pool = createPool(database.urls.owner, { name: 'lotline clerk', max: 1 });
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  });
}
