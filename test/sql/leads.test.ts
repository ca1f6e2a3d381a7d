import assert from 'node:assert/strict';
import test from 'node:test';
import { AppError } from '../../src/base/errors.ts';
import { asOrganization, call, inTransaction } from '../../src/db/pool.ts';
import { listLeads } from '../../src/property/leads/list-leads.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { leadRecord, leadsIn } from '../support/leads.ts';

const database = await testDatabase();
const { owner, worker } = database.pools;
const { upsert } = leadsIn(database);
const jobs = jobsIn(database);

const lead = async (organizationId: string, radarId: string) => {
  const [row] = await call(owner, 'select * from lotline.leads where org_id = $1 and radar_id = $2', [
    organizationId,
    radarId,
  ]);
  return row ?? assert.fail(`no lead ${radarId}`);
};
const owners = (organizationId: string) =>
  call(
    owner,
    `select o.role, o.first_name, o.last_name, o.full_name from lotline.lead_owners o
       join lotline.leads l on l.number = o.lead_number where l.org_id = $1 order by l.radar_id, o.role`,
    [organizationId],
  );

test('a record is stored once by its RadarID: new, changed, or as it was', async () => {
  const organizationId = await database.organization();
  assert.deepEqual(await upsert(organizationId, [leadRecord(1), leadRecord(2)]), {
    P0000001: 'inserted',
    P0000002: 'inserted',
  });
  assert.deepEqual(
    await upsert(organizationId, [leadRecord(1), leadRecord(2, { AVM: '190000' }), leadRecord(3)]),
    { P0000001: 'unchanged', P0000002: 'updated', P0000003: 'inserted' },
  );
  const changed = await lead(organizationId, 'P0000002');
  assert.equal(changed.estimated_value, '190000.0000');
  assert.ok(changed.updated_at > changed.created_at);
  const same = await lead(organizationId, 'P0000001');
  assert.deepEqual(same.updated_at, same.created_at);
  assert.ok(same.imported_at > same.created_at, 'but confirmed');
});

test('a record changes the fields that it names and leaves the others', async () => {
  const organizationId = await database.organization();
  await upsert(organizationId, [leadRecord(1)]);
  await upsert(organizationId, [{ RadarID: 'P0000001', City: 'Tyrone', Beds: 3 }]);
  const row = await lead(organizationId, 'P0000001');
  assert.deepEqual(
    [row.city, row.address, row.record.Beds, row.zip],
    ['Tyrone', '1 Main Street', 3, '16601'],
  );
});

test('of several records of one RadarID in a batch the last counts', async () => {
  const organizationId = await database.organization();
  const states = await upsert(organizationId, [leadRecord(1), leadRecord(1, { City: 'Bellwood' })]);
  assert.deepEqual(states, { P0000001: 'inserted' });
  assert.equal((await lead(organizationId, 'P0000001')).city, 'Bellwood');
});

test('values are read as the vendor writes them, and what is none is left empty', async () => {
  const organizationId = await database.organization();
  await upsert(organizationId, [
    leadRecord(1, {
      ZipFive: 1201,
      FIPS: 6001,
      AVM: '$1,250,000.50',
      EquityPercent: 'Unknown',
      AvailableEquity: null,
      isMailVacant: '1',
      inForeclosure: 'Other',
      LastTransferRecDate: '2/30/2019',
      PType: ' Other ',
    }),
  ]);
  const row = await lead(organizationId, 'P0000001');
  assert.deepEqual(
    [row.zip, row.fips, row.estimated_value, row.equity_percent, row.available_equity, row.property_type],
    ['01201', '06001', '1250000.5000', null, null, 'Other'],
  );
  assert.deepEqual([row.mail_vacant, row.in_foreclosure, row.last_transfer_date], [true, null, null]);
  await upsert(organizationId, [{ RadarID: 'P0000001', LastTransferRecDate: '2/28/2019' }]);
  const { rows } = await owner.query(
    'select last_transfer_date::text as day from lotline.leads where org_id = $1',
    [organizationId],
  );
  assert.equal(rows[0]?.day, '2019-02-28');
});

test('mail goes where the record says, or to the property where it says that both are the same', async () => {
  const organizationId = await database.organization();
  const none = { OwnerAddress: null, OwnerCity: null, OwnerState: null, OwnerZipFive: null };
  await upsert(organizationId, [
    leadRecord(1),
    leadRecord(2, { ...none, isSameMailingOrExempt: 1 }),
    leadRecord(3, none),
  ]);
  const mail = async (radarId: string) => {
    const { mail_address, mail_city, mail_state, mail_zip } = await lead(organizationId, radarId);
    return [mail_address, mail_city, mail_state, mail_zip];
  };
  assert.deepEqual(await mail('P0000001'), ['1 Oak Avenue Apt 2', 'Pittsburgh', 'PA', '15213']);
  assert.deepEqual(await mail('P0000002'), ['2 Main Street', 'Altoona', 'PA', '16601']);
  assert.deepEqual(await mail('P0000003'), [null, null, null, null], 'unknown is not the same');
});

