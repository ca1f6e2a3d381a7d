import assert from 'node:assert/strict';
import test from 'node:test';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { createServer } from '../../src/http/server.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { HalfOpenProxy } from '../support/half-open-proxy.ts';

const database = await testDatabase();
const api = await testApi(database);
const current = async () => ({ migrations: [], functions: false });

test('a process that lives says so to anyone', async () => {
  const { status, body } = await api.ask('/health');
  assert.deepEqual([status, body], [200, { status: 'ok', version: '0.0.0-test' }]);
});

test('readiness tells of database, migrations and the age of the last heartbeat', async () => {
  await database.pools.owner.query('delete from lotline.workers');
  const none = await api.ask('/ready');
  assert.equal(none.status, 200, none.text);
  assert.deepEqual(none.body, {
    status: 'ready',
    checks: {
      accepting: { ok: true },
      database: { ok: true },
      migrations: { ok: true, pending: [] },
      worker: { ok: false, heartbeat_age_seconds: null },
    },
  });
  await database.pools.owner.query(
    "insert into lotline.workers (name, started_at, seen_at) values ('w', now(), now() - interval '10 seconds')",
  );
  const seen = (await api.ask('/ready')).body.checks.worker;
  assert.equal(seen.ok, true);
  assert.ok(seen.heartbeat_age_seconds >= 10 && seen.heartbeat_age_seconds < 30, JSON.stringify(seen));
  await database.pools.owner.query("update lotline.workers set seen_at = now() - interval '2 minutes'");
  assert.equal((await api.ask('/ready')).body.checks.worker.ok, false);
});

test('a server whose database lacks migrations, or is gone, is not ready', async () => {
  const dead = createPool('postgres://nobody:x@127.0.0.1:1/none', {
    name: 'dead',
    max: 1,
    connectTimeoutMs: 500,
  });
  for (const [pool, pendingMigrations, checks] of [
    [
      database.pools.api,
      async () => ({ migrations: ['0099_next'], functions: true }),
      { migrations: { ok: false, pending: ['0099_next', 'functions'] } },
    ],
    [
      database.pools.api,
      () => Promise.reject(new Error('no')),
      { migrations: { ok: false, pending: ['unknown'] } },
    ],
    [dead, current, { database: { ok: false } }],
  ] as const) {
    const server = createServer({
      config: { host: '127.0.0.1', port: 0, publicUrl: undefined },
      pools: { api: pool },
      log: createLog('silent'),
      surfaces: [],
      version: '0',
      pendingMigrations,
    });
    const { url } = await server.start();
    try {
      const reply = await fetch(`${url}/ready`);
      const body = (await reply.json()) as { status: string; checks: Record<string, unknown> };
      assert.equal(reply.status, 503);
      assert.equal(body.status, 'not_ready');
      assert.deepEqual({ ...body.checks, ...checks }, body.checks);
      assert.equal((await fetch(`${url}/health`)).status, 200);
    } finally {
      await server.stop();
    }
  }
  await dead.end();
});

test('a server whose database has gone silent says within seconds that it is not ready', async () => {
  const proxy = new HalfOpenProxy(database.urls.api);
  const pool = createPool(await proxy.start(), { name: 'silent', max: 1, answerTimeoutMs: 4_000 });
  const server = createServer({
    config: { host: '127.0.0.1', port: 0, publicUrl: undefined },
    pools: { api: pool },
    log: createLog('silent'),
    surfaces: [],
    version: '0',
    pendingMigrations: current,
  });
  const { url } = await server.start();
  try {
    assert.equal((await fetch(`${url}/ready`)).status, 200);
    proxy.silence();
    const reply = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(8_000) });
    assert.equal(reply.status, 503);
    const body = (await reply.json()) as { checks: { database: { ok: boolean } } };
    assert.equal(body.checks.database.ok, false);
  } finally {
    await server.stop();
    await pool.end();
    await proxy.stop();
  }
});
