import { call, type Queryable } from '../../db/pool.ts';

/** A row of a document as it was read, and what became of it. */
export interface DocumentListRow {
  /** In the document, from 1. */
  readonly number: number;
  readonly page: number;
  /** Of those that begin on the page, from 1. */
  readonly pageRow: number;
  /** 0 to 100 */
  readonly confidence: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Null where the row was refused. */
  readonly propertyId: string | null;
  readonly problems: readonly { readonly field: string; readonly message: string }[];
}

export interface RowFilter {
  readonly organizationId: string;
  readonly documentId: string;
  readonly page?: number | undefined;
  /** At most this sure. */
  readonly atMost?: number | undefined;
  readonly refused?: boolean | undefined;
}

/** A page of a document's rows in its order, after the number given. */
export async function listDocumentRows(
  db: Queryable,
  filter: RowFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<{ rows: DocumentListRow[]; next: number | undefined }> {
  const rows = await call<DocumentListRow & Record<string, unknown>>(
    db,
    `select r.number, r.page, r.page_row as "pageRow", r.confidence, r.cells, r.property_id as "propertyId", r.problems
     from lotline.document_rows r
     where r.org_id = $1 and r.document_id = $2 and r.number > $3
       and ($4::int is null or r.page = $4)
       and ($5::int is null or r.confidence <= $5)
       and ($6::boolean is null or (r.problems <> '[]') = $6)
     order by r.number
     limit $7`,
    [
      filter.organizationId,
      filter.documentId,
      page.after,
      filter.page ?? null,
      filter.atMost ?? null,
      filter.refused ?? null,
      page.limit + 1,
    ],
  );
  const shown = rows.slice(0, page.limit);
  return { rows: shown, next: rows.length > page.limit ? shown.at(-1)?.number : undefined };
}
