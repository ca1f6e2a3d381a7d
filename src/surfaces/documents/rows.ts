import { z } from 'zod';
import { asOrganization } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, keysetQuery, toCursor, wantsCsv } from '../../http/keyset.ts';
import { oneOf } from '../../http/query.ts';
import { getDocument } from '../../property/documents/read-documents.ts';
import { type DocumentListRow, listDocumentRows, type RowFilter } from '../../property/pdf/read-rows.ts';
import { documentParams } from './wire.ts';

const KEY = [/^\d{1,9}$/];
const CSV_PAGE = 1000;

const number = (name: string, most: number, says: string) =>
  z
    .string(`${name}: give it once`)
    .regex(/^\d{1,7}$/, `${name}: must be a whole number from 0 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `${name}: must be a whole number from 0 to ${most}`)
    .optional()
    .describe(says)
    .meta({ shown: { type: 'integer', minimum: 0, maximum: most } });

const rowsQuery = z.object({
  page: number('page', 1_000_000, 'Only rows that begin on this page of the document'),
  confidence_at_most: number('confidence_at_most', 100, 'Only rows that are no surer than this'),
  refused: oneOf('refused', ['true', 'false']).describe(
    'Only rows that became no property, or only those that did',
  ),
  ...keysetQuery({ standard: 100, most: 1000 }),
});

const rowSchema = z
  .object({
    number: z.int().describe('In the document, from 1'),
    page: z.int().describe('On which it begins, from 1'),
    page_row: z.int().describe('Among the rows that begin on the page, from 1'),
    confidence: z
      .int()
      .describe('0 to 100: how much of what such a row usually says was found where it usually stands'),
    cells: z.record(z.string(), z.string()).describe('As printed, by field'),
    property_id: z.uuid().nullable().describe('The property that it became; null where it was refused'),
    problems: z
      .array(z.looseObject({ field: z.string(), message: z.string() }))
      .describe('Why it was refused'),
  })
  .meta({ id: 'DocumentRow' });

const rowListSchema = z
  .object({
    rows: z.array(rowSchema),
    next_cursor: z.string().nullable().describe('Give it as `cursor` for the next page; null at the end'),
  })
  .meta({ id: 'DocumentRowList' });

const CSV_COLUMNS = [
  'number',
  'page',
  'page_row',
  'confidence',
  'parcel_id',
  'property_address',
  'city',
  'postal_code',
  'owner_name',
  'total_due',
  'tax_amount',
  'property_id',
  'problem',
];

export const documentRowsEndpoint = endpoint({
  operationId: 'listDocumentRows',
  method: 'GET',
  path: '/api/documents/{id}/rows',
  tag: 'Documents',
  summary: 'List the rows that were read out of a document',
  description:
    'What `pdf_parsing` read, in the order of the document: each row with its page, how sure it is, and the property ' +
    'that it became or why it became none. Empty for documents that nothing was read from.',
  allow: 'viewer',
  params: documentParams,
  query: rowsQuery,
  answers: {
    200: {
      description: 'Rows in the order of the document; with `format=csv` all of them',
      schema: rowListSchema,
      content: ['text/csv'],
    },
  },
  errors: ['not_found'],
  async run(call) {
    const { query, pool, caller } = call;
    const [after = '0'] = fromCursor(query.cursor, KEY) ?? [];
    const read = <T>(work: Parameters<typeof asOrganization<T>>[2]) =>
      asOrganization(pool, caller.organizationId, work);
    const document = await read((db) => getDocument(db, caller.organizationId, call.params.id));
    const filter: RowFilter = {
      organizationId: caller.organizationId,
      documentId: document.id,
      page: query.page,
      atMost: query.confidence_at_most,
      refused: query.refused === undefined ? undefined : query.refused === 'true',
    };
    if (wantsCsv(call)) {
      const pageAfter = (from: number) =>
        read((db) => listDocumentRows(db, filter, { after: from, limit: CSV_PAGE }));
      return csvAnswer(`document-${document.id}-rows.csv`, CSV_COLUMNS, csvPages(pageAfter));
    }
    const { rows, next } = await read((db) =>
      listDocumentRows(db, filter, { after: Number(after), limit: query.limit }),
    );
    return answer(200, {
      rows: rows.map(toBody),
      next_cursor: next === undefined ? null : toCursor([String(next)]),
    });
  },
});

async function* csvPages(
  pageAfter: (from: number) => ReturnType<typeof listDocumentRows>,
): AsyncGenerator<(string | number | null)[][]> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: Awaited<ReturnType<typeof listDocumentRows>> = await pageAfter(after);
    if (page.rows.length > 0) yield page.rows.map(toCells);
    after = page.next;
  }
}

function toBody(row: DocumentListRow): z.infer<typeof rowSchema> {
  return {
    number: row.number,
    page: row.page,
    page_row: row.pageRow,
    confidence: row.confidence,
    cells: row.cells,
    property_id: row.propertyId,
    problems: [...row.problems],
  };
}

function toCells(row: DocumentListRow): (string | number | null)[] {
  const { number: place, page, pageRow, confidence, cells } = row;
  const fields = CSV_COLUMNS.slice(4, -2).map((field) => cells[field] ?? null);
  const problem = row.problems.map(({ message }) => message).join('; ');
  return [place, page, pageRow, confidence, ...fields, row.propertyId, problem || null];
}
