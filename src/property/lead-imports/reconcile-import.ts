import { call, type Queryable } from '../../db/pool.ts';

/** What a person says of purchases whose answers never came. */
export type ReconcileVerdict = 'completed' | 'failed' | 'retry';

/** A purchase whose answer never came, as one looks it up in the vendor's own books. */
export interface UnknownPurchase {
  readonly sentAt: Date;
  readonly items: number;
  readonly seqs: readonly number[];
  /** Null: a page was bought, not records by their RadarIDs. */
  readonly radarIds: readonly string[] | null;
}

/** The purchases of a job whose answers never came, oldest first. */
export async function unknownPurchases(
  db: Queryable,
  organizationId: string,
  jobId: string,
): Promise<UnknownPurchase[]> {
  const rows = await call<{ sent_at: Date; items: number; seqs: number[]; radar_ids: string[] | null }>(
    db,
    'select sent_at, items, seqs, radar_ids from lotline.unknown_lead_purchases($1, $2)',
    [organizationId, jobId],
  );
  return rows.map(({ sent_at, items, seqs, radar_ids }) => ({
    sentAt: sent_at,
    items,
    seqs,
    radarIds: radar_ids,
  }));
}

/**
 * Settles purchases whose answers never came: `completed` with the records (they were charged), `failed` (charged, and
 * the records are lost), or `retry` (nothing was charged). Says how many items that were and how many are left.
 */
export async function reconcilePurchases(
  db: Queryable,
  request: {
    readonly organizationId: string;
    readonly jobId: string;
    readonly verdict: ReconcileVerdict;
    /** All that are unknown when absent. */
    readonly seqs?: readonly number[];
    /** With `completed`: records as the vendor gives them, each with its RadarID. */
    readonly records?: readonly Readonly<Record<string, unknown>>[];
    readonly actor: string | null;
    readonly reason?: string;
  },
): Promise<{ reconciled: number; unknown: number }> {
  const { organizationId, jobId, verdict, seqs, records = [], actor, reason } = request;
  const [row] = await call<{ reconciled: number; unknown: number }>(
    db,
    'select reconciled, unknown from lotline.reconcile_lead_purchases($1, $2, $3, $4, $5, $6, $7)',
    [organizationId, jobId, verdict, seqs ?? null, JSON.stringify(records), actor, reason ?? null],
  );
  return row ?? { reconciled: 0, unknown: 0 };
}
