import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemMapper } from '../../src/base/lookup-cells.ts';
import { type Field, type MapOption, matchHeaders, readField } from '../../src/base/lookup-columns.ts';

function match(header: string[], maps: MapOption[] = [], constants: Field[] = []): Record<string, string> {
  const matched = matchHeaders(header, maps, new Set(constants));
  return Object.fromEntries([...matched].map(([field, column]) => [field, `${column.index}:${column.name}`]));
}

test('the column names of known exports are understood', () => {
  const expected = {
    reference_id: '0:Deal ID',
    street_1: '1:Street Address',
    city: '2:City',
    state_or_province_code: '3:State',
    postal_code: '4:ZIP',
  };
  assert.deepEqual(match(['Deal ID', 'Street Address', 'City', 'State', 'ZIP']), expected);
  const fields = (header: string) => Object.keys(match(header.split(','))).sort();
  assert.deepEqual(fields('street_1,street_2,city,state,country,postal_code'), [
    'city',
    'country_code',
    'postal_code',
    'state_or_province_code',
    'street_1',
    'street_2',
  ]);
  assert.deepEqual(fields('FirstName,LastName,Address,City,State,ZipFive,County,APN'), [
    'city',
    'postal_code',
    'state_or_province_code',
    'street_1',
  ]);
  assert.deepEqual(fields('address,city,state,zip,loan_id,first_name,last_name'), [
    'city',
    'postal_code',
    'reference_id',
    'state_or_province_code',
    'street_1',
  ]);
  assert.deepEqual(match(['Full Address']), { street_1: '0:Full Address' });
  assert.equal(match(['Full Address', 'Address', 'ZIP']).street_1, '1:Address');
  assert.deepEqual(fields(' ZIP-CODE ,street  address,*City*'), ['city', 'postal_code', 'street_1']);
});

test("the property's address wins over the owner's mail address", () => {
  const header = [
    'MailAddress',
    'MailCity',
    'MailState',
    'MailZip',
    'SiteAddress',
    'SiteCity',
    'SiteState',
    'SiteZip',
  ];
  assert.deepEqual(match(header), {
    street_1: '4:SiteAddress',
    city: '5:SiteCity',
    state_or_province_code: '6:SiteState',
    postal_code: '7:SiteZip',
  });
  assert.equal(match(['MailAddress', 'Address', 'City', 'State', 'Zip']).street_1, '1:Address');
  assert.equal(match(['SiteAddress', 'City', 'State', 'Zip', 'MailCity']).city, '1:City');
  assert.equal(match(['MailAddress', 'MailCity', 'MailZip']).street_1, '0:MailAddress');
});

test("a site address is never completed with the owner's city", () => {
  assert.equal(match(['SiteAddress', 'MailCity', 'MailState', 'MailZip']).city, undefined);
});

test('two columns for one field are an error that names both and tells the way out', () => {
  assert.throws(() => match(['Address', 'City', 'Street Address', 'Zip']), {
    message: 'Two columns would fill street_1: "Address" (column 1) and "Street Address" (column 3).',
    hint: "Choose one: --map 'Address=street_1' --map 'Street Address=none'",
  });
  assert.throws(() => match(['Zip', 'Street', 'Zip']), {
    message: 'Two columns would fill postal_code: "Zip" (column 1) and "Zip" (column 3).',
    hint: "Choose one: --map '#1=postal_code' --map '#3=none'",
  });
});

test('a map decides, by name without regard to case or spaces, or by place', () => {
  const header = ['Address', 'Street Address', 'Zip', 'Zip'];
  const maps: MapOption[] = [
    { column: 'street address', field: 'street_1' },
    { column: '#4', field: 'postal_code' },
  ];
  assert.deepEqual(match(header, maps), { street_1: '1:Street Address', postal_code: '3:Zip' });
  assert.throws(
    () => match(header, [{ column: 'Zip', field: 'postal_code' }]),
    /Two columns are called "Zip"/,
  );
  assert.throws(
    () => match(header, [{ column: 'Nope', field: 'city' }]),
    /no column "Nope". It has: "Address"/,
  );
  assert.throws(() => match(header, [{ column: '#9', field: 'city' }]), /no column #9: the file has 4/);
});

test('what a printed hint says resolves the conflict', () => {
  const header = ['Address', 'City', 'Street Address', 'Zip'];
  const maps: MapOption[] = [
    { column: 'Address', field: 'street_1' },
    { column: 'Street Address', field: null },
  ];
  assert.equal(match(header, maps).street_1, '0:Address');
});

test('a constant takes the place of a column', () => {
  assert.equal(match(['Street', 'Zip', 'Country'], [], ['country_code']).country_code, undefined);
});

test('fields are known by their names and aliases', () => {
  assert.equal(readField('ZIP Code'), 'postal_code');
  assert.equal(readField('street_1'), 'street_1');
  assert.equal(readField('webhook_custom_fields.Lead Source'), 'webhook_custom_fields.Lead Source');
  assert.equal(readField('MailCity'), null);
  assert.equal(readField('constructor'), null);
});

test('cells become an item in the words of the API, as text, without empty ones', () => {
  const matched = matchHeaders(
    [
      'Deal ID',
      'Address',
      'Unit',
      'City',
      'State',
      'ZIP',
      'Devices',
      'Building Type',
      'Create Application',
      'Source',
    ],
    [{ column: 'Source', field: 'webhook_custom_fields.source' }],
    new Set(),
  );
  const toItem = itemMapper(matched, new Map([['country_code', 'US']]));
  assert.deepEqual(
    toItem(['d-1', ' 1 Main St ', '', 'Boston', 'MA', '02134', '1; 2', 'manufactured home', 'Yes', 'fair']),
    {
      reference_id: 'd-1',
      address: {
        street_1: '1 Main St',
        city: 'Boston',
        state_or_province_code: 'MA',
        postal_code: '02134',
        country_code: 'US',
      },
      device_ids: [1, 2],
      building_type: 'MANUFACTURED_HOME',
      create_application: true,
      webhook_custom_fields: { source: 'fair' },
    },
  );
  assert.deepEqual(toItem(['', '', '', '', '', '', 'heat pump']).device_ids, ['heat', 'pump']);
});
