import { z } from 'zod';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, keysetQuery, wantsCsv } from '../../http/keyset.ts';
import { oneOf } from '../../http/query.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { listResults, type Result, streamResults } from '../../property/findings/results.ts';
import { CSV_COLUMNS, toCells } from '../../property/properties/csv-columns.ts';
import type { PropertyFilter } from '../../property/properties/list-properties.ts';
import { VALIDATION_STATUSES } from '../../property/properties/read-values.ts';
import { toPropertyBody } from './translate.ts';
import { countyParams, propertySchema } from './wire.ts';

const figure = z.number().nullable();
const words = z.string().nullable();

const resultSchema = propertySchema
  .extend({
    land_use: words,
    zoning: words,
    lot_size_acres: figure,
    building_sqft: figure,
    year_built: z.int().nullable(),
    assessed_value: figure.describe('US dollars'),
    market_value: figure.describe('US dollars'),
    lat: figure,
    lon: figure,
    verdict: words.describe('APPROVED, CAUTION or REJECT'),
    confidence: figure.describe('0 to 100'),
    red_flags: z.array(z.string()).nullable(),
    skip_reason: words,
    risk_level: words,
    flood_zone: words,
    in_flood_hazard_area: z.boolean().nullable(),
    facilities_nearby: z.int().nullable(),
    elevation_feet: figure,
    title_status: words,
    surviving_liens: figure.describe('US dollars'),
    condition: words,
    estimated_repairs: figure.describe('US dollars'),
    max_bid: figure.describe('US dollars'),
    property_value: figure.describe('US dollars: what the bid went by'),
    found_at: z.iso.datetime().nullable().describe('Of the newest finding'),
    provenance: z.enum(['live', 'sandbox']).nullable().describe('sandbox: made up by simulators'),
  })
  .meta({ id: 'PropertyResult' });
type ResultBody = z.infer<typeof resultSchema>;

const resultListSchema = z
  .object({ results: z.array(resultSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'PropertyResultList' });

const number = (text: string | null) => (text === null ? null : Number(text));

/** The findings of one property in the words of the wire. */
function toFoundBody({ found }: Result): Omit<ResultBody, keyof ReturnType<typeof toPropertyBody>> {
  return {
    land_use: found.landUse,
    zoning: found.zoning,
    lot_size_acres: number(found.lotSizeAcres),
    building_sqft: number(found.buildingSqft),
    year_built: found.yearBuilt,
    assessed_value: number(found.assessedValue),
    market_value: number(found.marketValue),
    lat: found.lat,
    lon: found.lon,
    verdict: found.verdict,
    confidence: number(found.confidence),
    red_flags: found.redFlags === null ? null : [...found.redFlags],
    skip_reason: found.skipReason,
    risk_level: found.riskLevel,
    flood_zone: found.floodZone,
    in_flood_hazard_area: found.inFloodHazardArea,
    facilities_nearby: found.facilitiesNearby,
    elevation_feet: number(found.elevationFeet),
    title_status: found.titleStatus,
    surviving_liens: number(found.survivingLiens),
    condition: found.condition,
    estimated_repairs: number(found.estimatedRepairs),
    max_bid: number(found.maxBid),
    property_value: number(found.propertyValue),
    found_at: found.foundAt?.toISOString() ?? null,
    provenance: found.provenance,
  };
}

/** The columns of findings, in the order of the schema, after those of the property. */
const FOUND_COLUMNS = Object.keys(resultSchema.shape).filter(
  (name) => !(name in propertySchema.shape),
) as (keyof ReturnType<typeof toFoundBody>)[]; // the schema is what toFoundBody adds to a property

function toRow(result: Result): (string | number | null)[] {
  const body = toFoundBody(result);
  const cells = FOUND_COLUMNS.map((name) => {
    const value = body[name];
    if (Array.isArray(value)) return value.join('; ');
    return typeof value === 'boolean' ? String(value) : value;
  });
  return [...toCells(result.property), ...cells];
}

async function* rows(pages: AsyncIterable<Result[]>) {
  for await (const page of pages) yield page.map(toRow);
}

/** The properties of a county with all that was found out of them: what a buyer reads before a sale. */
export const countyResultsEndpoint = endpoint({
  operationId: 'getCountyResults',
  method: 'GET',
  path: '/api/counties/{id}/results',
  tag: 'Counties',
  summary: 'List what was found out of the properties of a county',
  description:
    'At any moment: what was not looked at yet is null. By parcel number or address. As CSV (`format=csv`, or `Accept: text/csv`) all of it, as a stream, with the columns of the list of properties first.',
  allow: 'viewer',
  params: countyParams,
  query: z.object({
    verdict: oneOf('verdict', [...VALIDATION_STATUSES, 'NONE']),
    ...keysetQuery({ standard: 50, most: 500 }),
  }),
  answers: {
    200: { description: 'A page of results', schema: resultListSchema, content: ['text/csv'] },
  },
  errors: ['county_not_found', 'ambiguous_county'],
  async run({ caller: { organizationId }, params, query, headers, pool, transaction }) {
    let filter: PropertyFilter = { organizationId, visualValidationStatus: query.verdict };
    const csv = wantsCsv({ query, headers });
    const page = await transaction(async (db) => {
      filter = { ...filter, countyId: (await resolveCounty(db, params.id)).id };
      if (csv) return answer(200, null);
      const { results, next } = await listResults(db, filter, query);
      const bodies = results.map((one) => ({ ...toPropertyBody(one.property), ...toFoundBody(one) }));
      return answer(200, { results: bodies, next_cursor: next });
    });
    const columns = [...CSV_COLUMNS, ...FOUND_COLUMNS];
    return csv ? csvAnswer('county-results.csv', columns, rows(streamResults(pool, filter))) : page;
  },
});
