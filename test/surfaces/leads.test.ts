import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { auditIn } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { leadRecord, leadsIn } from '../support/leads.ts';

const database = await testDatabase();
const api = await testApi(database);
const { upsert } = leadsIn(database);
const jobs = jobsIn(database);

const some = (count: number, more: Readonly<Record<string, unknown>> = {}) =>
  Array.from({ length: count }, (_, n) => leadRecord(n + 1, more));
const radarIds = async (client: Client, query = '') => {
  const { status, body, text } = await client.get(`/api/leads${query}`);
  assert.equal(status, 200, text);
  return body.leads.map((lead: { radar_id: string }) => lead.radar_id);
};
const linesOf = (text: string) => text.trimEnd().split('\r\n');

test('leads are listed newest first, page by page, each with its owners and its mail address', async () => {
  const client = await api.client('viewer');
  await upsert(client.organizationId, some(5));
  const first = await client.get('/api/leads?limit=2');
  const [lead] = first.body.leads;
  assert.deepEqual(
    [lead.radar_id, lead.zip, lead.estimated_value, lead.delinquent_amount, lead.same_mailing],
    ['P0000005', '16601', 185_000, 1250.4, false],
  );
  assert.deepEqual([lead.mail_address, lead.mail_zip], ['5 Oak Avenue Apt 2', '15213']);
  assert.deepEqual(
    lead.owners.map((owner: { role: string; full_name: string }) => [owner.role, owner.full_name]),
    [
      ['PRIMARY', 'Ada & Ben Zimmer 5'],
      ['SPOUSE', 'Ben Zimmer 5'],
    ],
  );
  const second = await client.get(`/api/leads?limit=2&cursor=${first.body.next_cursor}`);
  const third = await client.get(`/api/leads?limit=2&cursor=${second.body.next_cursor}`);
  assert.deepEqual(
    [second, third].map(({ body }) => body.leads.map((one: { radar_id: string }) => one.radar_id)),
    [['P0000003', 'P0000002'], ['P0000001']],
  );
  assert.equal(third.body.next_cursor, null);
});

test('a lead is found by its id and by its RadarID, with all that the vendor said and the jobs that brought it', async () => {
  const client = await api.client('viewer');
  const job = await jobs.create({ items: 1, organizationId: client.organizationId });
  await upsert(client.organizationId, [leadRecord(1, { Beds: 3 })], job.number);
  const byRadarId = await client.get('/api/leads/P0000001');
  assert.deepEqual([byRadarId.body.record.Beds, byRadarId.body.jobs], [3, [job.jobId]]);
  assert.equal((await client.get(`/api/leads/${byRadarId.body.id}`)).body.radar_id, 'P0000001');
  const other = await api.client('viewer');
  for (const id of ['P0000001', byRadarId.body.id]) {
    assert.equal((await other.get(`/api/leads/${id}`)).status, 404);
  }
});

test('every filter leaves what it says', async () => {
  const client = await api.client('viewer');
  const job = await jobs.create({ items: 1, organizationId: client.organizationId });
  await upsert(client.organizationId, [leadRecord(1)], job.number);
  await upsert(client.organizationId, [
    leadRecord(2, {
      City: 'Oakland',
      State: 'ca',
      ZipFive: 94601,
      County: 'ALAMEDA',
      FIPS: null,
      APN: '42',
      PType: 'CND',
      Owner: 'GREENE TRUST',
      AVM: 900_000,
      EquityPercent: 80,
      inForeclosure: 1,
      inTaxDelinquency: 0,
      isSameMailingOrExempt: 1,
      isMailVacant: 1,
      OwnerAddress: null,
    }),
    leadRecord(3, { OwnerAddress: '', isSameMailingOrExempt: null }),
  ]);
  for (const [query, expected] of [
    [`job=${job.jobId}`, [1]],
    ['state=California', [2]],
    ['county=Alameda, CA', [2]],
    ['county=42013', [3, 1]],
    ['city=OAKLAND', [2]],
    ['zip=94601', [2]],
    ['apn=42', [2]],
    ['property_type=CND', [2]],
    ['owner=greene', [2]],
    ['in_foreclosure=true', [2]],
    ['in_tax_delinquency=false', [2]],
    ['same_mailing=true', [2]],
    ['same_mailing=false', [1]],
    ['mail_vacant=true', [2]],
    ['has_mailing=false', [3]],
    ['min_equity_percent=60', [2]],
    ['max_equity_percent=60', [3, 1]],
    ['min_value=900000&max_value=900000', [2]],
    ['updated_since=2020-01-01T00:00:00Z&state=PA', [3, 1]],
    ['updated_since=2099-01-01T00:00:00Z', []],
  ] as const) {
    assert.deepEqual(
      await radarIds(client, `?${encodeURI(query)}`),
      expected.map((n) => `P000000${n}`),
      query,
    );
  }
});

test('a filter that means nothing is refused by its name', async () => {
  const client = await api.client('viewer');
  for (const [query, field] of [
    ['zip=1', 'zip'],
    ['min_value=much', 'min_value'],
    ['state=Atlantis', 'state'],
    ['updated_since=yesterday', 'updated_since'],
    ['cursor=nonsense', 'cursor'],
    ['format=csv&do_not_mail=true', 'do_not_mail'],
  ]) {
    const { status, body } = await client.get(`/api/leads?${query}`);
    assert.deepEqual([status, body.field], [400, field], query);
  }
});

