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

/** {@link findCounties} of several texts with one question: each text with its counties, none for a text that is none. */
export async function findCountiesOfAll(
  db: Queryable,
  texts: readonly string[],
): Promise<ReadonlyMap<string, readonly County[]>> {
  const found = new Map<string, County[]>(texts.map((text) => [text, []]));
  const given = [...found.keys()];
  const rows = await call<Row & { place: number }>(
    db,
    `select ${COUNTY_COLUMNS}, t.place::int - 1 as place
     from unnest($1::text[]) with ordinality t (text, place) cross join lateral lotline.find_counties(t.text) c
     order by t.place, c.state_name, c.full_name`,
    [given.map(storable)],
  );
  for (const { place, ...county } of rows) found.get(given[place] ?? '')?.push(county);
  return found;
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

/** Ids of the counties that texts mean, each once, with one question. Throws what {@link resolveCounty} throws. */
export async function resolveCounties(
  db: Queryable,
  texts: readonly string[],
  field = 'county',
): Promise<string[]> {
  const rows = await call<{ id: string }>(
    db,
    'select distinct lotline.county_id(t.text) as id from unnest($1::text[]) t (text)',
    [texts.map(storable)],
  ).catch((error: unknown) => {
    throw inField(error, field);
  });
  return rows.map(({ id }) => id);
}

/** "Blair, PA" of each of some counties, at most 20, by name. */
export async function countyNames(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await call<{ name: string }>(
    db,
    `select c.county_name || ', ' || c.state_code as name from lotline.county_list c where c.id = any ($1::uuid[])
     order by 1 limit 20`,
    [ids],
  );
  return rows.map(({ name }) => name);
}

/** PostgreSQL stores no NUL; no name has one. */
const storable = (text: string) => text.replaceAll('\0', ' ');
