import { fromDatabase } from '../base/errors.ts';
import { withClient } from './client.ts';

/** How the copy of lookups' jobs in `public.batch_lookup_jobs` stands. */
export interface RealtimeStatus {
  readonly enabled: boolean;
  readonly enabled_at?: string;
  /** Jobs in it; null when somebody has dropped the table. */
  readonly jobs?: number | null;
  /** When it was last brought up to date. */
  readonly written_at?: string | null;
  /** In the publication `supabase_realtime`. */
  readonly published?: boolean;
  /** Signed-in users of the host may read their organization's rows. */
  readonly readable?: boolean;
  /** Why the last changes could not be written. */
  readonly error?: string | null;
  readonly error_at?: string | null;
}

async function ask<Value>(ownerUrl: string, expression: string): Promise<Value> {
  return withClient({ connectionString: ownerUrl }, async (owner) => {
    try {
      const { rows } = await owner.query<{ value: Value }>(`select lotline.${expression} as value`);
      const [row] = rows;
      if (row === undefined) throw new Error(`${expression} gave no row`);
      return row.value;
    } catch (error) {
      throw fromDatabase(error);
    }
  });
}

/** Makes the copy, or takes in what the host has got since. Throws `conflict` when another table has its name. */
export function enableRealtime(ownerUrl: string): Promise<RealtimeStatus> {
  return ask<RealtimeStatus>(ownerUrl, 'enable_realtime()');
}

/** Drops the copy. False when there was none. */
export function disableRealtime(ownerUrl: string): Promise<boolean> {
  return ask<boolean>(ownerUrl, 'disable_realtime()');
}

export function realtimeStatus(ownerUrl: string): Promise<RealtimeStatus> {
  return ask<RealtimeStatus>(ownerUrl, 'realtime_status()');
}
