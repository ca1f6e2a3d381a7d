import { call, type Queryable } from '../db/pool.ts';

/** What can need somebody. */
export const ATTENTION = [
  'auto_paused',
  'stalled',
  'no_workers',
  'webhook_failing',
  'service_held',
  'worker_lost',
  'unknown_purchases',
] as const;
export type AttentionWhat = (typeof ATTENTION)[number];

/** What a line of the list leads to. */
export const ATTENTION_PAGES = ['job', 'queue', 'worker', 'service', 'webhook'] as const;

export interface Attention {
  readonly what: AttentionWhat;
  readonly title: string;
  readonly detail: string;
  readonly since: Date;
  readonly page: (typeof ATTENTION_PAGES)[number];
  readonly id: string;
}

/** What an organization should look at, the most pressing kinds first; empty when all is well. */
export function listAttention(db: Queryable, organizationId: string): Promise<Attention[]> {
  return call<Attention & Record<string, unknown>>(
    db,
    'select what, title, detail, since, page, id from lotline.attention($1)',
    [organizationId],
  );
}
