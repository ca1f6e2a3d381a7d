import { AppError } from '../../base/errors.ts';
import type { CountyFacts, ListedCounty } from '../../property/counties/list-counties.ts';
import { FIELDS, type Field } from '../../property/properties/fields.ts';
import type { Property } from '../../property/properties/list-properties.ts';

export function toCountyBody(county: ListedCounty) {
  return {
    id: county.id,
    fips_code: county.fipsCode,
    county_name: county.countyName,
    full_name: county.fullName,
    state_code: county.stateCode,
    state_name: county.stateName,
    last_researched_at: county.lastResearchedAt?.toISOString() ?? null,
    research_status: county.researchStatus,
  };
}

export const COUNTY_CSV_COLUMNS = [
  'id',
  'fips_code',
  'county_name',
  'full_name',
  'state_code',
  'state_name',
  'last_researched_at',
  'research_status',
] as const;

export function toCountyCells(county: ListedCounty): (string | null)[] {
  const body = toCountyBody(county);
  return COUNTY_CSV_COLUMNS.map((column) => body[column]);
}

export function toCountyFactsBody(county: CountyFacts) {
  const { total, active, withRegridData, approved } = county.properties;
  return {
    ...toCountyBody(county),
    properties: { total, active, with_regrid_data: withRegridData, approved },
    documents: county.documents,
    next_sale_date: county.nextSaleDate,
  };
}

const numberOf = (amount: string | null) => (amount === null ? null : Number(amount));

export function toPropertyBody(property: Property) {
  return {
    id: property.id,
    county_id: property.countyId,
    county_name: property.countyName,
    state_code: property.stateCode,
    document_id: property.documentId,
    parcel_id: property.parcelId,
    property_address: property.propertyAddress,
    city: property.city,
    postal_code: property.postalCode,
    owner_name: property.ownerName,
    tax_amount: numberOf(property.taxAmount),
    total_due: numberOf(property.totalDue),
    tax_year: property.taxYear,
    sale_type: property.saleType,
    sale_date: property.saleDate,
    auction_status: property.auctionStatus,
    has_regrid_data: property.hasRegridData,
    has_screenshot: property.hasScreenshot,
    visual_validation_status: property.visualValidationStatus,
    pipeline_stage: property.pipelineStage,
    import_id: property.importId,
    import_row: property.importRow,
    created_at: property.createdAt.toISOString(),
    updated_at: property.updatedAt.toISOString(),
  };
}

/** `FIELD=VALUE` texts as values of every row. */
export function constantsOf(texts: readonly string[]): Partial<Record<Field, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      const name = text.slice(0, at).trim();
      const field = FIELDS.find((one) => one === name);
      if (field !== undefined) return [field, text.slice(at + 1).trim()];
      throw new AppError('validation_failed', `const: there is no field "${name}"`, {
        field: 'const',
        hint: `Choose one of ${FIELDS.join(', ')}.`,
      });
    }),
  );
}
