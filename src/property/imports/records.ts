import { recordAudit } from '../../db/audit.ts';
import { call, type Queryable } from '../../db/pool.ts';

export type ImportKind = 'properties' | 'documents' | 'upcoming_sales';

/** Rows of a file: read = stored + refused; stored ones were created, updated, or there already as they are. */
export interface ImportCounts {
  read: number;
  stored: number;
  created: number;
  updated: number;
  refused: number;
}

/** Notes that a file begins to be imported; the caller's transaction names the organization. */
export async function beginImport(
  db: Queryable,
  file: { organizationId: string; what: ImportKind; fileName: string | undefined; actor: string },
): Promise<string> {
  const [row] = await call<{ id: string }>(
    db,
    `insert into lotline.imports (org_id, what, file_name, created_by) values ($1, $2, $3, $4) returning id`,
    [file.organizationId, file.what, file.fileName ?? null, file.actor],
  );
  if (row === undefined) throw new Error('an import was not noted');
  await recordAudit(db, {
    ...{ organizationId: file.organizationId, action: `${file.what}.import_begun` },
    ...{ subjectType: 'import', subjectId: row.id, after: { file_name: file.fileName ?? null } },
  });
  return row.id;
}

/** Notes how far it is, in the transaction that stored the rows. */
export async function noteProgress(
  db: Queryable,
  id: string,
  counts: Readonly<ImportCounts>,
  problems: readonly object[],
): Promise<void> {
  await call(
    db,
    `update lotline.imports set rows_read = $2, rows_stored = $3, rows_refused = $4, rows_created = $5,
       rows_updated = $6, problems = $7
     where id = $1`,
    [
      id,
      counts.read,
      counts.stored,
      counts.refused,
      counts.created,
      counts.updated,
      JSON.stringify(problems),
    ],
  );
}

/** Notes that the file was read to its end. */
export async function finishImport(db: Queryable, id: string): Promise<void> {
  const [done] = await call<{ organizationId: string; what: ImportKind; after: object }>(
    db,
    `update lotline.imports set finished_at = clock_timestamp() where id = $1
     returning org_id as "organizationId", what, jsonb_build_object('file_name', file_name, 'rows_read', rows_read,
       'rows_created', rows_created, 'rows_updated', rows_updated, 'rows_refused', rows_refused) as after`,
    [id],
  );
  if (done === undefined) throw new Error('an import is not there any more');
  const { organizationId, what, after } = done;
  await recordAudit(db, {
    ...{ organizationId, action: `${what}.imported`, subjectType: 'import', subjectId: id, after },
  });
}
