import type { Registry } from '../../kinds/registry.ts';
import type { Triggers } from '../../outcomes/triggers.ts';

/** What this surface is made of. */
export interface BatchJobsParts {
  /** Which kinds there are, and who may run them. */
  readonly registry: Pick<Registry, 'find'>;
  /** Who runs a job, and the calls to workflows that its moves owe. */
  readonly triggers: Pick<Triggers, 'driverOf' | 'deliver'>;
}

export const TAG = 'Batch jobs';

/** What viewers are told who try to change something. */
export const CANNOT_MODIFY = 'Viewers cannot modify batch jobs';

/** The fields that tell whether a workflow was called. */
export async function callWorkflow(
  triggers: BatchJobsParts['triggers'],
  organizationId: string,
  jobId: string,
) {
  const call = await triggers.deliver(organizationId, jobId);
  return { n8n_triggered: call?.triggered ?? false, n8n_error: call?.error ?? null };
}
