import { z } from 'zod';
import { AppError } from '../../../../base/errors.ts';
import { fitRows } from '../../../../base/tokens.ts';
import { findCounties, nearestCounties, resolveCounty } from '../../../../property/counties/find-counties.ts';
import {
  countProperties,
  listProperties,
  MOST_COUNTED,
  type Property,
} from '../../../../property/properties/list-properties.ts';
import { getProperty } from '../../../../property/properties/one-property.ts';
import { AUCTION_STATUSES, VALIDATION_STATUSES } from '../../../../property/properties/read-values.ts';
import { maxTokens, tool } from '../tool.ts';

const county = tool({
  name: 'find_county',
  title: 'Find a county',
  description:
    'The counties that a name, a FIPS code or an id may mean ("Blair", "blair, pa", "St. Clair"); the nearest names when there is none.',
  allow: 'viewer',
  input: { text: z.string().min(1).max(120), max_tokens: maxTokens },
  async run({ transaction }, input) {
    const { found, nearest } = await transaction(async (db) => {
      const candidates = await findCounties(db, input.text);
      return {
        found: candidates,
        nearest: candidates.length > 0 ? [] : await nearestCounties(db, input.text),
      };
    });
    const rows = (found.length > 0 ? found : nearest).map(({ id, fipsCode, fullName, stateCode }) => ({
      county_id: id,
      fips_code: fipsCode,
      name: `${fullName}, ${stateCode}`,
    }));
    const head = { found: found.length, ...(found.length > 1 ? { ambiguous: true } : {}) };
    const key = found.length > 0 ? 'counties' : 'nearest';
    const fitted = fitRows({
      head,
      key,
      rows,
      maxTokens: input.max_tokens,
      cursorOf: () => '',
      endCursor: null,
    });
    const { next_cursor: cut, ...answer } = fitted;
    return cut === undefined ? answer : { ...answer, cut: true };
  },
});

/** Properties read for one answer. */
const PAGE = 50;

const properties = tool({
  name: 'find_properties',
  title: 'Find properties',
  description:
    'Properties by county, state, parcel number, beginning of the address or verdict; get_property has everything known of one.',
  allow: 'viewer',
  input: {
    county: z.string().min(1).max(120).optional().describe('Name ("Blair, PA"), FIPS code or id'),
    state: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'give two letters')
      .optional(),
    parcel_id: z.string().min(1).max(100).optional(),
    address: z.string().min(1).max(200).optional().describe('How the address begins'),
    auction_status: z.enum(AUCTION_STATUSES).optional(),
    visual_validation_status: z.enum([...VALIDATION_STATUSES, 'NONE']).optional(),
    cursor: z.string().max(400).optional().describe('Take it from next_cursor'),
    max_tokens: maxTokens,
  },
  async run({ caller, transaction }, input) {
    return transaction(async (db) => {
      const filter = {
        organizationId: caller.organizationId,
        countyId: input.county === undefined ? undefined : (await resolveCounty(db, input.county)).id,
        stateCode: input.state?.toUpperCase(),
        parcelId: input.parcel_id,
        address: input.address,
        auctionStatus: input.auction_status,
        visualValidationStatus: input.visual_validation_status,
      };
      const page = await listProperties(db, filter, { limit: PAGE, cursor: input.cursor });
      const rows = page.properties.map(propertyLine);
      const total = await countProperties(db, filter);
      const head = { total, ...(total === MOST_COUNTED ? { total_is: 'at least' } : {}) };
      const fitted = fitRows({
        ...{ head, key: 'properties', rows, maxTokens: input.max_tokens },
        cursorOf: () => CUT,
        endCursor: page.next,
      });
      if (fitted.next_cursor !== CUT) return fitted;
      // The cursor after the last row that fits comes with a page that ends there.
      const limit = Array.isArray(fitted.properties) ? fitted.properties.length : 0;
      const { next } = await listProperties(db, filter, { limit, cursor: input.cursor });
      return fitRows({
        ...{ head, key: 'properties', rows: rows.slice(0, limit), maxTokens: input.max_tokens },
        cursorOf: () => next ?? '',
        endCursor: next,
      });
    });
  },
});

/** Stands for a cursor until it is known. */
const CUT = 'cut';

function propertyLine(property: Property): Record<string, unknown> {
  return {
    property_id: property.id,
    county: `${property.countyName}, ${property.stateCode}`,
    parcel_id: property.parcelId,
    address: [property.propertyAddress, property.city, property.postalCode].filter(Boolean).join(', '),
    auction_status: property.auctionStatus,
    regrid_data: property.hasRegridData,
    visual_validation: property.visualValidationStatus,
  };
}

const property = tool({
  name: 'get_property',
  title: 'Everything known of a property',
  description: 'One property with the finding of each kind of research, its sources, and when it was found.',
  allow: 'viewer',
  input: { property_id: z.uuid(), max_tokens: maxTokens },
  async run({ caller, transaction }, input) {
    const found = await transaction((db) => getProperty(db, caller.organizationId, input.property_id));
    if (found === null) {
      throw new AppError('not_found', `No property ${input.property_id}`, {
        field: 'property_id',
        hint: 'find_properties lists those there are.',
      });
    }
    const { findings, ...one } = found;
    const rows = Object.entries(findings).flatMap(([research, finding]) =>
      finding === null ? [] : [{ research, ...finding }],
    );
    const fitted = fitRows({
      ...{
        head: { ...propertyLine(one), owner: one.ownerName, total_due: one.totalDue },
        key: 'findings',
        rows,
      },
      ...{ maxTokens: input.max_tokens, cursorOf: () => CUT, endCursor: null },
    });
    const { next_cursor: cut, ...answer } = fitted;
    return cut === undefined
      ? answer
      : { ...answer, cut: 'More findings are there; ask with a larger max_tokens.' };
  },
});

export const placeTools = [county, properties, property];