test('owners follow the record: the first, a spouse under the same name, and neither when none is named', async () => {
  const organizationId = await database.organization();
  await upsert(organizationId, [leadRecord(1)]);
  assert.deepEqual(await owners(organizationId), [
    { role: 'PRIMARY', first_name: 'Ada', last_name: 'Zimmer 1', full_name: 'Ada & Ben Zimmer 1' },
    { role: 'SPOUSE', first_name: 'Ben', last_name: 'Zimmer 1', full_name: 'Ben Zimmer 1' },
  ]);
  await upsert(organizationId, [{ RadarID: 'P0000001', Owner: null, OwnerSpouseFirstName: null }]);
  assert.deepEqual(await owners(organizationId), [
    { role: 'PRIMARY', first_name: 'Ada', last_name: 'Zimmer 1', full_name: 'Ada Zimmer 1' },
  ]);
});

test('a job knows the leads that it brought, and those that it need not buy again', async () => {
  const job = await jobs.create({ items: 1 });
  const { organizationId } = job;
  await upsert(organizationId, [leadRecord(1), leadRecord(2)]);
  await upsert(organizationId, [leadRecord(2), leadRecord(3)], job.number);
  await upsert(organizationId, [leadRecord(3)], job.number);
  const [linked] = await call<{ n: number }>(worker, 'select lotline.link_leads($1, $2, $3) as n', [
    organizationId,
    job.number,
    ['P0000001', 'P0000003', 'P9999999'],
  ]);
  assert.equal(linked?.n, 2);
  const rows = await call<{ radar_id: string }>(
    owner,
    `select l.radar_id from lotline.job_leads j join lotline.leads l on l.number = j.lead_number
      where j.job_no = $1 order by 1`,
    [job.number],
  );
  assert.deepEqual(
    rows.map((row) => row.radar_id),
    ['P0000001', 'P0000002', 'P0000003'],
  );
});

test('a job of another organization takes no leads, and no record may come without its RadarID', async () => {
  const [organizationId, job] = [await database.organization(), await jobs.create({ items: 1 })];
  const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;
  await assert.rejects(
    upsert(organizationId, [leadRecord(1)], job.number),
    refused('forbidden_organization'),
  );
  await assert.rejects(
    call(worker, 'select lotline.link_leads($1, $2, $3)', [organizationId, job.number, []]),
    refused('forbidden_organization'),
  );
  await assert.rejects(upsert(organizationId, [{ Address: '1 Main' }]), refused('invalid_argument'));
  await assert.rejects(upsert(organizationId, ['P0000001']), refused('invalid_argument'));
});

test('leads are the organization’s own: the same RadarID stands once in each', async () => {
  const [one, two] = [await database.organization(), await database.organization()];
  await upsert(one, [leadRecord(1)]);
  assert.deepEqual(await upsert(two, [leadRecord(1, { City: 'Tyrone' })]), { P0000001: 'inserted' });
  assert.equal((await lead(one, 'P0000001')).city, 'Altoona');
});

test('imports of common leads at once neither lose nor double any, nor wait for each other in a ring', async () => {
  const organizationId = await database.organization();
  const batch = Array.from({ length: 40 }, (_, n) => leadRecord(n + 1));
  const states = await Promise.all(
    Array.from({ length: 8 }, (_, i) => upsert(organizationId, i % 2 === 0 ? batch : batch.toReversed())),
  );
  const all = states.flatMap((one) => Object.values(one));
  assert.equal(all.filter((state) => state === 'inserted').length, 40);
  assert.equal(all.filter((state) => state === 'unchanged').length, 7 * 40);
});

test('whatever lists of leads are filtered by is looked up, also behind the wall between organizations', async () => {
  const organizationId = await database.organization();
  const records = Array.from({ length: 300 }, (_, n) => leadRecord(n + 1));
  await upsert(organizationId, records);
  for (const [condition, index] of [
    ["city_key = 'nowhere'", 'leads_city'],
    ["starts_with(owner_key, 'nobody')", 'leads_owner_start'],
    ['in_foreclosure = true', 'leads_in_foreclosure'],
    ['in_tax_delinquency = true', 'leads_in_tax_delinquency'],
    ['mail_vacant = true', 'leads_mail_vacant'],
    ['value_key >= 900000::float8', 'leads_value'],
    ['equity_key <= 1::float8', 'leads_equity'],
    ["property_type = 'OTHER'", 'leads_property_type'],
  ] as const) {
    const plan = await asOrganization(database.pools.api, organizationId, async (db) => {
      await call(db, 'set local enable_seqscan = off');
      return call<{ 'QUERY PLAN': string }>(
        db,
        `explain select number from lotline.leads where org_id = '${organizationId}' and ${condition}`,
      );
    });
    const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
    assert.match(lines, new RegExp(`Index.* ${index} `), condition);
    if (/_key (=|>=|<=)/.test(condition)) assert.match(lines, /Index Cond: .*_key/, condition);
  }
  await call(database.pools.api, 'select lotline.add_do_not_mail($1, $2, $3)', [
    ...[organizationId, 'test', JSON.stringify([{ radar_id: 'P0000007' }])],
  ]);
  const { leads } = await listLeads(database.pools.owner, { organizationId, doNotMail: true }, { limit: 10 });
  assert.deepEqual(
    leads.map(({ radarId }) => radarId),
    ['P0000007'],
  );
  const body = await inTransaction(owner, async (db) => {
    await call(db, 'set local enable_seqscan = off');
    return call<{ 'QUERY PLAN': string }>(
      db,
      "explain select from lotline.leads where mail_keys @> array['id P0000007']",
    );
  });
  assert.match(body.map((line) => line['QUERY PLAN']).join('\n'), /Index Scan on leads_mail_keys/);
});
