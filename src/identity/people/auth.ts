import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { Config, OidcConfig } from '../../base/config.ts';
import { type Log, redact } from '../../base/log.ts';
import type { Pool } from '../../db/pool.ts';
import { PASSWORD_LENGTH } from './password-length.ts';
import { ADDRESS_HEADER, COOKIE_PREFIX } from './session-cookie.ts';

/** Everything that is loaded when the first person comes: this file is imported at that moment, not before. */

/** How the other place to sign in is called in addresses and in the database. */
const OIDC_PROVIDER = 'oidc';
const SESSION_SECONDS = 7 * 24 * 60 * 60;
const REFRESH_SECONDS = 24 * 60 * 60;

export interface AuthOptions {
  readonly config: Pick<Config, 'publicUrl' | 'oidc'>;
  /** Finds the library's tables by their bare names. */
  readonly pool: Pool;
  /** Signs cookies. */
  readonly secret: string;
  readonly log: Pick<Log, 'error' | 'warn'>;
  /** Whether somebody new may come in through the other place. */
  readonly mayCome: (email: string) => Promise<boolean>;
  /** Somebody new came in through the other place. */
  readonly onPerson: (personId: string) => Promise<void>;
  readonly onSession: (sessionId: string) => Promise<void>;
}

/** What we use of Better Auth. */
export interface Auth {
  /** Answers a request below /api/auth. */
  readonly handler: (request: Request) => Promise<Response>;
  /** The session behind a cookie header, asked from the database each time; undefined when there is no good one. */
  readonly session: (cookie: string) => Promise<{ readonly id: string } | undefined>;
  readonly hashPassword: (password: string) => Promise<string>;
}

/** The library's settings; also what its tables are compared with. */
export function authSettings(options: AuthOptions) {
  const { config, pool, secret, log } = options;
  const { publicUrl, oidc } = config;
  return {
    appName: 'Lotline',
    basePath: '/api/auth',
    // Without a public address it is the request's own, whose Host the server has checked.
    ...(publicUrl === undefined ? {} : { baseURL: new URL(publicUrl).origin }),
    trustedOrigins: (request?: Request) => (request === undefined ? [] : [new URL(request.url).origin]),
    secret,
    database: pool,
    telemetry: { enabled: false },
    // Failures are counted in the database, where all servers see them: src/identity/failures.ts.
    rateLimit: { enabled: false },
    logger: { level: 'error' as const, log: logTo(log) },
    emailAndPassword: {
      enabled: true,
      // People come by a link or an invitation.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: REFRESH_SECONDS,
      // A session that was ended is out at once.
      cookieCache: { enabled: false },
      additionalFields: { activeOrganizationId: { type: 'string' as const, required: false, input: false } },
    },
    account: { encryptOAuthTokens: true, accountLinking: { enabled: true } },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const, path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    onAPIError: { errorURL: '/api/auth/error' },
    databaseHooks: hooksOf(options),
    plugins: [
      passkey({
        rpName: 'Lotline',
        rpID: publicUrl === undefined ? 'localhost' : new URL(publicUrl).hostname,
      }),
      ...(oidc === undefined ? [] : [otherPlace(oidc)]),
    ],
  };
}

/** Loads nothing from the network and asks nothing of the database yet. */
export function openAuth(options: AuthOptions): Auth {
  const auth = betterAuth(authSettings(options));
  return {
    handler: auth.handler,
    async session(cookie) {
      const found = await auth.api.getSession({
        headers: new Headers({ cookie }),
        // Who asks for its session at /api/auth/get-session has it prolonged, with its cookie; here only one of both would be.
        query: { disableCookieCache: true, disableRefresh: true },
      });
      return found === null ? undefined : { id: found.session.id };
    },
    hashPassword: async (password) => (await auth.$context).password.hash(password),
  };
}

function otherPlace({ issuer, clientId, clientSecret }: OidcConfig) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
      },
    ],
  });
}

function hooksOf({ mayCome, onPerson, onSession }: AuthOptions) {
  return {
    user: {
      create: {
        // Only another issuer makes people through the library: our links make theirs in SQL.
        before: async ({ email, emailVerified }: { email: string; emailVerified: boolean }) => {
          if (emailVerified && (await mayCome(email))) return;
          throw new APIError('FORBIDDEN', {
            code: 'NOT_INVITED',
            message: 'Nobody has invited this address',
          });
        },
        after: ({ id }: { id: string }) => onPerson(id),
      },
    },
    session: { create: { after: ({ id }: { id: string }) => onSession(id) } },
  };
}

function logTo(log: AuthOptions['log']) {
  return (level: string, message: string, ...facts: unknown[]) => {
    const [fact] = facts;
    const about = fact instanceof Error ? { err: fact } : {};
    if (level === 'error') log.error(about, redact(message));
    else log.warn(about, redact(message));
  };
}
