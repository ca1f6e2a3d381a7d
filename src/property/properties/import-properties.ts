import { AppError } from '../../base/errors.ts';
import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import { resolveCounty } from '../counties/find-counties.ts';
import { CountyCells } from '../imports/county-cells.ts';
import {
  type ImportOptions,
  type ImportPlan,
  type ImportReport,
  importCsv,
  type ReadRow as NumberedRow,
  type RefusedRow,
} from '../imports/import-csv.ts';
import { type Field, NAMES_BY_RANK } from './fields.ts';
import { type ReadRow, readRow } from './read-row.ts';
import { storeRows, toStorable } from './store-rows.ts';

export interface PropertiesImport extends ImportOptions<Field> {
  /** Of rows that name none: id, FIPS code or name. */
  readonly county: string | undefined;
  /** The document that the rows were read from. */
  readonly documentId: string | undefined;
}

/** So many that the planner should know of them at once. */
const MANY_CHANGES = 1000;

/**
 * Stores every row of a file that can be stored, as it arrives. A property is known by its county and parcel number,
 * or, without one, by its address; what a row does not say stays as it is. Throws `validation_failed` when the file
 * cannot be read or mapped, `not_found` for an unknown document, and what {@link resolveCounty} throws for `county`.
 */
export async function importProperties(pool: Pool, request: PropertiesImport): Promise<ImportReport> {
  const { county, documentId, organizationId } = request;
  const fixed = county === undefined ? {} : { county: (await resolveCounty(pool, county)).id };
  if (documentId !== undefined) {
    await asOrganization(pool, organizationId, (db) => requireDocument(db, organizationId, documentId));
  }
  const report = await importCsv(pool, planOf(organizationId, documentId ?? null), {
    ...request,
    constants: { ...request.constants, ...fixed },
  });
  if (report.importId !== null && report.created + report.updated >= MANY_CHANGES) {
    await call(pool, 'select lotline.analyze_properties()');
  }
  return report;
}

async function requireDocument(db: Queryable, organizationId: string, id: string): Promise<void> {
  const [found] = await call(db, 'select from lotline.documents where org_id = $1 and id = $2', [
    organizationId,
    id,
  ]);
  if (found === undefined) {
    throw new AppError('not_found', `document: there is no document ${id}`, { field: 'document' });
  }
}

function planOf(organizationId: string, documentId: string | null): ImportPlan<Field, ReadRow> {
  const counties = new CountyCells();
  const [fields, ...unsure] = NAMES_BY_RANK;
  if (fields === undefined) throw new Error('fields have names');
  return {
    what: 'properties',
    fields,
    unsure,
    required: [['parcel_id', 'property_address', 'street_name'], ['county']],
    read: readRow,
    async store(db, rows, importId) {
      const known = await counties.resolve(
        db,
        rows.map(({ value }) => value.county),
      );
      const refused: RefusedRow[] = [];
      const storable = rows.flatMap((row) => {
        const county = known.get(row.value.county);
        if (county !== undefined && 'id' in county) return [toStorable(row.value, county, row.row)];
        refused.push(refusal(row, county?.message ?? 'county: is not known'));
        return [];
      });
      return { ...(await storeRows(db, storable, { organizationId, importId, documentId })), refused };
    },
  };
}

function refusal({ row, line, value }: NumberedRow<ReadRow>, message: string): RefusedRow {
  return { row, line, errors: [{ field: 'county', value: value.county, message }] };
}
