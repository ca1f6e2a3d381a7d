/** The conversation with the server about one upload: create, chunks in order, seal; or take it back. */
import { answered, type BodyOf } from '../client/index.ts';
import type { Client } from './client.ts';
import { CliError, EXIT } from './exit-codes.ts';
import { fetchJob, type JobView } from './job-view.ts';
import type { Chunk } from './upload-chunks.ts';

/** A server that restarts, or a network that changes, is waited for this long at each request. */
const PATIENCE_MS = 90_000;
/** Storing 5,000 rows takes well under a second; a busy server gets two minutes. */
const CHUNK_DEADLINE_MS = 120_000;
/** After Ctrl-C nobody wants to wait. */
const CANCEL_PATIENCE_MS = 2_000;

export type NewUpload = BodyOf<'createUpload'>;

export interface CreatedUpload {
  job_id: string;
  status: string;
  report?: { id: string; name: string };
}

export async function createUpload(client: Client, upload: NewUpload, key: string): Promise<CreatedUpload> {
  const params = { header: { 'Idempotency-Key': key } };
  return answered(client.api.POST('/batch-lookups/uploads', { params, body: upload }));
}

export interface ChunkAnswer {
  accepted: number;
  rejected: number;
  total_items: number;
  repeated: boolean;
}

/** Repeating a chunk under its number changes nothing, so a lost answer costs one repetition. */
export async function putChunk(
  client: Client,
  job: string,
  chunk: Chunk,
  signal: AbortSignal,
): Promise<ChunkAnswer> {
  return client.json<ChunkAnswer>(`/batch-lookups/${encodeURIComponent(job)}/chunks/${chunk.number}`, {
    method: 'PUT',
    body: chunk.body,
    deadlineMs: CHUNK_DEADLINE_MS,
    patienceMs: PATIENCE_MS,
    signal,
  });
}

/** From here on the job runs. A lost answer is no error: a job that is sealed already is taken as sealed. */
export async function sealUpload(client: Client, job: string): Promise<JobView> {
  try {
    await client.api.POST('/batch-lookups/{job_id}/seal', {
      params: { path: { job_id: job } },
      ...client.patient({ repeatable: true, deadlineMs: CHUNK_DEADLINE_MS, patienceMs: PATIENCE_MS }),
    });
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== EXIT.conflict) throw error;
    const job_ = await fetchJob(client, job);
    if (!job_.sealed) throw error;
    return job_;
  }
  return fetchJob(client, job, PATIENCE_MS);
}

/** Takes an unfinished upload back. False when the server could not be told. */
export async function cancelUpload(client: Client, job: string): Promise<boolean> {
  try {
    await client.api.POST('/api/jobs/{id}/cancel', {
      params: { path: { id: job } },
      body: { reason: 'upload not finished' },
      ...client.patient({ repeatable: true, deadlineMs: 5_000, patienceMs: CANCEL_PATIENCE_MS }),
    });
    return true;
  } catch {
    return false;
  }
}

/** The job of an interrupted upload. Throws CliError 7 when it takes no more rows, 5 when it is of another file. */
export async function openUpload(client: Client, id: string, columns: readonly string[]): Promise<JobView> {
  const job = await fetchJob(client, id);
  if (job.sealed || job.status !== 'pending') {
    throw new CliError(EXIT.conflict, 'job_sealed', `Job ${id} takes no more rows: it is ${job.status}.`, {
      hint: job.status === 'cancelled' ? 'Upload the file anew.' : `See it with: lotline jobs watch ${id}`,
    });
  }
  if (job.columns && JSON.stringify(job.columns) !== JSON.stringify(columns)) {
    throw new CliError(EXIT.validation, 'other_file', `Job ${id} was begun with a file of other columns.`, {
      hint: `Its columns are: ${job.columns.join(', ')}`,
    });
  }
  return job;
}
