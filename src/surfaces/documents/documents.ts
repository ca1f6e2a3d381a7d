import type { z } from 'zod';
import { UUID } from '../../base/uuid.ts';
import { asOrganization, type Queryable } from '../../db/pool.ts';
import { type AnyEndpoint, answer, type Call, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor, wantsCsv } from '../../http/keyset.ts';
import type { BlobStore } from '../../property/blobs/store.ts';
import type { Document } from '../../property/documents/document.ts';
import {
  type DocumentFilter,
  type DocumentKey,
  documentPages,
  getDocument,
  listDocuments,
} from '../../property/documents/read-documents.ts';
import { contentAnswer } from './content.ts';
import { importDocumentsEndpoint } from './import.ts';
import { placeOf } from './place.ts';
import { documentRowsEndpoint } from './rows.ts';
import { documentForm, register, upload } from './upload.ts';
import {
  addedSchema,
  DOCUMENT_CSV_COLUMNS,
  documentListSchema,
  documentParams,
  documentSchema,
  documentsQuery,
  registerSchema,
  toDocumentBody,
  toDocumentCells,
} from './wire.ts';

const tag = 'Documents';
const CSV_PAGE = 500;
const KEY = [/^\d{1,16}$/, UUID];

export interface DocumentParts {
  readonly blobs: BlobStore;
  /** Largest file that is taken. */
  readonly limitBytes: number;
}

export function documentEndpoints({ blobs, limitBytes }: DocumentParts): readonly AnyEndpoint[] {
  const add = endpoint({
    operationId: 'addDocument',
    method: 'POST',
    path: '/api/documents',
    tag,
    summary: 'Upload a document of a county, or register its address',
    description:
      'A file comes as a form and is stored; an address comes as JSON and is kept, not fetched. The same file or ' +
      'address of the same county is not stored twice: the answer is then the one that is there.',
    allow: 'analyst',
    idempotent: true,
    body: registerSchema,
    bodyExample: {
      county: 'Blair, PA',
      document_type: 'property_list',
      title: 'Upset sale list 2026',
      publication_date: '2026-08-01',
      url: 'https://www.example.org/upset-sale-2026.pdf',
    },
    bodyStream: documentForm(limitBytes),
    answers: {
      200: { description: 'It was there already', schema: addedSchema },
      201: { description: 'The document', schema: addedSchema },
    },
    errors: ['ambiguous_county', 'county_not_found'],
    run: (call) => (call.stream === undefined ? register(call) : upload(call, blobs, limitBytes)),
  });

  const content = endpoint({
    operationId: 'getDocumentContent',
    method: 'GET',
    path: '/api/documents/{id}/content',
    tag,
    summary: 'Download the file of a document',
    allow: 'viewer',
    params: documentParams,
    answers: { 200: { description: 'The file as it was sent', content: ['application/octet-stream'] } },
    errors: ['not_found', 'configuration'],
    async run(call) {
      const document = await findDocument(call);
      return contentAnswer(blobs, call.caller.organizationId, document);
    },
  });
  return [list, add, one, content, documentRowsEndpoint, importDocumentsEndpoint];
}

function findDocument({ caller: { organizationId }, params, pool }: Call<{ id: string }>): Promise<Document> {
  return asOrganization(pool, organizationId, (db) => getDocument(db, organizationId, params.id));
}

const one = endpoint({
  operationId: 'getDocument',
  method: 'GET',
  path: '/api/documents/{id}',
  tag,
  summary: 'Get one document',
  allow: 'viewer',
  params: documentParams,
  answers: { 200: { description: 'The document', schema: documentSchema } },
  errors: ['not_found'],
  run: async (call) => answer(200, toDocumentBody(await findDocument(call))),
});

const list = endpoint({
  operationId: 'listDocuments',
  method: 'GET',
  path: '/api/documents',
  tag,
  summary: 'List documents, newest first',
  allow: 'viewer',
  query: documentsQuery,
  answers: {
    200: {
      description: 'A page of documents; with `format=csv` all of them',
      schema: documentListSchema,
      content: ['text/csv'],
    },
  },
  errors: ['ambiguous_county', 'county_not_found'],
  async run(call) {
    const { query, pool, transaction } = call;
    const after = fromCursor(query.cursor, KEY) as DocumentKey | undefined; // KEY has its two parts
    return transaction(async (db) => {
      const filter = await filterOf(db, call.caller.organizationId, query);
      if (wantsCsv(call)) {
        const pages = documentPages(pool, filter, CSV_PAGE);
        return csvAnswer('documents.csv', DOCUMENT_CSV_COLUMNS, csvRows(pages));
      }
      const { documents, next } = await listDocuments(db, filter, { after, limit: query.limit });
      return answer(200, {
        documents: documents.map(toDocumentBody),
        next_cursor: next === undefined ? null : toCursor(next),
      });
    });
  },
});

async function filterOf(
  db: Queryable,
  organizationId: string,
  query: z.infer<typeof documentsQuery>,
): Promise<DocumentFilter> {
  return {
    organizationId,
    ...(await placeOf(db, query)),
    documentType: query.document_type,
    parsingStatus: query.parsing_status,
  };
}

async function* csvRows(pages: AsyncIterable<Document[]>): AsyncGenerator<(string | number | null)[][]> {
  for await (const documents of pages) yield documents.map(toDocumentCells);
}
