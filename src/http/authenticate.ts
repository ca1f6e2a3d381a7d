import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Pool } from '../db/pool.ts';
import { callerOf } from '../identity/api-keys.ts';
import { type Caller, mayAct, NOBODY } from '../identity/roles.ts';
import { type Access, isForwarded, publicReader } from './access.ts';
import type { AnyEndpoint } from './endpoint.ts';

const MISSING = 'Missing authentication. Provide either x-api-key or Authorization: Bearer token.';

/**
 * Who sends this request, by `x-api-key` or `Authorization: Bearer` (an API key as well), or without either where
 * `access` lets people read.
 * Throws `ambiguous_authentication` when both are there, `unauthorized` when neither is good, `forbidden` when the
 * role is too small. Reads nothing of the body.
 */
export async function authenticate(
  pool: Pool,
  headers: IncomingHttpHeaders,
  endpoint: Pick<AnyEndpoint, 'allow' | 'publicRead' | 'refusal'>,
  access: Access,
  log: Pick<Log, 'warn'>,
): Promise<Caller> {
  const { allow } = endpoint;
  if (allow === 'anyone') return NOBODY;
  const secret = credential(headers);
  const caller =
    secret === undefined
      ? ((await access.session?.(headers)) ?? (endpoint.publicRead && publicReader(access, headers)))
      : (demoCaller(access, headers) ??
        (await access.token?.(secret)) ??
        (await callerOf(pool, secret, (error) =>
          log.warn({ err: error }, 'could not note the use of an API key'),
        )));
  if (!caller) {
    // The same words for a missing, unknown, expired and revoked key: an outsider learns nothing from them.
    throw new AppError('unauthorized', MISSING, {
      hint: 'Make a key with: lotline keys create. Expired and revoked keys are refused.',
    });
  }
  if (!mayAct(caller.role, allow)) {
    throw new AppError(
      'forbidden',
      endpoint.refusal ?? `This needs the role ${allow}; the API key has the role ${caller.role}`,
      { hint: 'Use a key with a larger role.' },
    );
  }
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
