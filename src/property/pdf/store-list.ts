import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import type { CellError } from '../imports/import-csv.ts';
import { beginImport, finishImport, noteProgress } from '../imports/records.ts';
import { readRow } from '../properties/read-row.ts';
import { type StorableRow, storeRows, toStorable } from '../properties/store-rows.ts';
import type { ListReading, ListRow } from './list-row.ts';

/** The document that a list was read from. */
export interface ListDocument {
  readonly id: string;
  readonly organizationId: string;
  readonly countyId: string;
  readonly stateCode: string;
  readonly title: string;
  readonly fileName: string | null;
}

/** What a stored list is told as: the finding of its document. */
export type ListFinding = Readonly<Record<string, unknown>>;

/** Rows less sure than this are shown with their document and become no property. */
export const LEAST_CONFIDENCE = 40;
const CHUNK_ROWS = 1000;
const SHOWN_PROBLEMS = 100;
const SHOWN_TOTALS = 50;
/** So many that the planner should know of them at once. */
const MANY_CHANGES = 1000;

interface NumberedRow extends ListRow {
  readonly number: number;
  readonly storable: StorableRow | null;
  readonly problems: readonly CellError[];
}

/**
 * Stores the properties of a list with the rows that they were read from: all of it or nothing. The same list again
 * changes nothing; the same job again is answered what it did the first time.
 */
export async function storeList(
  pool: Pool,
  document: ListDocument,
  jobId: string,
  reading: ListReading,
): Promise<ListFinding> {
  const { organizationId, id } = document;
  const rows = reading.rows.map((row, index) => numbered(row, index + 1, document));
  const stored = await asOrganization(pool, organizationId, async (db) => {
    await call(db, 'select from lotline.documents where org_id = $1 and id = $2 for no key update', [
      organizationId,
      id,
    ]);
    const before = await findingOf(db, document, jobId);
    if (before !== undefined) return { finding: before, changed: 0 };
    return store(db, document, jobId, reading, rows);
  });
  if (stored.changed >= MANY_CHANGES) await call(pool, 'select lotline.analyze_properties()');
  return stored.finding;
}

/** What this job found in the document already. */
async function findingOf(
  db: Queryable,
  { organizationId, id }: ListDocument,
  jobId: string,
): Promise<ListFinding | undefined> {
  const [row] = await call<{ finding: ListFinding }>(
    db,
    'select finding from lotline.document_reads where org_id = $1 and document_id = $2 and job_id = $3',
    [organizationId, id, jobId],
  );
  return row?.finding;
}

function numbered(row: ListRow, number: number, document: ListDocument): NumberedRow {
  if (row.confidence < LEAST_CONFIDENCE) {
    const message = `row: is too doubtful (confidence ${row.confidence} of 100) to become a property`;
    return { ...row, number, storable: null, problems: [{ field: 'row', message }] };
  }
  const read = readRow({ ...row.cells, county: document.countyId });
  if ('errors' in read) return { ...row, number, storable: null, problems: read.errors };
  const county = { id: document.countyId, stateCode: document.stateCode };
  return { ...row, number, storable: toStorable(read.value, county, number), problems: [] };
}

async function store(
  db: Queryable,
  document: ListDocument,
  jobId: string,
  reading: ListReading,
  rows: readonly NumberedRow[],
): Promise<{ finding: ListFinding; changed: number }> {
  const { organizationId, id } = document;
  const importId = await beginImport(db, {
    organizationId,
    what: 'properties',
    fileName: document.fileName ?? document.title,
    actor: 'pdf_parsing',
  });
  const storable = rows.flatMap(({ storable: row }) => (row === null ? [] : [row]));
  const counts = {
    read: rows.length,
    stored: storable.length,
    created: 0,
    updated: 0,
    refused: rows.length - storable.length,
  };
  for (let from = 0; from < storable.length; from += CHUNK_ROWS) {
    const chunk = storable.slice(from, from + CHUNK_ROWS);
    const done = await storeRows(db, chunk, { organizationId, importId, documentId: id });
    counts.created += done.created;
    counts.updated += done.updated;
  }
  const refused = rows
    .filter(({ problems }) => problems.length > 0)
    .map(({ number, page, problems }) => ({ row: number, line: page, errors: problems }));
  await noteProgress(db, importId, counts, refused.slice(0, SHOWN_PROBLEMS));
  await finishImport(db, importId);
  const finding = toFinding(document, reading, rows, counts);
  await keepRows(db, document, { importId, jobId, finding }, rows);
  return { finding, changed: counts.created + counts.updated };
}

function toFinding(
  document: ListDocument,
  reading: ListReading,
  rows: readonly NumberedRow[],
  counts: { read: number; created: number; updated: number; refused: number },
): ListFinding {
  const sum = rows.reduce((all, { confidence }) => all + confidence, 0);
  return {
    properties_created: counts.created,
    properties_updated: counts.updated,
    rows_read: counts.read,
    rows_refused: counts.refused,
    pages: reading.pages,
    layout: reading.layout,
    confidence: rows.length === 0 ? 0 : Math.round((sum / rows.length) * 10) / 10,
    totals_checked: reading.totals.length,
    totals_wrong: reading.totals.filter(({ agrees }) => !agrees).length,
    warnings: reading.warnings.map((warning) => warning.slice(0, 500)),
    totals: reading.totals.slice(0, SHOWN_TOTALS),
    sources: [
      { title: document.title.slice(0, 500), url: `/api/documents/${document.id}/content` },
      { title: 'Rows as they were read', url: `/api/documents/${document.id}/rows` },
    ],
  };
}

/** Keeps the rows in place of those of an earlier reading. */
async function keepRows(
  db: Queryable,
  { organizationId, id }: ListDocument,
  read: { importId: string; jobId: string; finding: ListFinding },
  rows: readonly NumberedRow[],
): Promise<void> {
  await call(db, 'delete from lotline.document_rows where org_id = $1 and document_id = $2', [
    organizationId,
    id,
  ]);
  await call(
    db,
    `insert into lotline.document_reads as r (document_id, org_id, import_id, job_id, finding, read_at)
     values ($2, $1, $3, $4, $5, lotline.clock())
     on conflict (document_id) do update set import_id = excluded.import_id, job_id = excluded.job_id,
       finding = excluded.finding, read_at = excluded.read_at`,
    [organizationId, id, read.importId, read.jobId, JSON.stringify(read.finding)],
  );
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const chunk = rows.slice(from, from + CHUNK_ROWS).map((row) => ({
      number: row.number,
      page: row.page,
      page_row: row.row,
      confidence: row.confidence,
      cells: row.cells,
      problems: row.problems,
      county_id: row.storable?.county_id ?? null,
      parcel_id: row.storable?.parcel_id ?? null,
      address_key: row.storable?.address_key ?? null,
    }));
    await call(
      db,
      `insert into lotline.document_rows (document_id, org_id, number, page, page_row, confidence, cells, problems,
         property_id)
       select $2, $1, r.number, r.page, r.page_row, r.confidence, r.cells, r.problems, coalesce(
         (select p.id from lotline.properties p where p.org_id = $1 and p.county_id = r.county_id
            and p.parcel_id = r.parcel_id),
         (select p.id from lotline.properties p where r.parcel_id is null and p.org_id = $1
            and p.county_id = r.county_id and p.address_key = r.address_key and p.parcel_id is null))
       from jsonb_to_recordset($3) as r(number int, page int, page_row int, confidence int, cells jsonb,
         problems jsonb, county_id uuid, parcel_id text, address_key text)`,
      [organizationId, id, JSON.stringify(chunk)],
    );
  }
}
