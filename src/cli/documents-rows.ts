/** `documents show|rows`: what became of a document, and each row that was read out of it. */
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import type { DocumentRowsOptions } from './documents.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { given, queryOf } from './given.ts';
import { printList, printOne, table } from './output.ts';
import { save } from './save.ts';

/** One document, with how far it was read or why it was not. */
export async function show(context: Context, _: unknown, args: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const document = await answered(
    api.GET('/api/documents/{id}', { params: { path: { id: args[0] ?? '' } } }),
  );
  await printOne(context.io, context.format, document, () =>
    [
      `${document.title} (${document.county_name}, ${document.state_code})`,
      `Type:     ${document.document_type}${document.file_format === null ? '' : `, ${document.file_format}`}`,
      `Parsing:  ${document.parsing_status}${document.parsed_at === null ? '' : ` at ${document.parsed_at}`}`,
      ...(document.parsing_error === null ? [] : [`Because:  ${document.parsing_error}`]),
    ].join('\n'),
  );
  return EXIT.ok;
}

/** The rows that were read out of a document; with --out or --csv all of them as CSV. */
export async function rows(
  context: Context,
  options: DocumentRowsOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const id = args[0] ?? '';
  const filters = given({
    page: options.page,
    confidence_at_most: options.doubtful,
    refused: options.refused ? 'true' : undefined,
  });
  if (options.csv || options.out !== undefined) {
    await save(
      context,
      `/api/documents/${encodeURIComponent(id)}/rows`,
      { ...filters, format: 'csv' },
      options.out,
    );
    return EXIT.ok;
  }
  const { api } = await context.client();
  const query = queryOf<'listDocumentRows'>({ ...filters, limit: options.limit, cursor: options.cursor });
  const { rows: found, next_cursor: next } = await answered(
    api.GET('/api/documents/{id}/rows', {
      params: { path: { id }, query },
    }),
  );
  await printList(context.io, context.format, found, () =>
    found.length === 0
      ? 'Nothing was read from it, or nothing that fits.'
      : table(
          context.io,
          ['ROW', 'PAGE', 'SURE', 'PARCEL', 'ADDRESS', 'DUE', 'PROBLEM'],
          found.map((row) => [
            String(row.number),
            String(row.page),
            String(row.confidence),
            row.cells.parcel_id ?? '',
            row.cells.property_address ?? '',
            row.cells.total_due ?? '',
            row.problems.map(({ message }) => message).join('; '),
          ]),
        ),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}
