import { call, type Queryable } from '../db/pool.ts';

/** What an organization may use unless chosen otherwise; the SQL function default_limits() says the same. */
export const DEFAULT_REQUESTS_PER_MINUTE = 60_000;

export const LIMIT_NAMES = ['requests_per_minute', 'open_jobs', 'items_per_day'] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Requests of one minute, of an organization (principal '') or of somebody who asks for it. */
export interface Counted {
  readonly organizationId: string;
  readonly principal: string;
  readonly requests: number;
}

/** Adds to the counts of all processes. Answers the sums, with the limit of each organization. */
export async function countRequests(
  db: Queryable,
  minute: number,
  counted: readonly Counted[],
): Promise<(Counted & { readonly most: number | null })[]> {
  const rows = await call<{
    organization_id: string;
    principal: string;
    requests: number;
    most: string | null;
  }>(
    db,
    {
      name: 'count_requests',
      text: `select organization_id, principal, requests, most
               from lotline.count_requests($1, $2::uuid[], $3::text[], $4::int[])`,
    },
    [
      minute,
      counted.map((row) => row.organizationId),
      counted.map((row) => row.principal),
      counted.map((row) => row.requests),
    ],
  );
  return rows.map(({ organization_id, principal, requests, most }) => ({
    organizationId: organization_id,
    principal,
    requests,
    most: most === null ? null : Number(most),
  }));
}

/** A limit, and what is used of it. */
export interface Usage {
  readonly name: LimitName;
  /** True: of the key that was named; false: of its organization. */
  readonly ofKey: boolean;
  readonly most: number;
  readonly used: number;
}

/** The limits of an organization, and a key's own ones when one is named. */
export async function readLimits(
  db: Queryable,
  organizationId: string,
  keyId: string | null,
): Promise<Usage[]> {
  const rows = await call<{ name: LimitName; of_key: boolean; most: string; used: string }>(
    db,
    'select limit_name as name, of_key, most, used from lotline.limits_of($1, $2)',
    [organizationId, keyId],
  );
  return rows.map(({ name, of_key, most, used }) => ({
    name,
    ofKey: of_key,
    most: Number(most),
    used: Number(used),
  }));
}

/** Chooses limits of an organization; null goes back to the default. */
export async function setLimits(
  db: Queryable,
  organizationId: string,
  values: Readonly<Partial<Record<LimitName, number | null | undefined>>>,
  actor: string,
): Promise<void> {
  await call(db, 'select lotline.set_limits($1, $2, $3)', [organizationId, JSON.stringify(values), actor]);
}
