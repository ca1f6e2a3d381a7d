import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPool, inTransaction } from '../../src/db/pool.ts';
import { testDatabase } from '../support/database.ts';
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
