import { call, type Pool, type Queryable } from '../../db/pool.ts';
import { resolveCounty } from '../counties/find-counties.ts';
import { CellReader, type Read } from '../imports/cell-reader.ts';
import { CountyCells } from '../imports/county-cells.ts';
import {
  type Cells,
  type ImportOptions,
  type ImportPlan,
  type ImportReport,
  importCsv,
} from '../imports/import-csv.ts';
import { oncePerKey, placeRows } from '../imports/place-rows.ts';
import { readDate } from '../properties/read-values.ts';
import { DOCUMENT_TYPES, type DocumentType } from './document.ts';
import { urlFormat } from './file-format.ts';
import { readUrl, titleOf } from './read-fields.ts';

export const DOCUMENT_FIELDS = {
  county: ['county name', 'parish', 'county fips', 'fips', 'fips code'],
  state: ['state code', 'state name'],
  document_type: ['type', 'document type', 'doc type', 'kind'],
  title: ['document title', 'name', 'document', 'description'],
  url: ['link', 'address', 'document url', 'source url', 'href', 'web address'],
  publication_date: ['published', 'published on', 'date published', 'publication', 'date'],
} as const satisfies Record<string, readonly string[]>;
type Field = keyof typeof DOCUMENT_FIELDS;

interface DocumentLine {
  readonly county: string;
  readonly documentType: DocumentType | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly publicationDate: string | null;
}

export interface DocumentsImport extends Omit<ImportOptions<Field>, 'constants'> {
  /** Of rows that name none: id, FIPS code or name. */
  readonly county: string | undefined;
  /** Of rows that name none. */
  readonly documentType: DocumentType | undefined;
}

/**
 * Registers the addresses of a file as documents, as it arrives. A document is known by its county and address; what a
 * row does not say stays as it is. Throws what {@link importCsv} throws, and {@link resolveCounty} for `county`.
 */
export async function importDocuments(pool: Pool, request: DocumentsImport): Promise<ImportReport> {
  const { county, documentType } = request;
  return importCsv(pool, planOf(request.organizationId, request.actor), {
    ...request,
    constants: {
      ...(county === undefined ? {} : { county: (await resolveCounty(pool, county)).id }),
      ...(documentType === undefined ? {} : { document_type: documentType }),
    },
  });
}

function planOf(organizationId: string, actor: string): ImportPlan<Field, DocumentLine> {
  const counties = new CountyCells();
  return {
    what: 'documents',
    fields: DOCUMENT_FIELDS,
    required: [['url'], ['county'], ['document_type']],
    read: readLine,
    async store(db, rows) {
      const { placed, refused } = await placeRows(db, counties, rows);
      const unique = oncePerKey(placed, (one) => `${one.countyId} ${one.url}`);
      let created = 0;
      let updated = 0;
      for (const titled of [true, false]) {
        const part = unique.filter(({ title }) => (title !== null) === titled);
        const done = await upsert(db, part, titled, organizationId, actor);
        created += done.created;
        updated += done.updated;
      }
      return { created, updated, refused };
    },
  };
}

function readLine(cells: Cells<Field>): { value: DocumentLine } | { errors: CellReader<Field>['errors'] } {
  const reader = new CellReader(cells);
  const value: DocumentLine = {
    county: reader.county('county', 'state'),
    documentType: reader.typed('document_type', readDocumentType),
    title: reader.text('title'),
    url: reader.typed('url', readUrl, 4000),
    publicationDate: reader.typed('publication_date', readDate),
  };
  reader.need('document_type', value.documentType);
  reader.need('url', value.url);
  return reader.errors.length > 0 ? { errors: reader.errors } : { value };
}

const WORDS: readonly (readonly [RegExp, DocumentType])[] = [
  [/regist/, 'registration'],
  [/notice|advert/, 'legal_notice'],
  [/list/, 'property_list'],
];

/** "Upset Sale List" -> property_list. */
function readDocumentType(text: string): Read<DocumentType> {
  const type = WORDS.find(([words]) => words.test(text.toLowerCase()))?.[1];
  return type === undefined ? { problem: `is none of ${DOCUMENT_TYPES.join(', ')}` } : { value: type };
}

/** A title made of an address never takes the place of one that somebody gave. */
async function upsert(
  db: Queryable,
  lines: readonly (DocumentLine & { readonly countyId: string })[],
  titled: boolean,
  organizationId: string,
  actor: string,
): Promise<{ created: number; updated: number }> {
  if (lines.length === 0) return { created: 0, updated: 0 };
  const rows = lines.map(({ countyId, documentType, title, url, publicationDate }) => ({
    county_id: countyId,
    document_type: documentType,
    title: title ?? titleOf(null, url),
    url,
    file_format: url === null ? null : urlFormat(url),
    publication_date: publicationDate,
  }));
  const title = titled ? 'excluded.title' : 'd.title';
  const next = `excluded.document_type, ${title}, coalesce(excluded.publication_date, d.publication_date)`;
  const [done] = await call<{ created: number; updated: number }>(
    db,
    `with stored as (
       insert into lotline.documents as d (org_id, created_by, county_id, document_type, title, url, file_format,
         publication_date)
       select $1, $2, r.county_id, r.document_type, r.title, r.url, r.file_format, r.publication_date
       from jsonb_to_recordset($3) as r(county_id uuid, document_type text, title text, url text, file_format text,
         publication_date date)
       on conflict (org_id, county_id, url) where url is not null do update
         set (document_type, title, publication_date, updated_at) = (${next}, clock_timestamp())
         where (d.document_type, d.title, d.publication_date) is distinct from (${next})
       returning (xmax = 0) as created
     )
     select count(*) filter (where created)::int as created, count(*) filter (where not created)::int as updated
     from stored`,
    [organizationId, actor, JSON.stringify(rows)],
  );
  return done ?? { created: 0, updated: 0 };
}
