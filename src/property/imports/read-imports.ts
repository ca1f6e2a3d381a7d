import { call, type Queryable } from '../../db/pool.ts';
import type { RefusedRow } from './import-csv.ts';
import type { ImportCounts, ImportKind } from './records.ts';

/** A file that was handed in, and what became of its rows. */
export interface ImportRecord extends ImportCounts {
  readonly id: string;
  readonly what: ImportKind;
  readonly fileName: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  /** Null while it comes in, and for good when it broke off. */
  readonly finishedAt: Date | null;
}

const COLUMNS = `i.id, i.what, i.file_name as "fileName", i.rows_read as read, i.rows_stored as stored,
  i.rows_created as created, i.rows_updated as updated, i.rows_refused as refused, i.created_by as "createdBy",
  i.created_at as "createdAt", i.finished_at as "finishedAt"`;

/** An organization's imports, newest first, after the one of the id `after`. */
export function listImports(
  db: Queryable,
  organizationId: string,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<ImportRecord[]> {
  return call<ImportRecord & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from lotline.imports i
      where i.org_id = $1
        and ($2::uuid is null or (i.created_at, i.id) <
          (select a.created_at, a.id from lotline.imports a where a.id = $2 and a.org_id = $1))
      order by i.created_at desc, i.id desc
      limit $3`,
    [organizationId, page.after ?? null, page.limit],
  );
}

/** One import with its first refused rows; null when the organization has none of that id. */
export async function getImport(
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<(ImportRecord & { readonly problems: readonly RefusedRow[] }) | null> {
  const [row] = await call<ImportRecord & { problems: RefusedRow[] } & Record<string, unknown>>(
    db,
    `select ${COLUMNS}, i.problems from lotline.imports i where i.org_id = $1 and i.id = $2`,
    [organizationId, id],
  );
  return row ?? null;
}
