import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnavailable } from '../../src/base/errors.ts';
import { createPool, inTransaction } from '../../src/db/pool.ts';
import { testDatabase } from '../support/database.ts';
import { HalfOpenProxy } from '../support/half-open-proxy.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();

test('a connection that the server cuts inside a transaction fails that transaction alone', async () => {
  const pool = createPool(db.urls.api, { name: 'cut', max: 1 });
  try {
    const cut = inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      const pid = rows[0]?.pid;
      await db.pools.owner.query('select pg_terminate_backend($1)', [pid]);
      await until(async () => {
        const { rowCount } = await db.pools.owner.query('select from pg_stat_activity where pid = $1', [pid]);
        return rowCount === 0;
      }, 'the end of the connection');
      // The news reaches us in a turn of the event loop of its own, while no statement is under way.
      await new Promise((resolve) => setImmediate(resolve));
      await client.query('select 1');
    });
    await assert.rejects(cut);
    assert.equal((await pool.query('select 1 as one')).rows[0]?.one, 1);
  } finally {
    await pool.end();
  }
});

test('a statement that a silent network swallows is given up, and its connection with it', async () => {
  const proxy = new HalfOpenProxy(db.urls.api);
  const pool = createPool(await proxy.start(), { name: 'silent', max: 1, answerTimeoutMs: 300 });
  try {
    await pool.query('select 1');
    proxy.silence();
    await assert.rejects(pool.query('select 1'), isUnavailable);
    proxy.open();
    await inTransaction(pool, async (client) => {
      await client.query('select 1');
      proxy.silence();
      await assert.rejects(client.query('select 1'), isUnavailable);
      throw new Error('and so the transaction fails');
    }).catch(() => {});
    proxy.open();
    assert.equal((await pool.query('select 1 as one')).rows[0]?.one, 1);
  } finally {
    await pool.end();
    await proxy.stop();
  }
});

test('a full disk and too many connections pass, an error in a statement does not', () => {
  const coded = (code: string) => Object.assign(new Error('as the server says'), { code });
  assert.deepEqual(
    ['53100', '53200', '53300', '57P01', '08006', '22003', '42601', 'LL001'].map((code) =>
      isUnavailable(coded(code)),
    ),
    [true, true, true, true, true, false, false, false],
  );
});
