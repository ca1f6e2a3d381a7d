import { randomBytes } from 'node:crypto';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { open, seal } from '../base/seal.ts';
import { call, type Queryable } from '../db/pool.ts';
import { secretKey } from '../db/secret-key.ts';

type KeyConfig = Pick<Config, 'secretKey' | 'databaseUrl' | 'dataFolder'>;

/** When an organization's secret was made; the secret itself is shown once. */
export interface HttpSecretState {
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  /** Until when the one before signs too. */
  readonly oldSecretUntil: Date | null;
}

const place = (organizationId: string) => `http work of ${organizationId}`;

/** Undefined: the organization has none yet. */
export async function readHttpSecretState(
  db: Queryable,
  organizationId: string,
): Promise<HttpSecretState | undefined> {
  const [row] = await call<HttpSecretState & Record<string, unknown>>(
    db,
    `select created_at as "createdAt", rotated_at as "rotatedAt",
       case when old_secret_until > lotline.clock() then old_secret_until end as "oldSecretUntil"
     from lotline.http_secrets where org_id = $1`,
    [organizationId],
  );
  return row;
}

/** Makes a secret, in the place of the one before, and answers it. Throws `secret_key_needed`. */
export async function renewHttpSecret(
  db: Queryable,
  config: KeyConfig,
  organizationId: string,
  overlapSeconds: number,
): Promise<string> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await call(db, 'select lotline.put_http_secret($1, $2, $3)', [
    organizationId,
    seal(secretKey(config), place(organizationId), secret),
    overlapSeconds,
  ]);
  return secret;
}

/**
 * The secrets that sign now: two during a rotation. Throws `http_secret_needed` when the organization has none, and
 * `secret_key_needed` when they cannot be read with this server's key.
 */
export async function signingSecrets(
  db: Queryable,
  config: KeyConfig,
  organizationId: string,
): Promise<string[]> {
  const [row] = await call<{ now: Buffer; old: Buffer | null }>(
    db,
    `select sealed_secret as now, case when old_secret_until > lotline.clock() then sealed_old_secret end as old
       from lotline.http_secrets where org_id = $1`,
    [organizationId],
  );
  if (row === undefined) throw secretNeeded();
  return [row.now, row.old]
    .filter((sealed) => sealed !== null)
    .map((sealed) => {
      const secret = open(secretKey(config), place(organizationId), sealed);
      if (secret !== undefined) return secret;
      throw new AppError(
        'secret_key_needed',
        'The signing secret cannot be read with the key of this server',
        {
          hint: 'Restore LOTLINE_SECRET_KEY (or the file secret-key in the data folder), or make the secret anew: POST /api/http-secret.',
        },
      );
    });
}

/** What is said before the first secret is made. */
export function secretNeeded(): AppError {
  return new AppError('http_secret_needed', 'There is no secret yet that would sign what is sent to you', {
    hint: 'Make it first: POST /api/http-secret (as an admin); it is shown once.',
  });
}
