import assert from 'node:assert/strict';
import test from 'node:test';
import pg from 'pg';
import { systemClock } from '../../src/base/clock.ts';
import { listen } from '../../src/db/listen.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: db.urls.superuser });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** A promise that somebody else settles. */
function signal<T>() {
  return Promise.withResolvers<T>();
}

test('a notification reaches the listener with its channel and payload', async () => {
  const [connected, heard] = [signal<void>(), signal<string>()];
  const listener = listen({
    url: db.urls.worker,
    channels: ['lotline_work', 'other'],
    clock: systemClock,
    onConnect: connected.resolve,
    onNotice: (channel, payload) => heard.resolve(`${channel}:${payload}`),
  });
  await connected.promise;
  await db.pools.owner.query("select pg_notify('other', 'hello')");
  assert.equal(await heard.promise, 'other:hello');
  await listener.stop();
});

test('a listener whose connection is cut says so and listens again', async () => {
  const connections: Array<() => void> = [];
  const [first, second, lost, heard] = [signal<void>(), signal<void>(), signal<Error>(), signal<string>()];
  connections.push(first.resolve, second.resolve);
  const listener = listen({
    url: db.urls.worker,
    channels: ['lotline_work'],
    clock: { ...systemClock, sleep: () => Promise.resolve() },
    onConnect: () => connections.shift()?.(),
    onLost: lost.resolve,
    onNotice: (_channel, payload) => heard.resolve(payload),
  });
  await first.promise;
  await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'lotline listen'`);
  assert.ok((await lost.promise) instanceof Error);
  await second.promise;
  await db.pools.owner.query("select pg_notify('lotline_work', 'again')");
  assert.equal(await heard.promise, 'again');
  await listener.stop();
});

test('stopping a listener that cannot connect ends at once', async () => {
  const lost = signal<Error>();
  const listener = listen({
    url: 'postgres://nobody:wrong@127.0.0.1:9/none',
    channels: ['lotline_work'],
    clock: systemClock,
    onNotice: () => {},
    onLost: lost.resolve,
  });
  await lost.promise;
  await listener.stop();
});
