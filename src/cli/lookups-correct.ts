/** `lookups correct`: a corrected download goes to its job as it is read; the server finds out what changed. */
import type { Context } from './context.ts';
import { openSource } from './csv-source.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { groupDigits, plural } from './human.ts';
import type { CorrectOptions } from './lookups-correct-command.ts';
import { printOne } from './output.ts';
import { counted, isJsonLines } from './properties-import.ts';
import { resolveJob } from './resolve-job.ts';
import { uploadProgress } from './upload-progress.ts';
import { watch } from './watch.ts';

interface NamedRow {
  row: number;
  reference_id: string | null;
}

interface Corrected {
  job_id: string;
  status: string;
  rows: number;
  matched: number;
  changed: number;
  unchanged: number;
  failed_retried: number;
  in_progress: number;
  unresolved: number;
  appended: number;
  invalid: { count: number; rows: (NamedRow & { errors: { field: string; message: string }[] })[] };
  unmatched: { count: number; rows: (NamedRow & { reason: string })[] };
  ignored_columns: string[];
}

/** The server stops waiting by itself; this is only for one that does not. */
const DEADLINE_MS = 40 * 60_000;
const SHOWN_ROWS = 10;

export async function correct(
  context: Context,
  options: CorrectOptions,
  args: readonly string[],
): Promise<ExitCode> {
  if (options.preview && options.wait) throw usageError('A preview starts nothing to wait for.');
  const file = args[0] ?? '-';
  const job = await resolveJob(context, args[1], {
    described: 'lookup',
    kind: 'incentive_lookup',
    fits: (one) => one.status !== 'cancelled',
  });
  const answer = await send(context, options, file, job.id);
  context.say(textOf(answer, options.preview === true));
  const notTaken = answer.invalid.count + answer.unmatched.count + answer.in_progress + answer.unresolved > 0;
  const refused = options.preview ? EXIT.validation : EXIT.finishedWithFailures;
  const exitCode = notTaken ? refused : EXIT.ok;
  const again = answer.changed + answer.failed_retried + answer.appended > 0;
  if (!options.wait || !again) {
    await printOne(context.io, context.format, answer, () => answer.job_id);
    return exitCode;
  }
  const watched = await watch(context, job.id, { timeout: options.timeout });
  const { status, counts } = watched.job;
  await printOne(context.io, context.format, { ...answer, status, counts }, () => answer.job_id);
  return watched.exitCode === EXIT.ok ? exitCode : watched.exitCode;
}

async function send(
  context: Context,
  options: CorrectOptions,
  file: string,
  job: string,
): Promise<Corrected> {
  const source = await openSource(file, context.io);
  const progress = uploadProgress(context, source);
  const client = await context.client();
  const interrupted = new AbortController();
  const release = context.io.onInterrupt(() => interrupted.abort());
  try {
    return await client.json<Corrected>(`/batch-lookups/${encodeURIComponent(job)}/corrections`, {
      method: 'POST',
      query: {
        preview: options.preview ? 'true' : undefined,
        append: options.append ? 'true' : undefined,
        reason: options.reason,
        map: options.map,
      },
      headers: { 'content-type': isJsonLines(file) ? 'application/x-ndjson' : 'text/csv' },
      body: counted(source.bytes, (rows) => progress.update(rows)),
      deadlineMs: DEADLINE_MS,
      // What was sent of a stream is gone; the whole command can be repeated instead.
      patienceMs: 0,
      signal: interrupted.signal,
    });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    throw new CliError(EXIT.cancelled, 'interrupted', 'The correction was stopped.', {
      hint: 'Unless it had arrived whole, nothing was changed. Run it again: nothing runs twice for it.',
      cause: error,
    });
  } finally {
    release();
    progress.end();
  }
}

function textOf(answer: Corrected, preview: boolean): string {
  const would = preview ? 'would run' : 'run';
  const lines = [
    `${plural(answer.rows, 'row')}: ${[
      `${groupDigits(answer.changed)} changed and ${would} again`,
      `${groupDigits(answer.failed_retried)} had failed and ${would} again`,
      `${groupDigits(answer.unchanged)} as they were`,
      ...(answer.appended > 0 ? [`${groupDigits(answer.appended)} new`] : []),
    ].join(', ')}.`,
  ];
  if (answer.in_progress > 0)
    lines.push(`${plural(answer.in_progress, 'row')} in progress this moment: send them again later.`);
  if (answer.unresolved > 0)
    lines.push(`${plural(answer.unresolved, 'row')} with an unknown outcome: settle them first.`);
  if (answer.invalid.count > 0) {
    lines.push(`${plural(answer.invalid.count, 'row')} cannot be looked up:`);
    lines.push(
      ...named(answer.invalid, ({ errors }) =>
        errors.map((one) => `${one.field}: ${one.message}`).join('; '),
      ),
    );
  }
  if (answer.unmatched.count > 0) {
    lines.push(`${plural(answer.unmatched.count, 'row')} not of this job:`);
    lines.push(...named(answer.unmatched, ({ reason }) => reason));
  }
  if (answer.ignored_columns.length > 0) {
    const shown = answer.ignored_columns.slice(0, 12).join(', ');
    lines.push(`Left out: ${shown}${answer.ignored_columns.length > 12 ? ', …' : ''}`);
  }
  return lines.join('\n');
}

function named<Row extends NamedRow>(
  { count, rows }: { count: number; rows: readonly Row[] },
  why: (row: Row) => string,
): string[] {
  const shown = rows
    .slice(0, SHOWN_ROWS)
    .map(
      (row) => `  row ${row.row}${row.reference_id === null ? '' : ` (${row.reference_id})`}: ${why(row)}`,
    );
  return count > shown.length ? [...shown, `  and ${groupDigits(count - shown.length)} more`] : shown;
}