test('a file has the columns of its layout, and never who wants no mail', async () => {
  const client = await api.client('analyst');
  await upsert(client.organizationId, [
    ...some(3),
    leadRecord(4, {
      OwnerAddress: null,
      OwnerFirstName: null,
      OwnerSpouseFirstName: null,
      Owner: '=SUM(A1)',
    }),
  ]);
  await client.post('/api/leads/do-not-mail', { lines: [{ radar_id: 'P0000002' }] });
  const csv = async (query: string) => linesOf((await client.get(`/api/leads?format=csv${query}`)).text);
  assert.deepEqual(await csv('&layout=propertyradar'), [
    'FirstName,LastName,FullName,Email,Phone,Address,City,State,ZipFive,County,APN',
    ",Zimmer 4,'=SUM(A1),,,4 Main Street,Altoona,PA,16601,BLAIR,01.01-01..-4",
    'Ada,Zimmer 3,Ada & Ben Zimmer 3,,,3 Main Street,Altoona,PA,16601,BLAIR,01.01-01..-3',
    'Ada,Zimmer 1,Ada & Ben Zimmer 1,,,1 Main Street,Altoona,PA,16601,BLAIR,01.01-01..-1',
  ]);
  assert.deepEqual(await csv('&layout=mailing'), [
    'address,city,state,zip,loan_id,first_name,last_name',
    '3 Oak Avenue Apt 2,Pittsburgh,PA,15213,P0000003,Ada,Zimmer 3',
    '1 Oak Avenue Apt 2,Pittsburgh,PA,15213,P0000001,Ada,Zimmer 1',
  ]);
  const [header, , row] = await csv('&layout=site_and_mail');
  assert.equal(
    header,
    'OwnerName1,OwnerName2,SiteAddress,SiteCity,SiteState,SiteZip,MailAddress,MailCity,MailState,MailZip,FIPSCode,FormattedAPN,UnformattedAPN',
  );
  assert.match(
    String(row),
    /^Ada & Ben Zimmer 3,Ben Zimmer 3,3 Main Street,.*,42013,01\.01-01\.\.-3,0101013$/,
  );
  const full = await csv('');
  assert.equal(full.length, 4);
  assert.match(
    String(full[0]),
    /^RadarID,FirstName,LastName,FullName,Email,Phone,Address,.*,MailZip,.*,AVM,/,
  );
});

test('an address on the do-not-mail list stands for every lead there or with its mail there, however it is written', async () => {
  const client = await api.client('analyst');
  await upsert(client.organizationId, some(3, { ZipFive: '01201' }));
  const added = await client.post('/api/leads/do-not-mail', {
    lines: [
      { address: '1 MAIN ST.', zip: '01201-4444', reason: 'asked by phone' },
      { address: '2 oak ave #2', city: 'pittsburgh', state: 'pa' },
      { address: '1 Main Street', zip: '01201' },
    ],
  });
  assert.deepEqual([added.body.added, added.body.known], [2, 1]);
  assert.equal(added.body.lines[0].id, added.body.lines[2].id);
  assert.deepEqual(await radarIds(client, '?do_not_mail=true'), ['P0000002', 'P0000001']);
  assert.deepEqual(await radarIds(client, '?do_not_mail=false'), ['P0000003']);
  const list = await client.get('/api/leads/do-not-mail?limit=1');
  assert.deepEqual([list.body.lines.length, list.body.lines[0].created_by], [1, 'key:analyst of a test']);
  const rest = await client.get(`/api/leads/do-not-mail?limit=1&cursor=${list.body.next_cursor}`);
  assert.equal(rest.body.next_cursor, null);
  assert.equal(linesOf((await client.get('/api/leads/do-not-mail?format=csv')).text).length, 3);

  const [{ id }] = added.body.lines;
  assert.equal((await client.ask(`/api/leads/do-not-mail/${id}`, { method: 'DELETE' })).status, 200);
  assert.equal((await client.ask(`/api/leads/do-not-mail/${id}`, { method: 'DELETE' })).status, 404);
  assert.deepEqual(await radarIds(client, '?do_not_mail=true'), ['P0000002']);
  const entries = await auditIn(database).entries(client.organizationId);
  assert.deepEqual(
    entries.filter(({ action }) => action.startsWith('do_not_mail')).map(({ action }) => action),
    ['do_not_mail.added', 'do_not_mail.removed'],
  );
});

test('a line that names nobody is refused with all lines of its request; viewers add none', async () => {
  const client = await api.client('analyst');
  const half = { lines: [{ radar_id: 'P1' }, { address: '12 Main St', city: 'Altoona' }] };
  const { status, body } = await client.post('/api/leads/do-not-mail', half);
  assert.deepEqual([status, body.field], [400, 'lines[1]']);
  const dots = await client.post('/api/leads/do-not-mail', { lines: [{ address: '...', zip: '16601' }] });
  assert.deepEqual([dots.status, dots.body.code], [400, 'invalid_argument']);
  assert.deepEqual((await client.get('/api/leads/do-not-mail')).body.lines, []);
  const viewer = await api.client('viewer', client.organizationId);
  assert.equal((await viewer.post('/api/leads/do-not-mail', { lines: [{ radar_id: 'P1' }] })).status, 403);
});
