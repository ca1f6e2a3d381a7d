/** `documents list|download|export`. */
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import type { DocumentFilterOptions, ListDocumentsOptions, OutOptions } from './documents.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import { idTable, printList } from './output.ts';
import { save } from './save.ts';

interface DocumentView {
  id: string;
  county_name: string;
  state_code: string;
  document_type: string;
  title: string;
  url: string | null;
  file_format: string | null;
  size_bytes: number | null;
  publication_date: string | null;
  parsing_status: string;
  parsing_error: string | null;
}

/** Documents, newest first. `-q` prints ids alone. */
export async function list(context: Context, options: ListDocumentsOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const query = queryOf<'listDocuments'>({
    ...filtersOf(options),
    limit: options.limit,
    cursor: options.cursor,
  });
  const { documents, next_cursor: next } = await answered(api.GET('/api/documents', { params: { query } }));
  await printList(context.io, context.format, documents, () =>
    context.format.quiet
      ? documents.map(({ id }) => id).join('\n')
      : documents.length === 0
        ? 'There are no such documents.'
        : idTable(
            context.io,
            ['DOCUMENT', 'COUNTY', 'TYPE', 'FORMAT', 'PUBLISHED', 'PARSING', 'TITLE'],
            documents.map(rowOf),
          ),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

function rowOf(document: DocumentView): string[] {
  return [
    document.id,
    `${document.county_name}, ${document.state_code}`,
    document.document_type,
    `${document.file_format ?? '-'}${document.url === null ? '' : ' (address)'}`,
    document.publication_date ?? '',
    document.parsing_error === null
      ? document.parsing_status
      : `${document.parsing_status}: ${shortened(document.parsing_error)}`,
    document.title,
  ];
}

const SHOWN = 60;

function shortened(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

/** The file of a document, as it was sent. */
export async function download(
  context: Context,
  options: OutOptions,
  args: readonly string[],
): Promise<ExitCode> {
  await save(context, `/api/documents/${encodeURIComponent(args[0] ?? '')}/content`, {}, options.out);
  return EXIT.ok;
}

/** All that the filters leave, as CSV. */
export async function exportCsv(
  context: Context,
  options: DocumentFilterOptions & OutOptions,
): Promise<ExitCode> {
  await save(context, '/api/documents', { ...filtersOf(options), format: 'csv' }, options.out);
  return EXIT.ok;
}

function filtersOf(options: DocumentFilterOptions): Record<string, string | undefined> {
  return {
    county: options.county,
    state: options.state,
    document_type: options.type,
    parsing_status: options.status,
  };
}
