import type { CountyJobType } from '../../src/property/county-jobs/job-types.ts';

/** A finding as it comes over the wire; `json` is text, since some of it no parser keeps as it is. */
export interface GoodFinding {
  readonly type: CountyJobType;
  readonly json: string;
  /** Columns that its table then has, besides those of every finding. */
  readonly columns: Readonly<Record<string, unknown>>;
}

export interface BadFinding {
  readonly type: CountyJobType;
  readonly what: string;
  readonly json: string;
  /** The fields at fault, in order. */
  readonly fields: readonly string[];
  /** What the refusal says of the first of them. */
  readonly says: RegExp;
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

const bad = (
  type: CountyJobType,
  what: string,
  finding: unknown,
  fields: string[],
  says: RegExp,
): BadFinding => ({ ...{ type, what, fields, says }, json: JSON.stringify(finding) });
const raw = (
  type: CountyJobType,
  what: string,
  json: string,
  fields: string[],
  says: RegExp,
): BadFinding => ({
  ...{ type, what, json, fields, says },
});

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const title = (more: object) => ({ title_status: 'clear', ...more });

export const BAD_FINDINGS: readonly BadFinding[] = [
  bad(
    'title_research',
    'nothing of what is required',
    {},
    ['title_status'],
    /one of clear, clouded, unknown/,
  ),
  bad('title_research', 'null where a value is required', { title_status: null }, ['title_status'], /one of/),
  bad('title_research', 'another word', { title_status: 'Clear' }, ['title_status'], /one of/),
  bad('title_research', 'a list for a word', { title_status: ['clear'] }, ['title_status'], /one of/),
  bad(
    'title_research',
    'a negative amount',
    title({ total_liens: -1 }),
    ['total_liens'],
    /in dollars from 0/,
  ),
  bad(
    'title_research',
    'an amount with a sign',
    title({ total_liens: '$1,250' }),
    ['total_liens'],
    /"1250.00"/,
  ),
  bad(
    'title_research',
    'an endless amount',
    title({ total_liens: '9'.repeat(14) }),
    ['total_liens'],
    /1000000000000/,
  ),
  bad(
    'title_research',
    'an amount that is an object',
    title({ surviving_liens: { a: 1 } }),
    ['surviving_liens'],
    /amount/,
  ),
  bad(
    'title_research',
    'several faults at once',
    { title_status: 7, total_liens: true, surviving_liens: 'none', fresh_days: 0 },
    ['title_status', 'total_liens', 'surviving_liens', 'fresh_days'],
    /one of/,
  ),
  raw(
    'title_research',
    'a number beyond doubles',
    '{"title_status":"clear","total_liens":1e400}',
    ['finding'],
    /1e300/,
  ),
  raw(
    'title_research',
    'a number beyond numeric',
    '{"title_status":"clear","x":[1e999999]}',
    ['finding'],
    /1e300/,
  ),
  raw(
    'title_research',
    'a number beyond in the depth',
    '{"title_status":"clear","x":[{"y":-1e301}]}',
    ['finding'],
    /1e300/,
  ),
  raw(
    'title_research',
    'the character zero',
    '{"title_status":"clear","notes":"a\\u0000b"}',
    ['finding'],
    /u0000/,
  ),
  raw(
    'title_research',
    'the character zero in a key',
    '{"title_status":"clear","a\\u0000":1}',
    ['finding'],
    /u0000/,
  ),
  raw(
    'title_research',
    'half a surrogate pair',
    '{"title_status":"clear","notes":"\\ud83c"}',
    ['finding'],
    /surrogate/,
  ),
  raw('title_research', 'one level too deep', nested(33), ['finding'], /32 levels/),
  raw('title_research', 'thousands of levels', nested(4_000), ['finding'], /32 levels/),
  bad(
    'title_research',
    'text of a megabyte',
    title({ notes: 'x'.repeat(1_048_576) }),
    ['finding'],
    /262144 bytes/,
  ),
  bad(
    'title_research',
    'more than is kept',
    title({ all: 'é'.repeat(131_072) }),
    ['finding'],
    /262144 bytes/,
  ),
  bad('title_research', 'an array', [{ title_status: 'clear' }], ['finding'], /must be an object/),
  bad('title_research', 'a text', 'clear', ['finding'], /must be an object/),
  bad('title_research', 'true', true, ['finding'], /must be an object/),
  bad(
    'title_research',
    'the text that NaN becomes',
    title({ total_liens: 'NaN' }),
    ['total_liens'],
    /amount/,
  ),
  bad('title_research', 'notes that are too long', title({ notes: 'x'.repeat(20_001) }), ['notes'], /20000/),
  bad(
    'title_research',
    'notes too long in characters of two units',
    title({ notes: '🏠'.repeat(20_001) }),
    ['notes'],
    /20000/,
  ),
  bad('title_research', 'nobody', title({ found_by: '' }), ['found_by'], /1 to 200/),
  bad('title_research', 'half a day', title({ fresh_days: 0.5 }), ['fresh_days'], /whole number/),
  bad(
    'title_research',
    'sources that are an object',
    title({ sources: {} }),
    ['sources'],
    /at most 100 objects/,
  ),
  bad(
    'title_research',
    'sources that are texts',
    title({ sources: ['https://a.b'] }),
    ['sources'],
    /\{title, url/,
  ),
  bad(
    'title_research',
    'too many sources',
    title({ sources: Array(101).fill({}) }),
    ['sources'],
    /at most 100/,
  ),
  bad(
    'title_research',
    'sources with faults inside',
    title({ sources: [{}, { url: 'javascript:alert(1)', title: 5 }, { retrieved_at: 'May' }] }),
    ['sources[1].title', 'sources[1].url', 'sources[2].retrieved_at'],
    /at most 500/,
  ),
  bad(
    'regrid_scraping',
    'no fact at all',
    { scraped_at: '2026-05-31T14:00:00Z' },
    ['finding'],
    /at least one/,
  ),
  bad('regrid_scraping', 'blank facts', { land_use: '', zoning: null }, ['finding'], /at least one/),
  bad(
    'regrid_scraping',
    'the scraper around its data',
    { success: true, regrid_data: { lat: 1 } },
    ['finding'],
    /at least one/,
  ),
  bad('regrid_scraping', 'a year before all', { year_built: 0 }, ['year_built'], /1600 to 2200/),
  bad('regrid_scraping', 'half a year', { year_built: 1999.5 }, ['year_built'], /whole number/),
  bad('regrid_scraping', 'a year as text', { year_built: '1999' }, ['year_built'], /whole number/),
  bad('regrid_scraping', 'a place off the globe', { lat: 90.0001, lon: -181 }, ['lat', 'lon'], /-90 to 90/),
  bad('regrid_scraping', 'no UUID', { ll_uuid: 'parcel-7' }, ['ll_uuid'], /UUID/),
  bad(
    'regrid_scraping',
    'a picture for its address',
    { screenshot_url: 'data:image/png;base64,AA' },
    ['screenshot_url'],
    /http/,
  ),
  bad(
    'regrid_scraping',
    'another host without scheme',
    { screenshot_url: '//evil.example' },
    ['screenshot_url'],
    /http/,
  ),
  bad('regrid_scraping', 'a list for the record', { raw_data: [1] }, ['raw_data'], /object/),
  bad(
    'regrid_scraping',
    'a day for a time',
    { lat: 1, scraped_at: '2026-05-31' },
    ['scraped_at'],
    /T14:00:00Z/,
  ),
  bad(
    'regrid_scraping',
    'a time without offset',
    { lat: 1, scraped_at: '2026-05-31T14:00:00' },
    ['scraped_at'],
    /T14:00:00Z/,
  ),
  bad(
    'regrid_scraping',
    'a quality above all',
    { data_quality_score: 100.5 },
    ['data_quality_score'],
    /0 to 100/,
  ),
  bad(
    'visual_validation',
    'another verdict',
    { validation_status: 'MAYBE' },
    ['validation_status'],
    /APPROVED/,
  ),
  bad(
    'visual_validation',
    'flags in one text',
    { validation_status: 'REJECT', red_flags: 'water' },
    ['red_flags'],
    /array/,
  ),
  bad(
    'visual_validation',
    'a blank flag',
    { validation_status: 'REJECT', red_flags: ['a', ''] },
    ['red_flags'],
    /1 to 500/,
  ),
  bad(
    'visual_validation',
    'too many flags',
    { validation_status: 'REJECT', red_flags: Array(101).fill('a') },
    ['red_flags'],
    /100 texts/,
  ),
  bad(
    'visual_validation',
    'yes for true',
    { validation_status: 'APPROVED', road_access: 'yes' },
    ['road_access'],
    /true or false/,
  ),
  bad(
    'property_condition',
    'a word for repairs',
    { condition: 'poor', estimated_repairs: 'high' },
    ['estimated_repairs'],
    /amount/,
  ),
  bad(
    'property_condition',
    'a 1 for true',
    { condition: 'good', occupied: 1 },
    ['occupied'],
    /true or false/,
  ),
  bad(
    'environmental_research',
    'half a facility',
    { risk_level: 'low', facilities_nearby: 1.5 },
    ['facilities_nearby'],
    /whole/,
  ),
  bad(
    'environmental_research',
    'no elevation on earth',
    { risk_level: 'low', elevation_feet: 99_999 },
    ['elevation_feet'],
    /30000/,
  ),
  bad(
    'bid_strategy',
    'a bid above the value',
    { max_bid: 100.01, property_value: '100.00' },
    ['max_bid'],
    /not be above/,
  ),
  bad(
    'bid_strategy',
    'a value of nothing',
    { max_bid: 0, property_value: 0 },
    ['property_value'],
    /from 0.01/,
  ),
  bad('bid_strategy', 'no value', { max_bid: 5 }, ['property_value'], /from 0.01/),
  bad('pdf_parsing', 'a negative count', { rows_read: -1 }, ['rows_read'], /from 0/),
  bad('pdf_parsing', 'a count as a list', { pages: [3] }, ['pages'], /whole number/),
  bad('county_research', 'no status', { platform: 'x' }, ['research_status'], /completed, partial/),
  bad(
    'county_research',
    'no day of the calendar',
    { research_status: 'partial', next_sale_date: '2027-02-29' },
    ['next_sale_date'],
    /2026-05-31/,
  ),
  bad(
    'county_research',
    'a day as people write it',
    { research_status: 'partial', next_sale_date: '5/31/2026' },
    ['next_sale_date'],
    /2026-05-31/,
  ),
  bad(
    'county_research',
    'the year 9999',
    { research_status: 'partial', next_sale_date: '9999-01-01' },
    ['next_sale_date'],
    /2026-05-31/,
  ),
];
