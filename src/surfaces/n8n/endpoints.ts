import type { Surface } from '../../http/endpoint.ts';
import type { Triggers } from '../../outcomes/triggers.ts';
import { runAction } from './actions.ts';
import { triggerBatchJob } from './trigger.ts';

/** What n8n and its users call besides the Batch Jobs API: among its addresses, with its words for errors. */
export function n8n(
  triggers: Pick<Triggers, 'driverOf' | 'deliver' | 'again'>,
  batchJobs: Omit<Surface, 'endpoints'>,
): Surface {
  return { ...batchJobs, endpoints: [runAction(triggers), triggerBatchJob(triggers)] };
}
