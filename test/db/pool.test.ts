import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { isUnavailable } from '../../src/base/errors.ts';
import { asOrganization, createPool, inTransaction } from '../../src/db/pool.ts';
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

test('one organization, however many of its requests wait for a lock, leaves connections to the others', async () => {
  const pool = createPool(db.urls.api, { name: 'shares', max: 4, connectTimeoutMs: 300 });
  const [one, other] = [randomUUID(), randomUUID()];
  const gate = Promise.withResolvers<void>();
  try {
    let under = 0;
    const many = Array.from({ length: 12 }, () =>
      asOrganization(pool, one, async () => {
        under += 1;
        await gate.promise;
      }),
    );
    const ends = Promise.allSettled(many);
    await until(async () => under === 2, 'its share is taken');
    const { rows } = await asOrganization(pool, other, (client) => client.query('select 1 as one'));
    assert.deepEqual(rows, [{ one: 1 }]);
    await assert.rejects(Promise.any(many.slice(2)), (error) => {
      assert.ok(error instanceof AggregateError);
      assert.deepEqual(new Set(error.errors.map((e) => e.code)), new Set(['too_many_requests']));
      return true;
    });
    gate.resolve();
    assert.equal((await ends).filter(({ status }) => status === 'fulfilled').length, 2);
    const later = Array.from({ length: 12 }, (_, n) => asOrganization(pool, one, async () => n));
    assert.deepEqual(await Promise.all(later), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 'in turn');
  } finally {
    gate.resolve();
    await pool.end();
  }
});
