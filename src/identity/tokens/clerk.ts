import type { CryptoKey } from 'jose';
import type { ClerkConfig } from '../../base/clerk-config.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Caller } from '../roles.ts';
import { type ClerkIdentity, readClaims } from './clerk-claims.ts';
import { findExternalOrganization } from './external-organizations.ts';
import { KeySet } from './key-set.ts';

const SKEW_SECONDS = 5;
const MOST_CHARACTERS = 8192;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export interface ClerkParts {
  readonly config: ClerkConfig;
  /** Connects as `lotline_api`. */
  readonly db: Queryable;
  readonly log: Pick<Log, 'warn'>;
  readonly clock?: Clock;
}

type Tokens = (token: string) => Promise<Caller | undefined>;

/**
 * Who the bearer of a Clerk session token is. Answers undefined for what is no such token or is not signed by the issuer;
 * throws `unauthorized` for one that is and cannot be used (over, of another party, sign-in unfinished), `forbidden`
 * without an organization of ours, `issuer_unavailable` when its keys cannot be had.
 */
export function createClerkTokens({ config, db, log, clock = systemClock }: ClerkParts): Tokens {
  const keys = keysOf(config, clock, log);
  return async (token) => {
    if (token.length > MOST_CHARACTERS || !JWT.test(token)) return undefined;
    const claims = await verify(token, keys, config.issuer, clock);
    if (claims === undefined) return undefined;
    const identity = readClaims(claims);
    if (identity === undefined) throw refused('it has not the claims of a Clerk session');
    const { party, pending } = identity;
    const parties = config.authorizedParties;
    if (party !== undefined && parties.length > 0 && !parties.includes(party))
      throw refused('it was made for another application');
    if (pending) throw refused('its user has not finished signing in');
    return toCaller(identity, config, db);
  };
}

/** The claims of a token that the issuer signed; undefined when it did not. */
async function verify(
  token: string,
  keys: (id: string | undefined) => Promise<CryptoKey | undefined>,
  issuer: string,
  clock: Clock,
): Promise<unknown> {
  // Loaded at the first token: most installations never see one.
  const { decodeProtectedHeader, errors, jwtVerify } = await import('jose');
  try {
    const header = decodeProtectedHeader(token);
    // Before any key is asked for: nobody's header chooses how it is verified.
    if (header.alg !== 'RS256') return undefined;
    const key = await keys(header.kid);
    if (key === undefined) return undefined;
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(clock.now()),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refused('it is over');
    if (error instanceof errors.JWTClaimValidationFailed)
      throw refused(`its claim ${error.claim} does not fit`);
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A configured key needs no network; else the issuer's own, by id. */
function keysOf(
  { jwtKey, jwksUrl, secretKey }: ClerkConfig,
  clock: Clock,
  log: Pick<Log, 'warn'>,
): (id: string | undefined) => Promise<CryptoKey | undefined> {
  if (jwtKey !== undefined) {
    let imported: Promise<CryptoKey> | undefined;
    return () => {
      imported ??= import('jose').then(({ importSPKI }) => importSPKI(jwtKey, 'RS256'));
      return imported;
    };
  }
  const set = new KeySet({
    url: jwksUrl,
    secret: secretKey,
    clock,
    onFailure: (error) =>
      log.warn({ err: error, url: jwksUrl }, 'the keys of session tokens could not be fetched'),
  });
  return async (id) => (id === undefined ? undefined : set.find(id));
}

async function toCaller(identity: ClerkIdentity, config: ClerkConfig, db: Queryable): Promise<Caller> {
  const { user, impersonator, organization } = identity;
  if (organization === undefined) {
    throw new AppError(
      'forbidden',
      'The session has no organization, so there is nothing that it could see',
      {
        hint: 'Choose an organization where you signed in, and send its token.',
      },
    );
  }
  const actor = `person:${impersonator ?? user}`;
  const organizationId = await findExternalOrganization(db, {
    issuer: config.issuer,
    externalId: organization.id,
    name: organization.slug,
    create: config.createOrganizations,
    actor,
  });
  if (organizationId === null) {
    throw new AppError('forbidden', `The organization ${organization.id} is not known here`, {
      hint: `Its admin can ask for: lotline clerk link ${organization.id} --organization SLUG; or the server sets CLERK_CREATE_ORGANIZATIONS=true.`,
    });
  }
  return {
    organizationId,
    role: config.roles.get(organization.role) ?? 'viewer',
    actor,
    via: 'token',
    principal: `clerk:${user}`,
    ...(impersonator === undefined ? {} : { onBehalfOf: `person:${user}` }),
  };
}

/** Of a token that its issuer signed: so whoever sent it is no guesser, and may know what is wrong. */
function refused(why: string): AppError {
  return new AppError('unauthorized', `The session token is refused: ${why}`, {
    hint: 'Get a new one where you signed in.',
  });
}
