import { z } from 'zod';
import { keysOf } from '../../base/keys.ts';
import { importQuery } from '../../http/csv-import.ts';
import { keysetQuery } from '../../http/keyset.ts';
import { flag, oneOf } from '../../http/query.ts';
import { DOCUMENT_TYPES, type Document, PARSING_STATUSES } from '../../property/documents/document.ts';

const time = z.iso.datetime();

/** A county by its id, its FIPS code, or a name as people write it. */
export const countyText = z
  .string('county: is required; give its id, its FIPS code or its name, such as "Blair, PA"')
  .trim()
  .min(1, 'county: is required; give its id, its FIPS code or its name, such as "Blair, PA"')
  .max(200, 'county: must be at most 200 characters')
  .describe('Its id, its FIPS code or its name, such as "Blair, PA"');

/** A state by its code or name. */
export const stateText = z
  .string('state: give it once')
  .trim()
  .min(1, 'state: is empty')
  .max(60, 'state: must be at most 60 characters')
  .optional()
  .describe('Its code or name, such as PA or Pennsylvania');

/** A day that exists, in a century that can be meant. */
export function day(name: string) {
  const message = `${name}: must be a day that exists, such as 2026-09-22`;
  return z.iso.date(message).refine((text) => text >= '1800-01-01', message);
}

export const documentSchema = z
  .object({
    id: z.uuid(),
    county_id: z.uuid(),
    county_name: z.string(),
    state_code: z.string(),
    document_type: z.enum(DOCUMENT_TYPES),
    title: z.string(),
    url: z.string().nullable().describe('Where it was published, for documents that are not stored here'),
    file_name: z.string().nullable(),
    file_format: z.string().nullable().describe('`pdf`, `csv`, `xlsx` …, by content where there is one'),
    size_bytes: z.int().nullable(),
    sha256: z.string().nullable(),
    publication_date: z.iso.date().nullable(),
    parsing_status: z.enum(PARSING_STATUSES),
    parsing_error: z.string().nullable(),
    parsed_at: time.nullable(),
    created_by: z.string().nullable(),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Document' });

export const addedSchema = z
  .object({
    document: documentSchema,
    created: z
      .boolean()
      .describe('False when the county had this file or address already: then this is that one'),
  })
  .meta({ id: 'AddedDocument' });

export const documentListSchema = z
  .object({
    documents: z.array(documentSchema),
    next_cursor: z.string().nullable().describe('Give it as `cursor` for the next page; null at the end'),
  })
  .meta({ id: 'DocumentList' });

/** What is said of a document besides its content, in JSON and in a form. */
export const fieldsSchema = z.object({
  county: countyText,
  document_type: z
    .enum(DOCUMENT_TYPES, `document_type: must be one of ${DOCUMENT_TYPES.join(', ')}`)
    .describe('What it is'),
  title: z
    .string('title: must be text')
    .trim()
    .min(1, 'title: is empty; leave it out to have one made of the name')
    .max(300, 'title: must be at most 300 characters')
    .optional()
    .describe('Default: made of the name of the file or address'),
  publication_date: day('publication_date').nullish(),
});
export type Fields = z.infer<typeof fieldsSchema>;

export const registerSchema = fieldsSchema
  .extend({
    url: z
      .string('url: is required; to send a file, use multipart/form-data')
      .trim()
      .max(4000, 'url: is longer than 2000 characters')
      .describe('http or https; it is kept, not fetched'),
  })
  .meta({ id: 'RegisterDocument' });

export const documentParams = z.object({ id: z.string() });

export const documentsQuery = z.object({
  county: countyText.optional(),
  state: stateText,
  document_type: oneOf('document_type', DOCUMENT_TYPES),
  parsing_status: oneOf('parsing_status', PARSING_STATUSES),
  ...keysetQuery({ standard: 50, most: 500 }),
});

export const importDocumentsQuery = z.object({
  county: countyText.optional().describe('Of rows that name none'),
  document_type: oneOf('document_type', DOCUMENT_TYPES).describe('Of rows that name none'),
  check: flag('check').describe('Only find out what would become of the rows'),
  ...importQuery,
});

export function toDocumentBody(document: Document): z.infer<typeof documentSchema> {
  return {
    id: document.id,
    county_id: document.countyId,
    county_name: document.countyName,
    state_code: document.stateCode,
    document_type: document.documentType,
    title: document.title,
    url: document.url,
    file_name: document.fileName,
    file_format: document.fileFormat,
    size_bytes: document.sizeBytes,
    sha256: document.sha256,
    publication_date: document.publicationDate,
    parsing_status: document.parsingStatus,
    parsing_error: document.parsingError,
    parsed_at: document.parsedAt?.toISOString() ?? null,
    created_by: document.createdBy,
    created_at: document.createdAt.toISOString(),
    updated_at: document.updatedAt.toISOString(),
  };
}

const CSV_COLUMNS = keysOf(documentSchema.shape);

export { CSV_COLUMNS as DOCUMENT_CSV_COLUMNS };

export function toDocumentCells(document: Document): (string | number | null)[] {
  const body = toDocumentBody(document);
  return CSV_COLUMNS.map((name) => body[name]);
}
