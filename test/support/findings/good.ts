import type { CountyJobType } from '../../../src/property/county-jobs/job-types.ts';

/** A finding as it comes over the wire; `json` is text, since some of it no parser keeps as it is. */
export interface GoodFinding {
  readonly type: CountyJobType;
  readonly json: string;
  /** Columns that its table then has, besides those of every finding. */
  readonly columns: Readonly<Record<string, unknown>>;
}

const good = (type: CountyJobType, finding: object, columns: Record<string, unknown>): GoodFinding => ({
  ...{ type, columns },
  json: JSON.stringify(finding),
});

export const GOOD_FINDINGS: readonly GoodFinding[] = [
  good(
    'regrid_scraping',
    {
      ll_uuid: '3F2504E0-4f89-41d3-9a0c-0305e82c3301',
      land_use: 'Single Family Residential',
      zoning: 'R-1',
      lot_size_acres: 0.25,
      lot_size_sqft: 10_890,
      building_sqft: 1_480.5,
      year_built: 1962,
      assessed_value: '104500.55',
      market_value: 128_000,
      lat: 40.5187,
      lon: -78.3947,
      screenshot_url: 'https://example.org/shots/1.png',
      raw_data: { parcel: { fields: { usedesc: 'R' } } },
      data_quality_score: 92.25,
      scraped_at: '2026-05-31T14:00:00.5-04:00',
      sources: [{ title: 'Regrid', url: 'https://app.regrid.com/x', retrieved_at: '2026-05-31' }],
      owner_occupied: true,
    },
    {
      ll_uuid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      land_use: 'Single Family Residential',
      zoning: 'R-1',
      lot_size_acres: '0.2500',
      lot_size_sqft: '10890.00',
      building_sqft: '1480.50',
      year_built: 1962,
      assessed_value: '104500.55',
      market_value: '128000.00',
      lat: 40.5187,
      lon: -78.3947,
      screenshot_url: 'https://example.org/shots/1.png',
      raw_data: { parcel: { fields: { usedesc: 'R' } } },
      data_quality_score: '92.25',
      scraped_at: new Date('2026-05-31T18:00:00.500Z'),
    },
  ),
  good(
    'visual_validation',
    {
      validation_status: 'CAUTION',
      confidence_score: 80,
      structure_present: false,
      road_access: null,
      red_flags: ['no_address', 'area_small'],
      skip_reason: '',
    },
    {
      validation_status: 'CAUTION',
      confidence_score: '80.00',
      structure_present: false,
      road_access: null,
      red_flags: ['no_address', 'area_small'],
      skip_reason: null,
    },
  ),
  good(
    'property_condition',
    { condition: 'poor', occupied: true, estimated_repairs: '42000', notes: 'Roof has gone.' },
    { condition: 'poor', occupied: true, estimated_repairs: '42000.00' },
  ),
  good(
    'environmental_research',
    {
      risk_level: 'moderate',
      flood_zone: 'AE',
      in_flood_hazard_area: true,
      facilities_nearby: 3,
      elevation_feet: -1.25,
    },
    {
      risk_level: 'moderate',
      flood_zone: 'AE',
      in_flood_hazard_area: true,
      facilities_nearby: 3,
      elevation_feet: '-1.25',
    },
  ),
  good(
    'title_research',
    { title_status: 'clouded', total_liens: 25_000.1, surviving_liens: '1800.05' },
    { title_status: 'clouded', total_liens: '25000.10', surviving_liens: '1800.05' },
  ),
  good(
    'bid_strategy',
    { max_bid: '35000.00', property_value: 80_000 },
    { max_bid: '35000.00', property_value: '80000.00' },
  ),
  good(
    'pdf_parsing',
    { properties_created: 118, properties_updated: 4, rows_read: 125, rows_refused: 3, pages: 9 },
    { properties_created: 118, properties_updated: 4, rows_read: 125, rows_refused: 3, pages: 9 },
  ),
  good(
    'county_research',
    { research_status: 'completed', next_sale_date: '2027-02-28', platform: 'Bid4Assets' },
    { research_status: 'completed', next_sale_date: new Date('2027-02-28T00:00Z'), platform: 'Bid4Assets' },
  ),
  // numbers as JSON may write them, a finding of the least, and what is not ours kept as it is
  {
    type: 'environmental_research',
    json: '{"risk_level":"low","facilities_nearby":5.0,"elevation_feet":1e-320,"mine":[[[[]]]]}',
    columns: { risk_level: 'low', facilities_nearby: 5, elevation_feet: '0.00' },
  },
  {
    type: 'regrid_scraping',
    json: '{"lat":1e-320,"year_built":20e2}',
    columns: { lat: 0, year_built: 2000, land_use: null },
  },
  { type: 'pdf_parsing', json: '{}', columns: { rows_read: null } },
  {
    type: 'county_research',
    json: '{"research_status":"none_found","note":"\\ud83c\\udfe0 \\\\u0000"}',
    columns: { research_status: 'none_found' },
  },
];
