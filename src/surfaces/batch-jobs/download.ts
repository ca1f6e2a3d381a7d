import { Readable } from 'node:stream';
import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool } from '../../db/pool.ts';
import { streamItems } from '../../engine/items.ts';
import { type Answer, answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer } from '../../http/keyset.ts';
import { covers } from '../../identity/scopes.ts';
import { listExportParams } from '../../kinds/list-export.ts';
import { leadLines, type WalkedPart, walkHeader } from '../../property/exports/list-export.ts';
import { layoutOf } from '../../property/leads/layouts.ts';
import { streamLeads } from '../../property/leads/list-leads.ts';
import { TAG } from './parts.ts';
import { type BatchJob, findBatchJob } from './queries.ts';
import { downloadQuery, jobParams } from './requests.ts';

/** Parts of a list in memory at once, some hundred kB each. */
const PARTS = 4;

export const downloadBatchJob = endpoint({
  operationId: 'downloadBatchJob',
  method: 'GET',
  path: '/api/batch-jobs/{id}/download',
  tag: TAG,
  summary: 'The CSV file of a batch job',
  description:
    'Of an import of leads: the leads that it brought so far, without those on the do-not-mail list. Of a list that was walked in the background: its file, once the job is completed; leads as they are now, without those on the list now. A key with scopes needs that of the leads or properties as well.',
  allow: 'viewer',
  params: jobParams,
  query: downloadQuery,
  answers: { 200: { description: 'The file', content: ['text/csv'] } },
  errors: ['job_not_found', 'conflict'],
  async run({ caller: { organizationId, scopes }, params, query, pool, transaction }) {
    let job: BatchJob | undefined;
    await transaction(async (db) => {
      job = await findBatchJob(db, organizationId, params.id);
      return answer(200, null);
    });
    // the job is one thing, what its file says of people and properties another
    const area = job?.kind === 'lead_import' || job?.params.list === 'leads' ? 'leads' : 'properties';
    if (!covers(scopes, `${area}:read`)) {
      throw new AppError('forbidden', `The file of this job needs the scope ${area}:read`, {
        hint: 'Use a key with that scope, or one without scopes.',
      });
    }
    if (job?.kind === 'lead_import') return leadsFile(pool, job, query.layout);
    if (job?.kind === 'list_export') return listFile(pool, job);
    throw new AppError('conflict', 'Only imports of leads and lists that were walked have a file', {
      hint: 'What county jobs found is in their items, and with the properties.',
    });
  },
});

function leadsFile(pool: Pool, job: BatchJob, name: Parameters<typeof layoutOf>[0]): Answer {
  const layout = layoutOf(name);
  const filter = {
    organizationId: job.organizationId,
    jobId: job.id,
    doNotMail: false,
    ...(layout.mailed ? { hasMailing: true } : {}),
  };
  async function* rows() {
    for await (const leads of streamLeads(pool, filter)) yield leads.map((lead) => layout.cells(lead));
  }
  return csvAnswer('leads.csv', layout.header, rows());
}

function listFile(pool: Pool, job: BatchJob): Answer {
  if (job.status !== 'completed' || job.counts.completed < job.counts.total) {
    throw new AppError('conflict', `The list is not whole: the job is ${job.status} at ${job.progress} %`, {
      hint: job.counts.failed > 0 ? 'Try its failed items again.' : 'Ask again when it is completed.',
    });
  }
  const { organizationId, id, params } = job;
  const walked = listExportParams.parse(params);
  const layout = walked.list === 'leads' ? walked.layout : undefined;
  const linesOf = (leads: readonly string[]) =>
    asOrganization(pool, organizationId, (db) => leadLines(db, organizationId, leads, layout));
  async function* texts(): AsyncGenerator<string> {
    yield walkHeader(walked);
    for await (const items of streamItems(pool, { organizationId, jobId: id, pageSize: PARTS })) {
      for (const { result } of items) {
        // What the job's kind keeps of a part is what the list's reader answered.
        const { csv, leads } = result as WalkedPart; // such jobs complete items with no other result, see list-export.ts
        yield leads === undefined ? (csv ?? '') : await linesOf(leads);
      }
    }
  }
  return {
    status: 200,
    stream: Readable.from(texts(), { highWaterMark: 1, objectMode: true }),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${walked.list}.csv"`,
    },
  };
}
