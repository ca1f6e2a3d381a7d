import { AppError } from '../../base/errors.ts';
import { csvBody, importReportSchema, toImportBody } from '../../http/csv-import.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { importProperties } from '../../property/properties/import-properties.ts';
import { constantsOf } from './translate.ts';
import { importPropertiesQuery } from './wire.ts';

const JSON_LINES = 'application/x-ndjson';

const csv = csvBody(
  'Parcel ID,Property Address,City,Zip,Total Due\r\n01.01-12..-045.00-000,1200 8th Ave,Altoona,16602,"$1,234.50"\r\n',
);
const jsonLines = {
  schema: { type: 'string', description: 'One JSON object a line, named as the fields are' },
  example: '{"parcel_id":"01.01-12..-045.00-000","county":"Blair, PA","total_due":"1234.50"}\n',
};

export const importPropertiesEndpoint = endpoint({
  operationId: 'importProperties',
  method: 'POST',
  path: '/api/properties/import',
  tag: 'Properties',
  summary: 'Import a list of properties',
  description:
    'Up to 1,000,000 rows in one stream. Columns are matched by name, or by `map`; rows are stored as they arrive, bad ones are refused with their reasons. A property is known by its county and parcel number, or without one by its address: the same file again changes nothing twice, and what a row does not say stays as it is.',
  allow: 'analyst',
  query: importPropertiesQuery,
  bodyStream: { ...csv, types: { ...csv.types, [JSON_LINES]: jsonLines } },
  answers: { 200: { description: 'What became of the rows', schema: importReportSchema } },
  errors: ['not_found', 'county_not_found', 'ambiguous_county'],
  async run({ caller: { organizationId, actor }, query, stream, pool }) {
    if (stream === undefined) throw new AppError('validation_failed', 'The request has no file as its body');
    const report = await importProperties(pool, {
      organizationId,
      actor,
      bytes: stream.bytes,
      format: stream.mediaType === JSON_LINES ? 'jsonl' : 'csv',
      fileName: query.file_name,
      county: query.county,
      documentId: query.document,
      map: query.map,
      constants: constantsOf(query.const),
      check: query.check === 'true',
    });
    return answer(200, toImportBody(report));
  },
});
