import { z } from 'zod';
import { answer, endpoint } from '../../http/endpoint.ts';
import { type CountyFigures, countyFigures } from '../../property/counties/county-figures.ts';

const countyFiguresSchema = z
  .object({
    id: z.uuid(),
    fips_code: z.string().describe('Five digits'),
    county_name: z.string(),
    full_name: z.string(),
    state_code: z.string(),
    state_name: z.string(),
    properties: z.int(),
    active: z.int(),
    with_regrid_data: z.int(),
    approved: z.int(),
    caution: z.int(),
    rejected: z.int(),
    bids: z.int().describe('Properties with a highest bid'),
    bid_total: z.number().describe('US dollars: the highest bids of all of them together'),
    documents: z.int(),
    next_sale_date: z.iso.date().nullable().describe('Of the sales that are scheduled'),
  })
  .meta({ id: 'CountyFigures' });

function toBody(county: CountyFigures): z.infer<typeof countyFiguresSchema> {
  return {
    id: county.id,
    fips_code: county.fipsCode,
    county_name: county.countyName,
    full_name: county.fullName,
    state_code: county.stateCode,
    state_name: county.stateName,
    properties: county.properties,
    active: county.active,
    with_regrid_data: county.withRegridData,
    approved: county.approved,
    caution: county.caution,
    rejected: county.rejected,
    bids: county.bids,
    bid_total: Number(county.bidTotal),
    documents: county.documents,
    next_sale_date: county.nextSaleDate,
  };
}

/** What a map of counties is shaded by. */
export const countyFiguresEndpoint = endpoint({
  operationId: 'listCountyFigures',
  method: 'GET',
  path: '/api/county-figures',
  tag: 'Counties',
  summary: 'What you have in each county, in figures',
  description:
    'Properties, verdicts, bids, documents and the next sale of every county that you have anything in: the whole country in one answer. What waits for work there is in `GET /api/pending-work/{jobType}`.',
  allow: 'viewer',
  answers: {
    200: {
      description: 'Counties with something in them, by state and name',
      schema: z.object({ counties: z.array(countyFiguresSchema) }).meta({ id: 'CountyFiguresList' }),
    },
  },
  errors: [],
  run: ({ caller: { organizationId }, transaction }) =>
    transaction(async (db) =>
      answer(200, { counties: (await countyFigures(db, organizationId)).map(toBody) }),
    ),
});
