import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
let client: Client;
before(async () => {
  client = await api.client('analyst');
});

const CSV = { 'content-type': 'text/csv' };

/** Sends a file; `query` as it stands in the address. */
const send = (file: string | Uint8Array, query = '', who: Client = client, headers = CSV) =>
  who.ask(`/api/properties/import${query === '' ? '' : `?${query}`}`, {
    method: 'POST',
    body: file as string,
    headers,
  });

const fresh = () => api.client('analyst');

const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;

test('a file of a county becomes properties, and says how its columns were understood', async () => {
  const who = await fresh();
  const file = lines(
    'Parcel ID,Property Address,City,Zip,Owner,Total Due,Tax Year,Sale Type,Sale Date,Notes',
    '01.01-12..-045.00-000,"1200 8th Ave, Rear",Altoona,16602,SMITH JOHN,"$1,234.50",2024,Upset Sale,9/22/2026,x',
    '0042,5 Main St,Tyrone,16686-1234,,(12),2023.0,,"Sep 22, 2026",',
  );
  const { status, body } = await send(file, 'county=Blair%2C%20PA&file_name=blair.csv', who);
  assert.equal(status, 200);
  assert.match(body.import_id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    { ...body, import_id: '' },
    {
      import_id: '',
      file_name: 'blair.csv',
      columns: {
        parcel_id: 'Parcel ID',
        property_address: 'Property Address',
        city: 'City',
        owner_name: 'Owner',
        total_due: 'Total Due',
        tax_year: 'Tax Year',
        sale_type: 'Sale Type',
        sale_date: 'Sale Date',
        postal_code: 'Zip',
      },
      ignored_columns: ['Notes'],
      rows_read: 2,
      rows_stored: 2,
      rows_created: 2,
      rows_updated: 0,
      rows_refused: 0,
      problems: [],
    },
  );
  const list = (await who.get('/api/properties')).body;
  assert.equal(list.next_cursor, null);
  const [second, first] = [list.properties[0], list.properties[1]];
  assert.deepEqual(
    [second.parcel_id, second.tax_year, second.total_due, second.postal_code, second.sale_date],
    ['0042', 2023, -12, '16686-1234', '2026-09-22'],
  );
  const { id, county_id, created_at, updated_at, ...rest } = first;
  assert.deepEqual(rest, {
    county_name: 'Blair',
    state_code: 'PA',
    document_id: null,
    parcel_id: '01.01-12..-045.00-000',
    property_address: '1200 8th Ave, Rear',
    city: 'Altoona',
    postal_code: '16602',
    owner_name: 'SMITH JOHN',
    tax_amount: null,
    total_due: 1234.5,
    tax_year: 2024,
    sale_type: 'upset',
    sale_date: '2026-09-22',
    auction_status: 'active',
    has_regrid_data: false,
    has_screenshot: false,
    visual_validation_status: null,
    pipeline_stage: 'parsed',
    import_id: body.import_id,
    import_row: 1,
  });
  const one = await who.get(`/api/properties/${id}`);
  assert.equal(one.status, 200);
  assert.deepEqual(Object.keys(one.body.findings), [
    'bid_strategy',
    'title_research',
    'regrid_scraping',
    'visual_validation',
    'property_condition',
    'environmental_research',
  ]);
  assert.equal((await who.get(`/api/counties/${county_id}`)).body.properties.total, 2);
});
