import { recordAudit } from '../../db/audit.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { Blob } from '../blobs/store.ts';
import {
  DOCUMENT_COLUMNS,
  DOCUMENT_TABLES,
  type Document,
  type DocumentRow,
  type DocumentType,
  toDocument,
} from './document.ts';

export interface NewDocument {
  readonly organizationId: string;
  readonly actor: string;
  readonly countyId: string;
  readonly documentType: DocumentType;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly publicationDate: string | null;
  readonly fileName: string | null;
  readonly fileFormat: string | null;
}

/** `created` is false when the county has had the same file or address before: then that one is the answer. */
export interface Added {
  readonly document: Document;
  readonly created: boolean;
}

/**
 * Adds a stored file as a document of a county. A file that the organization has already is not kept twice; whether
 * `blob` is used afterwards, the document says.
 */
export async function addFile(db: Queryable, added: NewDocument, blob: Blob): Promise<Added> {
  const [row] = await call<{ id: string }>(
    db,
    `insert into lotline.documents (org_id, county_id, document_type, title, publication_date, file_name, file_format,
       created_by, sha256, blob_id)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce(
       (select o.blob_id from lotline.documents o where o.org_id = $1 and o.sha256 = $9 order by o.id limit 1), $10)
     on conflict (org_id, county_id, sha256) where sha256 is not null do nothing
     returning id`,
    [...valuesOf(added), blob.sha256, blob.id],
  );
  const document = await readOne(db, 'd.org_id = $1 and d.county_id = $2 and d.sha256 = $3', [
    added.organizationId,
    added.countyId,
    blob.sha256,
  ]);
  return noted(db, added.organizationId, { document, created: row !== undefined });
}

/** Registers the address of a document; nothing is fetched. */
export async function addUrl(db: Queryable, added: NewDocument, url: string): Promise<Added> {
  const [row] = await call<{ id: string }>(
    db,
    `insert into lotline.documents (org_id, county_id, document_type, title, publication_date, file_name, file_format,
       created_by, url)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (org_id, county_id, url) where url is not null do nothing
     returning id`,
    [...valuesOf(added), url],
  );
  const document = await readOne(db, 'd.org_id = $1 and d.county_id = $2 and d.url = $3', [
    added.organizationId,
    added.countyId,
    url,
  ]);
  return noted(db, added.organizationId, { document, created: row !== undefined });
}

/** Writes down that a document was added, when it was. */
async function noted(db: Queryable, organizationId: string, added: Added): Promise<Added> {
  const { id, title, documentType, fileName, url, countyId } = added.document;
  if (added.created) {
    await recordAudit(db, {
      ...{ organizationId, action: 'document.added', subjectType: 'document', subjectId: id },
      after: { title, document_type: documentType, county_id: countyId, file_name: fileName, url },
    });
  }
  return added;
}

function valuesOf(added: NewDocument): unknown[] {
  return [
    added.organizationId,
    added.countyId,
    added.documentType,
    added.title,
    added.publicationDate,
    added.fileName,
    added.fileFormat,
    added.actor,
  ];
}

async function readOne(db: Queryable, where: string, values: unknown[]): Promise<Document> {
  const [row] = await call<DocumentRow & Record<string, unknown>>(
    db,
    `select ${DOCUMENT_COLUMNS} from ${DOCUMENT_TABLES} where ${where}`,
    values,
  );
  if (row === undefined) throw new Error('a document that was just stored is not there');
  return toDocument(row);
}
