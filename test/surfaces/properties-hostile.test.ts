import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lines, propertiesIn } from '../support/properties.ts';

const database = await testDatabase();
const api = await testApi(database);
const { send, imported, all, fresh } = propertiesIn(api);

test('files come in every encoding and with every delimiter, with strange names and strange cells', async () => {
  const who = await fresh();
  const one = async (file: string | Uint8Array, parcel: string) => {
    const { counts } = await imported(file, 'county=42013', who);
    assert.deepEqual(counts, [1, 1, 0, 0, 0]);
    const [found] = await all(who, `parcel_id=${encodeURIComponent(parcel)}`);
    assert.ok(found, parcel);
    return found;
  };
  assert.equal(
    (await one('\ufeffParcel ID;Owner;Total Due\nA1;Müller;"1,5"', 'A1').catch(() => null)) ?? null,
    null,
  );
  assert.equal((await one('\ufeffParcel ID;Owner;Total Due\nA2;Müller;1.5', 'A2')).owner_name, 'Müller');
  const latin = Buffer.from('Parcel ID\tOwner\r\nA3\tPe\u00f1a', 'latin1');
  assert.equal((await one(latin, 'A3')).owner_name, 'Peña');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('apn|owner\nA4|Zoë', 'utf16le')]);
  assert.equal((await one(wide, 'A4')).owner_name, 'Zoë');
  const hostile = await one(
    lines('__proto__,constructor,Parcel #,Owner,toString', '1,2,=cmd|calc!A0,@SUM(1),x'),
    '=cmd|calc!A0',
  );
  assert.equal(hostile.owner_name, '@SUM(1)');
  const csv = (await who.get('/api/properties?format=csv')).text;
  assert.match(csv, /,'=cmd\|calc!A0,/);
  assert.match(csv, /,'@SUM\(1\),/);
  assert.doesNotMatch(csv, /,[=@]/);
  const { counts } = await imported(csv, '', who);
  assert.deepEqual(counts, [4, 0, 0, 4, 0], 'what we write we read as the same');
});

test('a file that cannot be used is refused with what to do', async () => {
  const who = await fresh();
  const refused = async (file: string, query: string, words: RegExp) => {
    const { status, body } = await send(file, query, who);
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(`${body.message} ${body.hint ?? ''}`, words);
  };
  await refused('', '', /empty/);
  await refused('apn\n1', '', /county: no column .*give one for all rows/);
  await refused('owner,county\nx,Blair', '', /parcel_id or property_address/);
  await refused('parcel,apn,county\n1,2,Blair', '', /Two columns would fill parcel_id.*--map/);
  await refused('apn,county\n1,Blair', 'map=Nothing%3Dparcel_id', /no column "Nothing"/);
  await refused('apn,county\n1,Blair', 'map=apn%3Dcolour', /no field "colour"/);
  await refused('apn,county\n1,Blair', 'map=apn', /map: must be COLUMN=FIELD/);
  await refused('apn,county\n1,Blair', 'const=colour%3Dred', /const: there is no field "colour"/);
  await refused('apn\n1', 'county=Somerset', /may be any of 4 counties/);
  await refused(`${'x,'.repeat(1001)}\n1`, 'county=42013', /columns/);
  await refused('apn,owner\n1,"open', 'county=42013', /never closed/);
  await refused('apn\n1', 'county=42013&document=x', /document/);
  assert.deepEqual(await all(who), []);
  assert.equal((await send('apn\n1', 'county=Nowhere', who)).status, 404);
  const wrong = await send('{}', '', who, { 'content-type': 'application/json' });
  assert.equal(wrong.status, 415);
  const viewer = await api.client('viewer');
  assert.equal((await send('apn\n1', 'county=42013', viewer)).status, 403);
});

test('cells as long as they may be, and longer in their normal form, are stored', async () => {
  const who = await fresh();
  const wide = '\ufdfa'.repeat(300);
  const astral = '𝒜'.repeat(150);
  const file = lines(
    'apn,address,city,owner',
    `${'p'.repeat(100)},${wide},${'\ufdfa'.repeat(100)},${astral}`,
    `,${wide},x,`,
    `,1${'𐐀'.repeat(149)},${'\ufdfa'.repeat(100)},`,
    `${'p'.repeat(101)},,,`,
  );
  assert.deepEqual((await imported(file, 'county=42013', who)).counts, [4, 3, 0, 0, 1]);
  assert.deepEqual((await imported(file, 'county=42013', who)).counts, [4, 0, 0, 3, 1]);
});
