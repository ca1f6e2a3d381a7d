import { words } from '../words.ts';
import type { Api } from './api.ts';

/** What a job is shown as: the stored status, and what is derived of it (UX vocabulary). */
export type ShownState =
  | 'pending'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'auto_paused'
  | 'cancelling'
  | 'cancelled'
  | 'completed'
  | 'completed_with_failures'
  | 'failed';

type Stated = Pick<Api['Job'], 'status' | 'draining' | 'autoPaused' | 'counts'>;

export function shownState({ status, draining, autoPaused, counts }: Stated): ShownState {
  switch (status) {
    case 'pending':
    case 'failed':
      return status;
    case 'in_progress':
      return 'running';
    case 'paused':
      return draining ? 'pausing' : autoPaused ? 'auto_paused' : 'paused';
    case 'cancelled':
      return draining ? 'cancelling' : 'cancelled';
    case 'completed':
      return counts.failed > 0 ? 'completed_with_failures' : 'completed';
  }
}

export const stateWord = (job: Stated): string => words.states[shownState(job)];

/** What may be done to a job now; the server decides, this only says which controls to offer. */
export function possible(
  job: Stated,
): Readonly<Record<'pause' | 'resume' | 'cancel' | 'retry' | 'remove', boolean>> {
  const { status, draining, counts } = job;
  return {
    pause: status === 'in_progress',
    resume: status === 'paused' || status === 'pending',
    cancel: status === 'pending' || status === 'in_progress' || status === 'paused',
    retry: counts.failed > 0 && status !== 'cancelled' && status !== 'pending',
    remove: (status === 'completed' || status === 'failed' || status === 'cancelled') && !draining,
  };
}

/** Done with: nothing changes any more unless somebody retries. */
export const isSettled = ({ status, draining }: Pick<Stated, 'status' | 'draining'>): boolean =>
  (status === 'completed' || status === 'failed' || status === 'cancelled') && !draining;
