import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import type { Queryable } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, wantsCsv } from '../../http/keyset.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { CSV_COLUMNS, toCells } from '../../property/properties/csv-columns.ts';
import {
  listProperties,
  type Property,
  type PropertyFilter,
  streamProperties,
} from '../../property/properties/list-properties.ts';
import { changeProperty, getProperty } from '../../property/properties/one-property.ts';
import { stateOf } from './counties.ts';
import { toPropertyBody } from './translate.ts';
import {
  changeSchema,
  onePropertySchema,
  propertiesQuery,
  propertyListSchema,
  propertyParams,
} from './wire.ts';

const tag = 'Properties';

export const listPropertiesEndpoint = endpoint({
  operationId: 'listProperties',
  method: 'GET',
  path: '/api/properties',
  tag,
  summary: 'List properties, county by county',
  description:
    'In a county by parcel number or address. As CSV (`format=csv`, or `Accept: text/csv`) all that the filter leaves, as a stream; an import of it finds every property again.',
  allow: 'viewer',
  query: propertiesQuery,
  answers: {
    200: { description: 'A page of properties', schema: propertyListSchema, content: ['text/csv'] },
  },
  errors: ['county_not_found', 'ambiguous_county'],
  async run({ caller: { organizationId }, query, headers, pool, transaction }) {
    let filter: PropertyFilter = { organizationId };
    const csv = wantsCsv({ query, headers });
    const page = await transaction(async (db) => {
      filter = { ...filter, ...(await filterOf(db, query)) };
      if (csv) return answer(200, null);
      const { properties, next } = await listProperties(db, filter, query);
      return answer(200, { properties: properties.map(toPropertyBody), next_cursor: next });
    });
    return csv ? csvAnswer('properties.csv', CSV_COLUMNS, csvRows(streamProperties(pool, filter))) : page;
  },
});

interface Query {
  readonly county?: string | undefined;
  readonly state?: string | undefined;
  readonly auction_status?: string | undefined;
  readonly visual_validation_status?: string | undefined;
  readonly has_regrid_data?: string | undefined;
  readonly parcel_id?: string | undefined;
  readonly address?: string | undefined;
  readonly import?: string | undefined;
}

export async function filterOf(db: Queryable, query: Query): Promise<Omit<PropertyFilter, 'organizationId'>> {
  return {
    countyId: query.county === undefined ? undefined : (await resolveCounty(db, query.county)).id,
    stateCode: await stateOf(db, query.state),
    auctionStatus: query.auction_status,
    visualValidationStatus: query.visual_validation_status,
    hasRegridData: query.has_regrid_data === undefined ? undefined : query.has_regrid_data === 'true',
    parcelId: query.parcel_id,
    address: query.address,
    importId: query.import,
  };
}

async function* csvRows(pages: AsyncIterable<Property[]>) {
  for await (const properties of pages) yield properties.map(toCells);
}

async function findProperty(db: Queryable, organizationId: string, id: string) {
  const property = isUuid(id) ? await getProperty(db, organizationId, id) : null;
  if (property === null) throw new AppError('not_found', 'Property not found');
  return { ...toPropertyBody(property), import_file: property.importFile, findings: property.findings };
}

export const getPropertyEndpoint = endpoint({
  operationId: 'getProperty',
  method: 'GET',
  path: '/api/properties/{id}',
  tag,
  summary: 'Get one property with its findings',
  allow: 'viewer',
  params: propertyParams,
  answers: { 200: { description: 'The property', schema: onePropertySchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => answer(200, await findProperty(db, organizationId, params.id)));
  },
});

export const changePropertyEndpoint = endpoint({
  operationId: 'changeProperty',
  method: 'PATCH',
  path: '/api/properties/{id}',
  tag,
  summary: 'Correct the auction of one property',
  description: 'A property that is not `active` leaves the selections of county jobs.',
  allow: 'analyst',
  params: propertyParams,
  body: changeSchema,
  answers: { 200: { description: 'The property', schema: onePropertySchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params, body, transaction }) {
    return transaction(async (db) => {
      if (isUuid(params.id)) {
        await changeProperty(db, organizationId, params.id, {
          auctionStatus: body.auction_status,
          saleType: body.sale_type,
          saleDate: body.sale_date,
        });
      }
      return answer(200, await findProperty(db, organizationId, params.id));
    });
  },
});
