import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, wantsCsv } from '../../http/keyset.ts';
import { findCounties, nearestCounties, resolveCounty } from '../../property/counties/find-counties.ts';
import {
  countyFacts,
  type ListedCounty,
  listCounties,
  stateCalled,
  streamCounties,
} from '../../property/counties/list-counties.ts';
import { COUNTY_CSV_COLUMNS, toCountyBody, toCountyCells, toCountyFactsBody } from './translate.ts';
import { countiesQuery, countyListSchema, countyParams, oneCountySchema } from './wire.ts';

const tag = 'Counties';

/** The code of the state that a query names; undefined when it names none. Throws `validation_failed`. */
export async function stateOf(db: Queryable, state: string | undefined): Promise<string | undefined> {
  if (state === undefined) return undefined;
  const code = await stateCalled(db, state);
  if (code !== null) return code;
  throw new AppError('validation_failed', `state: there is no state "${state}"`, {
    field: 'state',
    hint: 'Write its code or name, such as PA or Pennsylvania.',
  });
}

export const listCountiesEndpoint = endpoint({
  operationId: 'listCounties',
  method: 'GET',
  path: '/api/counties',
  tag,
  summary: 'List or find counties',
  description:
    'By state and name. With `q`, those that a name may mean; when it means none, the ones most like it (`match` says which). As CSV (`format=csv`, or `Accept: text/csv`) all of the list.',
  allow: 'viewer',
  query: countiesQuery,
  answers: { 200: { description: 'A page of counties', schema: countyListSchema, content: ['text/csv'] } },
  errors: [],
  async run({ caller: { organizationId }, query, headers, pool, transaction }) {
    return transaction(async (db) => {
      const stateCode = await stateOf(db, query.state);
      const csv = wantsCsv({ query, headers });
      if (query.q !== undefined) {
        const named = await found(db, organizationId, query.q, stateCode);
        if (csv) return csvAnswer('counties.csv', COUNTY_CSV_COLUMNS, csvRows([named.listed]));
        const { listed, ...told } = named;
        return answer(200, { counties: listed.map(toCountyBody), ...told });
      }
      if (csv) {
        const pages = streamCounties(pool, organizationId, stateCode);
        return csvAnswer('counties.csv', COUNTY_CSV_COLUMNS, csvRows(pages));
      }
      const counties = await listCounties(db, organizationId, {
        stateCode,
        after: query.cursor,
        limit: query.limit + 1,
      });
      const page = counties.slice(0, query.limit);
      return answer(200, {
        counties: page.map(toCountyBody),
        next_cursor: counties.length > page.length ? page.at(-1)?.fipsCode : null,
      });
    });
  },
});

async function* csvRows(pages: Iterable<ListedCounty[]> | AsyncIterable<ListedCounty[]>) {
  for await (const counties of pages) yield counties.map(toCountyCells);
}

async function found(db: Queryable, organizationId: string, q: string, stateCode: string | undefined) {
  const text = stateCode === undefined ? q : `${q}, ${stateCode}`;
  const exact = await findCounties(db, text);
  const counties = exact.length > 0 ? exact : await nearestCounties(db, text);
  const order = new Map(counties.map(({ id }, at) => [id, at]));
  const listed = await listCounties(db, organizationId, { ids: [...order.keys()], limit: counties.length });
  return {
    listed: listed.sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0)),
    match: exact.length > 0 ? 'exact' : 'nearest',
    next_cursor: null,
  };
}

export const getCountyEndpoint = endpoint({
  operationId: 'getCounty',
  method: 'GET',
  path: '/api/counties/{id}',
  tag,
  summary: 'Get one county and what you have of it',
  allow: 'viewer',
  params: countyParams,
  answers: { 200: { description: 'The county', schema: oneCountySchema } },
  errors: ['county_not_found', 'ambiguous_county'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => {
      const { id } = await resolveCounty(db, params.id);
      const facts = await countyFacts(db, organizationId, id);
      if (facts === null) throw new AppError('county_not_found', 'County not found');
      return answer(200, toCountyFactsBody(facts));
    });
  },
});
