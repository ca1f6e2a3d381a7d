import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import {
  DOCUMENT_COLUMNS,
  DOCUMENT_TABLES,
  type Document,
  type DocumentRow,
  type DocumentType,
  PARSING_STATUS,
  type ParsingStatus,
  toDocument,
} from './document.ts';

export interface DocumentFilter {
  readonly organizationId: string;
  readonly countyId?: string | undefined;
  /** Two letters. */
  readonly stateCode?: string | undefined;
  readonly documentType?: DocumentType | undefined;
  readonly parsingStatus?: ParsingStatus | undefined;
}

/** Where a document stands in the list: when it was added, in microseconds, and its id. */
export type DocumentKey = readonly [place: string, id: string];

/** A page of documents, newest first, after the key given; `next` is the key to go on with, if there is more. */
export async function listDocuments(
  db: Queryable,
  filter: DocumentFilter,
  page: { readonly after?: DocumentKey | undefined; readonly limit: number },
): Promise<{ documents: Document[]; next: DocumentKey | undefined }> {
  const rows = await call<DocumentRow & Record<string, unknown>>(
    db,
    `select ${DOCUMENT_COLUMNS} from ${DOCUMENT_TABLES}
     where d.org_id = $1
       and ($2::uuid is null or d.county_id = $2)
       and ($3::text is null or c.state_code = $3)
       and ($4::text is null or d.document_type = $4)
       and ($5::text is null or ${PARSING_STATUS} = $5)
       and ($6::bigint is null
         or (d.created_at, d.id) < (timestamptz 'epoch' + $6::bigint * interval '1 microsecond', $7::uuid))
     order by d.created_at desc, d.id desc
     limit $8`,
    [
      filter.organizationId,
      filter.countyId ?? null,
      filter.stateCode ?? null,
      filter.documentType ?? null,
      filter.parsingStatus ?? null,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return { documents: shown.map(toDocument), next: last && [last.place, last.id] };
}

/** Every document that fits, in pages, each read in a transaction of its own. */
export async function* documentPages(
  pool: Pool,
  filter: DocumentFilter,
  limit: number,
): AsyncGenerator<Document[]> {
  let after: DocumentKey | undefined;
  do {
    const from = after;
    const { documents, next } = await asOrganization(pool, filter.organizationId, (db) =>
      listDocuments(db, filter, { after: from, limit }),
    );
    if (documents.length > 0) yield documents;
    after = next;
  } while (after !== undefined);
}

/** The organization's document of that id; else `not_found`. */
export async function getDocument(db: Queryable, organizationId: string, id: string): Promise<Document> {
  const [row] = isUuid(id)
    ? await call<DocumentRow & Record<string, unknown>>(
        db,
        `select ${DOCUMENT_COLUMNS} from ${DOCUMENT_TABLES} where d.org_id = $1 and d.id = $2`,
        [organizationId, id],
      )
    : [];
  if (row === undefined) throw new AppError('not_found', 'Document not found');
  return toDocument(row);
}
