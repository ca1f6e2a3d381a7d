import type { Api } from '../../data/api.ts';
import type { Tone } from '../../ui/badge.tsx';

export type ItemStatus = Api['JobItem']['status'];

export const ITEM_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'skipped',
  'cancelled',
] as const satisfies readonly ItemStatus[];

export const ITEM_TONES: Readonly<Record<ItemStatus, Tone>> = {
  pending: 'neutral',
  processing: 'info',
  completed: 'ok',
  failed: 'bad',
  skipped: 'neutral',
  cancelled: 'neutral',
};
