/** `properties|documents|sales import`: a file goes to the server as it is read, which understands and stores it. */
import type { Context } from './context.ts';
import { openSource } from './csv-source.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { groupDigits, plural } from './human.ts';
import { printOne } from './output.ts';
import type { ImportOptions } from './properties.ts';
import { uploadProgress } from './upload-progress.ts';

interface ImportAnswer {
  import_id: string | null;
  columns: Record<string, string>;
  ignored_columns: string[];
  rows_read: number;
  rows_stored: number;
  rows_created: number;
  rows_updated: number;
  rows_refused: number;
  problems: { row: number; line: number; errors: { message: string }[] }[];
}

/** The server stops waiting by itself; this is only for one that does not. */
const DEADLINE_MS = 30 * 60_000;
const SHOWN_PROBLEMS = 10;

export async function importFile(
  context: Context,
  options: ImportOptions,
  args: readonly string[],
  what: 'properties' | 'documents' | 'upcoming-sales' = 'properties',
): Promise<ExitCode> {
  const file = args[0] ?? '-';
  const source = await openSource(file, context.io);
  const progress = uploadProgress(context, source);
  const client = await context.client();
  const interrupted = new AbortController();
  const release = context.io.onInterrupt(() => interrupted.abort());
  let answer: ImportAnswer;
  try {
    answer = await client.json<ImportAnswer>(`/api/${what}/import`, {
      method: 'POST',
      query: {
        file_name: options.name ?? source.name,
        county: options.county,
        document: options.document,
        document_type: options.type,
        map: options.map,
        const: options.const,
        check: options.check ? 'true' : undefined,
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
    throw new CliError(EXIT.cancelled, 'interrupted', 'The import was stopped.', {
      hint: 'Rows that had arrived are stored. Run it again; nothing is stored twice.',
      cause: error,
    });
  } finally {
    release();
    progress.end();
  }
  context.say(reportText(answer, options.check === true));
  await printOne(context.io, context.format, answer, () => answer.import_id ?? 'nothing stored');
  if (answer.rows_refused === 0) return EXIT.ok;
  return options.check ? EXIT.validation : EXIT.finishedWithFailures;
}

/** Whether a file says by its name that it holds JSON lines. */
export const isJsonLines = (file: string) => /\.(jsonl|ndjson)(\.gz)?$/i.test(file);

/** The bytes as they are, telling how many lines have passed. */
export async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  tell: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  let rows = 0;
  for await (const piece of bytes) {
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows += 1;
    tell(rows);
    yield piece;
  }
}

function reportText(answer: ImportAnswer, check: boolean): string {
  const { rows_created: created, rows_updated: updated, rows_refused: refused } = answer;
  const unchanged = answer.rows_stored - created - updated;
  const columns = Object.entries(answer.columns).map(
    ([field, name]) => `  ${field.padEnd(18)}from "${name}"`,
  );
  const { ignored_columns: ignored } = answer;
  const left = ignored.slice(0, 12).join(', ') + (ignored.length > 12 ? ', …' : '');
  const problems = answer.problems
    .slice(0, SHOWN_PROBLEMS)
    .map(
      ({ row, line, errors }) =>
        `  row ${row} (line ${line}): ${errors.map((one) => one.message).join('; ')}`,
    );
  const more = refused - problems.length;
  return [
    ...(columns.length > 0 ? ['Columns:', ...columns] : []),
    ...(ignored.length > 0 ? [`  left out: ${left}`] : []),
    `${plural(answer.rows_read, 'row')}: ${groupDigits(created)} ${check ? 'would be ' : ''}new, ${groupDigits(updated)} changed, ${groupDigits(unchanged)} as they were, ${groupDigits(refused)} refused.`,
    ...problems,
    ...(more > 0 ? [`  and ${groupDigits(more)} more`] : []),
  ].join('\n');
}
