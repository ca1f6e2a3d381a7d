import { AppError } from '../../base/errors.ts';
import type { BodyStream } from '../../http/body-stream.ts';
import { csvBody, importReportSchema, toImportBody } from '../../http/csv-import.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { importDocuments } from '../../property/documents/import-documents.ts';
import { importSales } from '../../property/sales/import-sales.ts';
import { importSalesQuery } from './sales-wire.ts';
import { importDocumentsQuery } from './wire.ts';

const DESCRIPTION =
  'Columns are matched by name, or by `map`; rows are stored as they arrive, bad ones are refused with their reasons.';
const errors = ['county_not_found', 'ambiguous_county'] as const;
const answers = { 200: { description: 'What became of the rows', schema: importReportSchema } };

export const importDocumentsEndpoint = endpoint({
  operationId: 'importDocuments',
  method: 'POST',
  path: '/api/documents/import',
  tag: 'Documents',
  summary: 'Register the addresses of a list of documents',
  description: `${DESCRIPTION} A document is known by its county and address, which is kept, not fetched.`,
  allow: 'analyst',
  query: importDocumentsQuery,
  bodyStream: csvBody(
    'County,State,Type,Title,URL,Published\r\nBlair,PA,property_list,Upset list 2026,https://www.example.org/upset.pdf,2026-08-01\r\n',
  ),
  answers,
  errors,
  async run({ caller: { organizationId, actor }, query, stream, pool }) {
    const report = await importDocuments(pool, {
      organizationId,
      actor,
      bytes: fileOf(stream),
      fileName: query.file_name,
      county: query.county,
      documentType: query.document_type,
      map: query.map,
      check: query.check,
    });
    return answer(200, toImportBody(report));
  },
});

export const importSalesEndpoint = endpoint({
  operationId: 'importUpcomingSales',
  method: 'POST',
  path: '/api/upcoming-sales/import',
  tag: 'Upcoming sales',
  summary: 'Import a list of sales',
  description: `${DESCRIPTION} A sale is known by its county, type and day; what a row does not say stays as it is.`,
  allow: 'analyst',
  query: importSalesQuery,
  bodyStream: csvBody(
    'County,State,Sale Type,Sale Date,Deposit\r\nBlair,PA,Upset Sale,9/15/2027,$500\r\nGarrett,MD,tax certificate,2027-05-21,\r\n',
  ),
  answers,
  errors,
  async run({ caller: { organizationId, actor }, query, stream, pool }) {
    const report = await importSales(pool, {
      organizationId,
      actor,
      bytes: fileOf(stream),
      fileName: query.file_name,
      county: query.county,
      map: query.map,
      check: query.check,
    });
    return answer(200, toImportBody(report));
  },
});

function fileOf(stream: BodyStream | undefined): BodyStream['bytes'] {
  if (stream === undefined) throw new AppError('validation_failed', 'The request has no file as its body');
  return stream.bytes;
}
