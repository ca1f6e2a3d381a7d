import {
  type ListResourcesResult,
  McpError,
  type ReadResourceResult,
  type ResourceTemplate,
  ErrorCode as RpcError,
} from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '../../../base/errors.ts';
import { fitRows } from '../../../base/tokens.ts';
import { isUuid } from '../../../base/uuid.ts';
import { listFailureGroups } from '../../../engine/failures.ts';
import { logPage } from '../../../engine/job-log.ts';
import { listJobs } from '../../../engine/jobs.ts';
import { jobView } from './job-view.ts';
import type { ToolContext } from './tool.ts';
import { findJob } from './tools/find-job.ts';

/** Jobs named in the list of resources; others are read by their address all the same. */
const JOBS_LISTED = 20;
const LOG_LINES = 100;
const GROUPS = 10;
/** A client may put a resource into its context whole. */
const MOST_TOKENS = 4_000;

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
    description: `What was done to a job and what failed in it, newest first: at most ${LOG_LINES} lines; job_log and job_failures have all`,
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

/** One resource as JSON, of at most MOST_TOKENS. @throws McpError for an address that is none, or a job that is not there */
export async function readResource(context: ToolContext, uri: string): Promise<ReadResourceResult> {
  const [, jobId, what] = ADDRESS.exec(uri) ?? [];
  if (jobId === undefined || !isUuid(jobId)) {
    const known = resourceTemplates.map(({ uriTemplate }) => uriTemplate).join(' and ');
    throw new McpError(RpcError.InvalidParams, `No resource ${uri.slice(0, 200)}; there are ${known}`);
  }
  const content = await (what === 'status' ? status(context, jobId) : log(context, jobId)).catch(
    (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'job_not_found') throw error;
      throw new McpError(RpcError.InvalidParams, `${error.message}; list_jobs has those there are`);
    },
  );
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(content) }] };
}

function status({ caller: { organizationId }, transaction }: ToolContext, jobId: string): Promise<unknown> {
  return transaction(async (db) => {
    const job = await findJob(db, organizationId, jobId);
    const groups = await listFailureGroups(db, { organizationId, jobId, limit: GROUPS });
    const rows = groups.map(({ code, message, items }) => ({ code, message, items }));
    return fitted(jobView(job), 'failures', rows);
  });
}

function log({ caller: { organizationId }, transaction }: ToolContext, jobId: string): Promise<unknown> {
  return transaction(async (db) => {
    const job = await findJob(db, organizationId, jobId);
    const lines = await logPage(db, job.number, { limit: LOG_LINES });
    const rows = lines.map(({ at, level, event, message, actor, seq, detail }) => ({
      ...{ at, level, event, actor, message },
      ...(seq === null ? {} : { seq }),
      detail,
    }));
    return fitted({ job_id: job.id, name: job.name, status: job.status }, 'lines', rows);
  });
}

/** Rows that fit; `cut` when others are there. */
function fitted(
  head: Record<string, unknown>,
  key: string,
  rows: readonly Record<string, unknown>[],
): Record<string, unknown> {
  const all = fitRows({ head, key, rows, maxTokens: MOST_TOKENS, cursorOf: () => 'cut', endCursor: null });
  const { next_cursor: cut, ...answer } = all;
  return cut === undefined ? answer : { ...answer, cut: true };
}
