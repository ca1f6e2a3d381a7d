import assert from 'node:assert/strict';
import test from 'node:test';
import { reportSummary } from '../../src/outcomes/report.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItems, lookupResult, workLookups } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);

async function batch(client: Client, items: number): Promise<string> {
  return (await client.post('/batch-lookups', { items: lookupItems(items) })).body.job_id;
}

const summary = async (client: Client, id: string) => {
  const found = await reportSummary(database.pools.owner, client.organizationId, id);
  assert.ok(found);
  return found;
};

const nowhere = {
  outcome: 'failed',
  class: 'permanent',
  code: 'no_utility_at_address',
  message: 'None',
} as const;

test('sites and programmes come with the transaction that settles an item, and add up', async () => {
  const client = await api.client('analyst');
  const id = await batch(client, 250);
  assert.deepEqual(
    [(await summary(client, id)).status, (await summary(client, id)).totalSites],
    ['processing', 0],
  );
  await workLookups(database, id, (seq) =>
    seq % 50 === 0 ? nowhere : { outcome: 'completed', result: lookupResult(seq, seq % 2 === 0 ? 12.34 : 0) },
  );
  const done = await summary(client, id);
  assert.deepEqual(
    [done.status, done.totalSites, done.eligibleSites, done.totalIncentiveValue],
    ['complete', 250, 120, '1480.80'],
  );
  const { rows } = await database.pools.owner.query(
    `select count(*)::int as programs, sum(p.total_incentive)::text as value
       from lotline.report_site_programs p
       join lotline.jobs j on j.number = p.job_no
      where j.id = $1`,
    [id],
  );
  assert.deepEqual(rows, [{ programs: 120, value: '1480.80' }]);
});

test('an item that is tried again leaves the report and comes back once', async () => {
  const client = await api.client('analyst');
  const id = await batch(client, 3);
  await workLookups(database, id, (seq) =>
    seq === 1 ? { outcome: 'completed', result: lookupResult(1, 50) } : nowhere,
  );
  assert.deepEqual(
    [(await summary(client, id)).totalSites, (await summary(client, id)).eligibleSites],
    [3, 1],
  );
  await client.post(`/api/jobs/${id}/retry`, { all: true });
  const between = await summary(client, id);
  assert.deepEqual([between.status, between.totalSites], ['processing', 1]);
  await workLookups(database, id, (seq) => ({ outcome: 'completed', result: lookupResult(seq, 50) }));
  const after = await summary(client, id);
  assert.deepEqual(
    [after.status, after.totalSites, after.eligibleSites, after.totalIncentiveValue],
    ['complete', 3, 3, '150.00'],
  );
});

test('a report whose items all failed ends in error', async () => {
  const client = await api.client('analyst');
  const id = await batch(client, 2);
  await workLookups(database, id, () => nowhere);
  assert.equal((await client.get(`/batch-lookups/${id}`)).body.status, 'failed');
  assert.equal((await summary(client, id)).status, 'error');
});

test('a report whose rows were all refused ends in error as well', async () => {
  const client = await api.client('analyst');
  const { body } = await client.ask('/batch-lookups/stream', {
    method: 'POST',
    body: 'Deal ID,Street Address,City,State,ZIP\ndeal-1,,Boston,MA,02134\ndeal-2,,Boston,MA,02134\n',
    headers: { 'content-type': 'text/csv' },
  });
  await workLookups(database, body.job_id, () => nowhere);
  const { processed_items, failed_items } = (await client.get(`/batch-lookups/${body.job_id}`)).body;
  assert.deepEqual([processed_items, failed_items], [2, 2]);
  const { status, total_sites } = (await client.get(`/incentive-reports/${body.report.id}`)).body;
  assert.deepEqual([status, total_sites], ['error', 0]);
  const listed = (await client.get('/incentive-reports?status=error')).body.reports;
  assert.deepEqual(
    listed.map(({ id }: { id: string }) => id),
    [body.report.id],
  );
});

test('figures beyond all sense do not stop the settling either', async () => {
  const client = await api.client('analyst');
  const id = await batch(client, 1);
  const huge = { ...lookupResult(Number.MAX_SAFE_INTEGER, 1e20), utility: { eiaid: 2 ** 40, name: 'Big' } };
  await workLookups(database, id, () => ({ outcome: 'completed', result: huge }));
  const done = await summary(client, id);
  assert.deepEqual([done.totalSites, done.totalIncentiveValue], [1, '100000000000000000000.00']);
});

test('text that PostgreSQL cannot store in a result does not stop the settling', async () => {
  const client = await api.client('analyst');
  const id = await batch(client, 1);
  const odd = { ...lookupResult(1, 5), utility: { eiaid: 1, name: 'Odd\u0000 Power' } };
  await workLookups(database, id, () => ({ outcome: 'completed', result: odd }));
  assert.equal((await client.get(`/batch-lookups/${id}`)).body.status, 'completed');
  assert.equal((await summary(client, id)).totalSites, 1);
});

test("a report is nobody else's", async () => {
  const client = await api.client('analyst');
  const other = await api.client('analyst');
  const id = await batch(client, 1);
  assert.equal(await reportSummary(database.pools.owner, other.organizationId, id), undefined);
  const rows = await database.pools.api.query('select from lotline.report_totals');
  assert.equal(rows.rowCount, 0, 'the API sees nothing without an organization');
});
