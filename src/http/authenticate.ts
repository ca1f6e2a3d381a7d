import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Pool } from '../db/pool.ts';
import { callerOf } from '../identity/api-keys.ts';
import { type Caller, mayAct, NOBODY } from '../identity/roles.ts';
import { covers, type Scope } from '../identity/scopes.ts';
import { type Access, isForwarded, publicReader } from './access.ts';
import { requireCsrf } from './csrf.ts';
import type { AnyEndpoint } from './endpoint.ts';
import type { FailedCredentials } from './failed-credentials.ts';

const MISSING = 'Missing authentication. Provide either x-api-key or Authorization: Bearer token.';

/** What a request is judged by; its body is not. */
export interface Asking {
  readonly headers: IncomingHttpHeaders;
  /** Network address that it came from. */
  readonly address: string;
  readonly log: Pick<Log, 'warn'>;
}

export interface Gate {
  /** Connects as `lotline_api`. */
  readonly pool: Pool;
  readonly access: Access;
  readonly failures: FailedCredentials;
}

/**
 * Who sends this request, by `x-api-key` or `Authorization: Bearer` (an API key as well), by the cookie of a browser, or
 * without any where `access` lets people read.
 * Throws `ambiguous_authentication` when both are there, `unauthorized` when none is good, `too_many_failures` when
 * the address sent too many that are not, `forbidden` when the role is too small or the key was narrowed to other scopes,
 * `csrf_failed` when another site may have made a browser send it.
 */
export async function authenticate(
  gate: Gate,
  asking: Asking,
  endpoint: Pick<AnyEndpoint, 'allow' | 'cookie' | 'method' | 'publicRead' | 'refusal'>,
  needed: Scope | 'any' | undefined,
): Promise<Caller> {
  const { allow } = endpoint;
  const forgeable = endpoint.method !== 'GET';
  if (allow === 'anyone') {
    if (endpoint.cookie && forgeable) requireCsrf(asking.headers, gate.access.publicUrl);
    return NOBODY;
  }
  const caller = await callerBehind(gate, asking, endpoint);
  if (!caller) {
    // The same words for a missing, unknown, expired and revoked key: an outsider learns nothing from them.
    throw new AppError('unauthorized', MISSING, {
      hint: 'Make a key with: lotline keys create. Expired and revoked keys are refused.',
    });
  }
  if (caller.via === 'session' && forgeable) requireCsrf(asking.headers, gate.access.publicUrl);
  if (!mayAct(caller.role, allow)) {
    const who = caller.via === 'key' ? 'the API key has' : 'you have';
    throw new AppError(
      'forbidden',
      endpoint.refusal ?? `This needs the role ${allow}; ${who} the role ${caller.role}`,
      { hint: caller.via === 'key' ? 'Use a key with a larger role.' : 'Ask an admin of your organization.' },
    );
  }
  if (needed !== 'any' && !covers(caller.scopes, needed)) {
    throw new AppError(
      'forbidden',
      needed === undefined
        ? 'A key with scopes cannot do this'
        : `This needs the scope ${needed}; the API key has ${caller.scopes?.join(', ')}`,
      { hint: 'Use a key with that scope, or one without scopes.' },
    );
  }
  return caller;
}

async function callerBehind(
  { pool, access, failures }: Gate,
  { headers, address, log }: Asking,
  endpoint: Pick<AnyEndpoint, 'publicRead'>,
): Promise<Caller | undefined> {
  const secret = credential(headers);
  if (secret === undefined) {
    const session = await access.session?.(headers);
    return session ?? (endpoint.publicRead ? publicReader(access, headers) : undefined);
  }
  failures.refuse(address);
  const caller =
    demoCaller(access, headers) ??
    // Taken from Bearer alone.
    (headers.authorization === undefined ? undefined : await access.token?.(secret)) ??
    (await callerOf(pool, secret, (error) =>
      log.warn({ err: error }, 'could not note the use of an API key'),
    ));
  if (caller === undefined) await failures.note(address, secret, log);
  return caller;
}

function credential(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  const { authorization } = headers;
  if (key !== undefined && authorization !== undefined) {
    throw new AppError(
      'ambiguous_authentication',
      'Provide either x-api-key or Authorization: Bearer token, not both.',
    );
  }
  if (typeof key === 'string') return key;
  // What is there and not understood is a bad credential, not the absence of one.
  return authorization === undefined ? undefined : (bearer(authorization) ?? '');
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

function demoCaller({ demo }: Access, headers: IncomingHttpHeaders): Caller | undefined {
  if (demo === undefined || bearer(headers.authorization) !== demo.token) return undefined;
  return isForwarded(headers) ? undefined : demo.caller;
}
