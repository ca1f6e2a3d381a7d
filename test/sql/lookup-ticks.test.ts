import assert from 'node:assert/strict';
import test from 'node:test';
import pg from 'pg';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItems } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner } = database.pools;

async function tick(call = 'run_lookup_tick()'): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<{ said: Record<string, unknown> }>(`select lotline.${call} as said`);
  return rows[0]?.said ?? {};
}

const refused = async (statement: string, message: RegExp) =>
  assert.rejects(owner.query(statement), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'LL004', error.message);
    assert.match(error.message, message);
    return true;
  });

test('without pg_net a tick wakes the workers, and says so', async () => {
  const listener = new pg.Client({ connectionString: database.urls.worker });
  await listener.connect();
  const heard: (string | undefined)[] = [];
  listener.on('notification', ({ payload }) => void heard.push(payload));
  await listener.query('listen lotline_work');
  assert.deepEqual(await tick(), { did: 'notified', reason: 'pg_net is not installed' });
  await until(() => heard.includes('incentive_lookup'));
  await listener.end();
  await refused('select lotline.run_lookup_tick(0)', /^size: '0' is not valid; give 1 to 1000/);
  await refused('select lotline.run_lookup_tick(10, -1)', /^spacing_ms: '-1' is not valid/);
});

test('an address needs a scheme and a key, and only the owner may set or read it', async () => {
  await refused(`select lotline.set_lookup_tick('http://x')`, /^key: /);
  await refused(`select lotline.set_lookup_tick('http://x', 'a', 'b')`, /^key: /);
  await refused(`select lotline.set_lookup_tick('ftp://x', 'a')`, /^url: /);
  for (const pool of [database.pools.api, database.pools.worker]) {
    const forbidden = { code: '42501' };
    await assert.rejects(pool.query(`select lotline.set_lookup_tick('http://x', 'a')`), forbidden);
    await assert.rejects(pool.query('select lotline.run_lookup_tick()'), forbidden);
    await assert.rejects(pool.query('select api_key from lotline.lookup_ticks'), forbidden);
  }
});

/** pg_net and Vault as far as a tick uses them: requests are kept, for the test to send. */
async function standIns(): Promise<void> {
  await owner.query(`
    create schema net;
    create table net.requests (id bigint generated always as identity, url text, body jsonb, headers jsonb, timeout int);
    create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
      headers jsonb default '{}', timeout_milliseconds int default 5000) returns bigint language sql as
      'insert into net.requests (url, body, headers, timeout) values ($1, $2, $4, $5) returning id';
    create schema vault;
    create table vault.decrypted_secrets (name text, decrypted_secret text)`);
}

test('with pg_net a tick asks the API of each organization, with its own key, to work some lookups', async () => {
  await standIns();
  assert.deepEqual(await tick(), {
    did: 'notified',
    reason: 'no address is set; set one with lotline.set_lookup_tick',
  });
  const url = `${api.url}/batch-lookups-worker`;
  const first = await api.client();
  const second = await api.client();
  const set = (
    key: string | null,
    secret: string | null,
    organizationId: string,
    address: string | null = url,
  ) => owner.query('select lotline.set_lookup_tick($1, $2, $3, $4)', [address, key, secret, organizationId]);
  await set(first.key, null, first.organizationId);
  await set(null, 'lookups', second.organizationId);
  await refused('select lotline.run_lookup_tick()', /^vault_secret: 'lookups'/);
  await owner.query('insert into vault.decrypted_secrets values ($1, $2)', ['lookups', second.key]);
  for (const client of [first, second]) await client.post('/batch-lookups', { items: lookupItems(3) });

  const said = await tick('run_lookup_tick(2, 0)');
  assert.equal(said.did, 'posted');
  const { rows } = await owner.query<{
    id: string;
    url: string;
    body: object;
    headers: Record<string, string>;
    timeout: number;
  }>('select id, url, body, headers, timeout from net.requests order by id');
  assert.deepEqual(
    said.requests,
    rows.map(({ id }) => Number(id)),
  );
  assert.equal(rows.length, 2);
  for (const request of rows) {
    assert.deepEqual([request.url, request.timeout], [url, 60_000]);
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: JSON.stringify(request.body),
    });
    const body = (await response.json()) as { processed: number; remaining: number };
    assert.deepEqual([response.status, body.processed, body.remaining], [200, 2, 1]);
  }
  // No key in what is said, nor in what is written down.
  const { rows: written } = await owner.query<{ after: object | null }>(
    `select after from lotline.audit_entries where action = 'lookup_tick.changed' order by id`,
  );
  assert.deepEqual(
    written.map(({ after }) => after),
    [
      { url, vault_secret: null },
      { url, vault_secret: 'lookups' },
    ],
  );
  assert.ok(!JSON.stringify([said, written]).includes('lot_live_'));
  await set(null, null, first.organizationId, null);
  await set(null, null, second.organizationId, null);
  assert.equal((await tick()).did, 'notified');
});

test('a step does what workers do once a second and once an hour', async () => {
  const client = await api.client();
  const { rows } = await owner.query<{ name: string; done_at: Date }>(
    `update lotline.engine_locks set done_at = '-infinity' where name in ('tick', 'upkeep') returning name`,
  );
  assert.equal(rows.length, 2);
  assert.equal((await client.post('/batch-lookups-worker')).status, 200);
  // The hourly round goes on beside the answer.
  const done = async () => {
    const found = await owner.query<{ name: string; at: string }>(
      `select name, done_at::text as at from lotline.engine_locks where name in ('tick', 'upkeep') order by name`,
    );
    return found.rows;
  };
  const before = await until(async () => {
    const all = await done();
    return all.every(({ at }) => at !== '-infinity') && all;
  });
  await client.post('/batch-lookups-worker');
  const after = await done();
  assert.notEqual(after[0]?.at, before[0]?.at, 'the tick each time');
  assert.equal(after[1]?.at, before[1]?.at, 'the hourly round once');
});

test('a step ends what is over in other organizations too, and does not look as if it had asked for it', async (t) => {
  t.after(() => owner.query('delete from lotline.clock_shift'));
  const other = await api.client();
  const draft = (await other.post('/batch-lookups/uploads', { columns: ['a'] })).body.job_id;
  await owner.query(`insert into lotline.clock_shift values ('8 days')`);
  const client = await api.client();
  const stepped = await client.post('/batch-lookups-worker');
  assert.equal(stepped.status, 200, stepped.text);
  await until(async () => (await other.get(`/batch-lookups/${draft}/upload`)).status === 404);
  const { rows } = await owner.query<{ actor: string }>(
    `select distinct actor from lotline.audit_entries
      where org_id = $1 and action in ('job.cancelled', 'job.deleted')`,
    [other.organizationId],
  );
  assert.deepEqual(rows, [{ actor: 'system' }]);
});
