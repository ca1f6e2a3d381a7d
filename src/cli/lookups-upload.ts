/** `lookups upload`: a file of any size becomes one job, or, when something goes wrong, none. */
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import type { LookupFile } from '../base/lookup-file.ts';
import { toLookupMapping } from '../base/lookup-mapping.ts';
import type { Client } from './client.ts';
import { type Context, isOutage } from './context.ts';
import { openSource, type Source } from './csv-source.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { groupDigits, plural } from './human.ts';
import { openLookupFile } from './lookup-rows.ts';
import type { UploadOptions } from './lookups.ts';
import { mappingText } from './mapping-text.ts';
import { printOne } from './output.ts';
import { type Chunk, chunksOf } from './upload-chunks.ts';
import { cancelUpload, createUpload, openUpload, putChunk, sealUpload } from './upload-job.ts';
import { uploadProgress } from './upload-progress.ts';
import { watch } from './watch.ts';

export async function upload(
  context: Context,
  options: UploadOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const source = await openSource(args[0] ?? '-', context.io);
  if (source.sizeBytes === null || source.sizeBytes > LARGE_BYTES) keepMemorySmall();
  const file = await openLookupFile(source.bytes, options);
  context.say(mappingText(file));
  if (options.check) {
    const { check } = await import('./lookups-check.ts');
    return check(context, file);
  }
  return send(context, options, source, file, args[0] ?? '-');
}

/** From here on a file may hold enough rows for the memory to matter (some 50,000; gzipped more). */
const LARGE_BYTES = 4 * 1024 * 1024;

/** A million rows pass as short-lived objects: a young generation that does not grow saves a third of the memory. */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

interface Sent {
  rows: number;
  accepted: number;
  rejected: number;
}

async function send(
  context: Context,
  options: UploadOptions,
  source: Source,
  file: LookupFile,
  fileName: string,
): Promise<ExitCode> {
  const client = await context.client();
  const job = await beginUpload(client, options, source, file);
  const interrupted = new AbortController();
  const release = context.io.onInterrupt(() => interrupted.abort());
  let sent: Sent;
  try {
    sent = await sendRows(context, client, job.id, source, file, interrupted.signal);
  } catch (error) {
    throw await afterFailure(context, client, job, error, interrupted.signal.aborted, fileName);
  } finally {
    release();
  }
  return finish(context, options, client, job, sent, file);
}

interface Begun {
  id: string;
  /** Another command had begun it. */
  resumed: boolean;
  report?: { id: string; name: string };
}

async function beginUpload(
  client: Client,
  options: UploadOptions,
  source: Source,
  file: LookupFile,
): Promise<Begun> {
  if (options.resume !== undefined) {
    if (options.idempotencyKey !== undefined)
      throw usageError('--resume makes no new job, so it takes no key.');
    const { id } = await openUpload(client, options.resume, file.columns);
    return { id, resumed: true };
  }
  const upload = {
    name: options.name ?? source.name,
    columns: file.columns,
    mapping: toLookupMapping(file.matched, file.constants),
    ...(options.asOf === undefined ? {} : { as_of: options.asOf }),
    ...(options.reuse === false ? { reuse: false } : {}),
    ...(options.spacingMs === undefined ? {} : { spacing_ms: options.spacingMs }),
  };
  const created = await createUpload(client, upload, options.idempotencyKey ?? randomUUID());
  return { id: created.job_id, resumed: false, ...(created.report ? { report: created.report } : {}) };
}

/** Sends chunk after chunk, in order, and reads the next one meanwhile; so two chunks are in memory at most. */
async function sendRows(
  context: Context,
  client: Client,
  job: string,
  source: Source,
  file: LookupFile,
  signal: AbortSignal,
): Promise<Sent> {
  const progress = uploadProgress(context, source);
  const sent: Sent = { rows: 0, accepted: 0, rejected: 0 };
  let stored = 0;
  const put = async (chunk: Chunk): Promise<void> => {
    const answer = await putChunk(client, job, chunk, signal);
    sent.rows += chunk.rows;
    sent.accepted += answer.accepted;
    sent.rejected += answer.rejected;
    stored = answer.total_items;
    progress.update(sent.rows);
  };
  try {
    let last: Promise<void> = Promise.resolve();
    for await (const chunk of chunksOf(file.rows)) {
      await last;
      signal.throwIfAborted();
      last = put(chunk);
      last.catch(() => {});
    }
    await last;
  } finally {
    progress.end();
  }
  if (stored !== sent.rows) {
    throw new CliError(
      EXIT.conflict,
      'rows_differ',
      `${sent.rows} rows were sent, but the job holds ${stored}.`,
      {
        hint: 'Was the file changed, or the job begun with another one?',
      },
    );
  }
  return sent;
}

/**
 * Nothing runs before it is sealed. When the server cannot be reached the job waits there for `--resume`; after any
 * other error it could never be completed, so it is cancelled, unless another command had begun it.
 */
async function afterFailure(
  context: Context,
  client: Client,
  job: Begun,
  error: unknown,
  interrupted: boolean,
  file: string,
): Promise<unknown> {
  const waits = `Nothing was started. Go on, with the same options, by: lotline lookups upload ${file} --resume ${job.id}\nOr drop it by: lotline jobs cancel ${job.id}`;
  if (isOutage(error) && !interrupted) {
    const { exitCode, message } = error;
    return new CliError(exitCode, 'upload_interrupted', `The upload was interrupted: ${message}`, {
      hint: waits,
      cause: error,
    });
  }
  const hint = job.resumed ? waits : await takeBack(client, job.id);
  if (interrupted) return new CliError(EXIT.cancelled, 'interrupted', 'The upload was stopped.', { hint });
  if (!(error instanceof CliError)) {
    context.say(hint);
    return error;
  }
  const { exitCode, code, message, requestId, details } = error;
  const both = error.hint === undefined ? hint : `${error.hint}\n${hint}`;
  return new CliError(exitCode, code, message, { hint: both, requestId, details, cause: error });
}

async function takeBack(client: Client, job: string): Promise<string> {
  if (await cancelUpload(client, job)) return 'Nothing was started.';
  return `Nothing was started, but the unfinished job could not be removed: lotline jobs cancel ${job}`;
}

async function finish(
  context: Context,
  options: UploadOptions,
  client: Client,
  begun: Begun,
  sent: Sent,
  file: LookupFile,
): Promise<ExitCode> {
  const job = await sealUpload(client, begun.id);
  context.say(sentText(sent, file.blankRows()));
  const answer = {
    job_id: begun.id,
    name: job.name,
    status: job.status,
    rows: sent.rows,
    accepted: sent.accepted,
    rejected: sent.rejected,
    blank_rows: file.blankRows(),
    ...(begun.report ? { report_id: begun.report.id } : {}),
  };
  if (!options.wait) {
    await printOne(context.io, context.format, answer, () => begun.id);
    return EXIT.ok;
  }
  const { job: last, exitCode } = await watch(context, begun.id, { timeout: options.timeout });
  await printOne(
    context.io,
    context.format,
    { ...answer, status: last.status, counts: last.counts },
    () => begun.id,
  );
  return exitCode;
}

function sentText(sent: Sent, blank: number): string {
  const rejected =
    sent.rejected === 0
      ? ''
      : ` ${groupDigits(sent.rejected)} of them cannot be looked up and are kept with the reason.`;
  const left = blank === 0 ? '' : ` ${plural(blank, 'blank row')} left out.`;
  return `Sent ${plural(sent.rows, 'row')}.${rejected}${left}`;
}
