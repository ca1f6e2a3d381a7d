import { AppError } from '../../base/errors.ts';
import { call, type Queryable } from '../../db/pool.ts';

export interface County {
  readonly id: string;
  /** Five digits; the first two are the state's. */
  readonly fipsCode: string;
  /** As people say it: "Blair", "Baltimore city". */
  readonly countyName: string;
  /** "Blair County", "Orleans Parish", "Baltimore city". */
  readonly fullName: string;
  readonly stateCode: string;
  readonly stateName: string;
}

export const COUNTY_COLUMNS = `c.id, c.fips_code as "fipsCode", c.county_name as "countyName",
  c.full_name as "fullName", c.state_code as "stateCode", c.state_name as "stateName"`;

type Row = County & Record<string, unknown>;

/** The counties that a text may mean, at most 20, by state: an id, a FIPS code, or a name as people write it. */
export function findCounties(db: Queryable, text: string): Promise<County[]> {
  return call<Row>(db, `select ${COUNTY_COLUMNS} from lotline.find_counties($1) c`, [storable(text)]);
}

/** The counties whose names are most like the text, best first. */
export function nearestCounties(db: Queryable, text: string, limit = 5): Promise<County[]> {
  return call<Row>(db, `select ${COUNTY_COLUMNS} from lotline.nearest_counties($1, $2) c`, [
    storable(text),
    limit,
  ]);
}

/**
 * The one county that an id, a FIPS code or a name means. Throws `ambiguous_county` with the candidates in its
 * details, or `county_not_found` with the nearest; both say which field held the text.
 */
export async function resolveCounty(db: Queryable, text: string, field = 'county'): Promise<County> {
  const [county] = await call<Row>(
    db,
    `select ${COUNTY_COLUMNS} from lotline.county_list c where c.id = lotline.county_id($1)`,
    [storable(text)],
  ).catch((error: unknown) => {
    throw inField(error, field);
  });
  if (county === undefined) throw new Error(`The county of ${JSON.stringify(text)} went away`);
  return county;
}

/** An error that SQL raises about its `county`, in the name that the caller knows the field by. */
function inField(error: unknown, field: string): unknown {
  if (field === 'county' || !(error instanceof AppError) || error.field !== 'county') return error;
  const { hint, details } = error;
  return new AppError(error.code, error.message.replace(/^county:/, `${field}:`), {
    field,
    ...(hint === undefined ? {} : { hint }),
    details,
    cause: error,
  });
}

/** PostgreSQL stores no NUL; no name has one. */
const storable = (text: string) => text.replaceAll('\0', ' ');
