import { call, type Queryable } from '../../db/pool.ts';
import { type KeyConfig, openSecret } from './secrets.ts';
import type { Target } from './send.ts';

interface TargetRow extends Record<string, unknown> {
  readonly url: string;
  readonly payload: 'signed' | 'legacy';
  readonly fieldNames: string[];
  readonly ratePerSecond: number;
  readonly secret: Buffer;
  /** Null unless it still signs. */
  readonly oldSecret: Buffer | null;
}

/** An endpoint ready to be sent to, as it is now; undefined when it is gone or has no address. Throws `secret_key_needed`. */
export async function openTarget(
  db: Queryable,
  config: KeyConfig,
  endpointId: string,
): Promise<(Target & { readonly ratePerSecond: number }) | undefined> {
  const [row] = await call<TargetRow>(
    db,
    `select url, payload, field_names as "fieldNames", rate_per_second as "ratePerSecond",
            sealed_secret as "secret",
            case when old_secret_until > lotline.clock() then sealed_old_secret end as "oldSecret"
       from lotline.webhook_endpoints where id = $1 and removed_at is null and url <> ''`,
    [endpointId],
  );
  if (row === undefined) return undefined;
  const { url, payload, fieldNames, ratePerSecond, secret, oldSecret } = row;
  const sealed = oldSecret === null ? [secret] : [secret, oldSecret];
  const secrets = sealed.map((bytes) => openSecret(config, endpointId, bytes));
  return { url, payload, fieldNames, ratePerSecond, secrets };
}
