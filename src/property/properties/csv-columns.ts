import type { Property } from './list-properties.ts';

/** Columns of a list as CSV; an import of it finds every property again. */
const CSV: readonly (readonly [string, (property: Property) => string | number | null])[] = [
  ['id', (one) => one.id],
  ['county', (one) => one.countyFullName],
  ['state', (one) => one.stateCode],
  ['parcel_id', (one) => one.parcelId],
  ['property_address', (one) => one.propertyAddress],
  ['city', (one) => one.city],
  ['postal_code', (one) => one.postalCode],
  ['owner_name', (one) => one.ownerName],
  ['tax_amount', (one) => one.taxAmount],
  ['total_due', (one) => one.totalDue],
  ['tax_year', (one) => one.taxYear],
  ['sale_type', (one) => one.saleType],
  ['sale_date', (one) => one.saleDate],
  ['auction_status', (one) => one.auctionStatus],
  ['has_regrid_data', (one) => String(one.hasRegridData)],
  ['has_screenshot', (one) => String(one.hasScreenshot)],
  ['visual_validation_status', (one) => one.visualValidationStatus],
  ['pipeline_stage', (one) => one.pipelineStage],
  ['import_id', (one) => one.importId],
  ['import_row', (one) => one.importRow],
  ['created_at', (one) => one.createdAt.toISOString()],
  ['updated_at', (one) => one.updatedAt.toISOString()],
];

export const CSV_COLUMNS: readonly string[] = CSV.map(([name]) => name);

export function toCells(property: Property): (string | number | null)[] {
  return CSV.map(([, cell]) => cell(property));
}
