import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { withClient } from '../../src/db/client.ts';
import { listen } from '../../src/db/listen.ts';
import { asOrganization, call, createPool, inTransaction } from '../../src/db/pool.ts';
import { urlAsRole } from '../../src/db/roles.ts';
import { startTransactionPooler } from '../../src/simulators/transaction-pooler.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const pooler = await startTransactionPooler({ target: database.urls.owner, size: 2 });
const url = `${pooler.url}?pgbouncer=true`;
const api = createPool(urlAsRole(url, 'lotline_api'), { name: 'pooled', max: 6 });
after(async () => {
  await api.end();
  await pooler.stop();
});

const WHO = `select current_user as role, current_setting('search_path') as path, current_setting('jit') as jit,
  current_setting('statement_timeout') as timeout`;
const API = { role: 'lotline_api', path: 'lotline', jit: 'off', timeout: '1min' };

test('a statement of its own has role, search path and time limit, on whichever connection it runs', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => call(api, WHO)));
  for (const [row] of answers) assert.deepEqual(row, API);
});

test('nothing of them stays on the shared connections', async () => {
  await call(api, WHO);
  const rows = await withClient({ connectionString: url }, async (client) => {
    const { rows } = await client.query<{ role: string; path: string }>(WHO);
    return rows;
  });
  assert.equal(rows[0]?.role, 'lotline_owner');
  assert.notEqual(rows[0]?.path, 'lotline');
});

test('statements of a transaction share it, and a failed one leaves nothing behind', async () => {
  const organization = await database.organization('Pooled');
  const found = await asOrganization(api, organization, async (db) => {
    const [who] = await call(db, WHO);
    assert.deepEqual(who, API);
    return call<{ name: string }>(db, 'select name from lotline.organizations');
  });
  assert.deepEqual(found, [{ name: 'Pooled' }], 'row-level security binds');
  await assert.rejects(
    inTransaction(api, (db) => call(db, 'select 1/0')),
    /division by zero/,
  );
  await assert.rejects(call(api, 'select 1/0'), /division by zero/);
  assert.equal((await call(api, 'select 1')).length, 1);
  assert.deepEqual(await call(api, 'select name from lotline.organizations'), [], 'nobody is named outside');
});

test('a statement that has a name elsewhere has none here', async () => {
  const named = { name: 'same', text: 'select $1::int as given' };
  const rows = await Promise.all(
    Array.from({ length: 10 }, (_, at) => call<{ given: number }>(api, named, [at])),
  );
  assert.deepEqual(
    rows.flat().map(({ given }) => given),
    Array.from({ length: 10 }, (_, at) => at),
  );
});

test('more clients than connections wait for one another', async () => {
  const before = pooler.transactions();
  await Promise.all(
    Array.from({ length: 6 }, () => inTransaction(api, (db) => call(db, 'select pg_sleep(0.01)'))),
  );
  assert.ok(pooler.transactions() - before >= 6);
});

test('who would listen looks again and again instead', async () => {
  let looks = 0;
  const listener = listen({
    url,
    channels: ['lotline_work'],
    onNotice: () => assert.fail('nothing can be heard here'),
    onConnect: () => {
      looks += 1;
    },
    clock: { ...systemClock, sleep: () => new Promise((next) => setImmediate(next)) },
  });
  await until(() => looks > 3, 'several looks');
  await listener.stop();
});
