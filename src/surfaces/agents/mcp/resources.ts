import {
  type ListResourcesResult,
  McpError,
  type ReadResourceResult,
  type ResourceTemplate,
  ErrorCode as RpcError,
} from '@modelcontextprotocol/sdk/types.js';
import { isUuid } from '../../../base/uuid.ts';
import { listEvents } from '../../../engine/events.ts';
import { itemErrors, listFailureGroups } from '../../../engine/failures.ts';
import { listJobs } from '../../../engine/jobs.ts';
import { jobView } from './job-view.ts';
import type { ToolContext } from './tool.ts';
import { findJob } from './tools/find-job.ts';

/** Jobs named in the list of resources; others are read by their address all the same. */
const JOBS_LISTED = 20;
const LOG_LINES = 100;
const GROUPS = 10;

export const resourceTemplates: readonly ResourceTemplate[] = [
  {
    uriTemplate: 'lotline://jobs/{job_id}/status',
    name: 'job-status',
    title: 'Status of a job',
    description: 'Where a job stands: counts, progress, failures by cause',
    mimeType: 'application/json',
  },
  {
    uriTemplate: 'lotline://jobs/{job_id}/log',
    name: 'job-log',
    title: 'Log of a job',
    description: `What was done to a job and what failed in it: the last ${LOG_LINES} lines of each`,
    mimeType: 'application/json',
  },
];

/** Status and log of the newest unfinished jobs. */
export async function listResources({ caller, transaction }: ToolContext): Promise<ListResourcesResult> {
  const { jobs } = await transaction((db) =>
    listJobs(db, {
      organizationId: caller.organizationId,
      statuses: ['pending', 'in_progress', 'paused'],
      limit: JOBS_LISTED,
      offset: 0,
    }),
  );
  return {
    resources: jobs.flatMap((job) =>
      (['status', 'log'] as const).map((what) => ({
        uri: `lotline://jobs/${job.id}/${what}`,
        name: `${job.name}: ${what}`,
        mimeType: 'application/json',
      })),
    ),
  };
}

const ADDRESS = /^lotline:\/\/jobs\/([^/]+)\/(status|log)$/;

/** One resource as JSON. @throws McpError for an address that is none, or a job that is not there */
export async function readResource(context: ToolContext, uri: string): Promise<ReadResourceResult> {
  const [, jobId, what] = ADDRESS.exec(uri) ?? [];
  if (jobId === undefined || !isUuid(jobId)) {
    const known = resourceTemplates.map(({ uriTemplate }) => uriTemplate).join(' and ');
    throw new McpError(RpcError.InvalidParams, `No resource ${uri.slice(0, 200)}; there are ${known}`);
  }
  const content = await (what === 'status' ? status(context, jobId) : log(context, jobId));
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(content) }] };
}

function status({ caller: { organizationId }, transaction }: ToolContext, jobId: string): Promise<unknown> {
  return transaction(async (db) => {
    const job = await findJob(db, organizationId, jobId);
    const groups = await listFailureGroups(db, { organizationId, jobId, limit: GROUPS });
    return {
      ...jobView(job),
      failures: groups.map(({ code, message, items }) => ({ code, message, items })),
    };
  });
}

function log({ caller: { organizationId }, transaction }: ToolContext, jobId: string): Promise<unknown> {
  return transaction(async (db) => {
    const job = await findJob(db, organizationId, jobId);
    const events = await listEvents(db, { organizationId, jobId, limit: LOG_LINES });
    const errors = await itemErrors(db, { organizationId, jobId, limit: LOG_LINES });
    return { job_id: job.id, events, errors };
  });
}
