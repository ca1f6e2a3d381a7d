import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Pool } from '../db/pool.ts';
import { callerOf } from '../identity/api-keys.ts';
import { type Caller, mayAct, NOBODY, type Role } from '../identity/roles.ts';

const MISSING = 'Missing authentication. Provide either x-api-key or Authorization: Bearer token.';

/**
 * Who sends this request, by `x-api-key` or `Authorization: Bearer` (an API key as well).
 * Throws `ambiguous_authentication` when both are there, `unauthorized` when neither is good, `forbidden` when the
 * role is too small. Reads nothing of the body.
 */
export async function authenticate(
  pool: Pool,
  headers: IncomingHttpHeaders,
  allow: Role | 'anyone',
  log: Pick<Log, 'warn'>,
): Promise<Caller> {
  if (allow === 'anyone') return NOBODY;
  const secret = credential(headers);
  const caller =
    secret === undefined
      ? undefined
      : await callerOf(pool, secret, (error) =>
          log.warn({ err: error }, 'could not note the use of an API key'),
        );
  if (caller === undefined) {
    // The same words for a missing, unknown, expired and revoked key: an outsider learns nothing from them.
    throw new AppError('unauthorized', MISSING, {
      hint: 'Make a key with: lotline keys create. Expired and revoked keys are refused.',
    });
  }
  if (!mayAct(caller.role, allow)) {
    throw new AppError('forbidden', `This needs the role ${allow}; the API key has the role ${caller.role}`, {
      hint: 'Use a key with a larger role.',
    });
  }
  return caller;
}

function credential(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  const authorization = headers.authorization;
  if (key !== undefined && authorization !== undefined) {
    throw new AppError(
      'ambiguous_authentication',
      'Provide either x-api-key or Authorization: Bearer token, not both.',
    );
  }
  if (typeof key === 'string') return key;
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
