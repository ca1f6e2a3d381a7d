import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { getImport, type ImportRecord, listImports } from '../../property/imports/read-imports.ts';
import { importListSchema, importsQuery, oneImportSchema, propertyParams } from './wire.ts';

const tag = 'Imports';

function toImportBody(record: ImportRecord) {
  return {
    id: record.id,
    what: record.what,
    file_name: record.fileName,
    rows_read: record.read,
    rows_stored: record.stored,
    rows_created: record.created,
    rows_updated: record.updated,
    rows_refused: record.refused,
    created_by: record.createdBy,
    created_at: record.createdAt.toISOString(),
    finished_at: record.finishedAt?.toISOString() ?? null,
  };
}

export const listImportsEndpoint = endpoint({
  operationId: 'listImports',
  method: 'GET',
  path: '/api/imports',
  tag,
  summary: 'List the files that were imported, newest first',
  allow: 'viewer',
  query: importsQuery,
  answers: { 200: { description: 'A page of imports', schema: importListSchema } },
  errors: [],
  async run({ caller: { organizationId }, query, transaction }) {
    return transaction(async (db) => {
      const found = await listImports(db, organizationId, { limit: query.limit + 1, after: query.cursor });
      const page = found.slice(0, query.limit);
      return answer(200, {
        imports: page.map(toImportBody),
        next_cursor: found.length > page.length ? page.at(-1)?.id : null,
      });
    });
  },
});

export const getImportEndpoint = endpoint({
  operationId: 'getImport',
  method: 'GET',
  path: '/api/imports/{id}',
  tag,
  summary: 'Get one import with the rows that it refused',
  allow: 'viewer',
  params: propertyParams,
  answers: { 200: { description: 'The import', schema: oneImportSchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => {
      const record = isUuid(params.id) ? await getImport(db, organizationId, params.id) : null;
      if (record === null) throw new AppError('not_found', 'Import not found');
      return answer(200, { ...toImportBody(record), problems: record.problems });
    });
  },
});
