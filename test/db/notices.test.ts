import assert from 'node:assert/strict';
import test from 'node:test';
import pg from 'pg';
import { systemClock } from '../../src/base/clock.ts';
import { createNotices } from '../../src/db/notices.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();

const notices = () =>
  createNotices({ url: db.urls.api, channels: ['lotline_n8n', 'lotline_live'], clock: systemClock });

async function listeners(): Promise<number> {
  const { rows } = await db.pools.owner.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and application_name = 'lotline listen'`,
  );
  return rows[0]?.n ?? 0;
}

test('parts of a process share one connection, and each hears its own channels', async () => {
  const shared = notices();
  assert.equal(await listeners(), 0);
  const heard: string[] = [];
  const one = shared.subscribe({
    channels: ['lotline_n8n'],
    onNotice: (channel, payload) => heard.push(`one ${channel} ${payload}`),
  });
  const two = shared.subscribe({
    channels: ['lotline_live'],
    onNotice: (channel, payload) => heard.push(`two ${channel} ${payload}`),
  });
  await until(() => shared.listening, 'the connection');
  assert.equal(await listeners(), 1);
  await db.pools.owner.query("select pg_notify('lotline_n8n', 'a'), pg_notify('lotline_live', 'b')");
  await until(() => heard.length === 2, 'both notices');
  assert.deepEqual(heard.toSorted(), ['one lotline_n8n a', 'two lotline_live b']);
  await one.stop();
  await db.pools.owner.query("select pg_notify('lotline_n8n', 'c'), pg_notify('lotline_live', 'd')");
  await until(() => heard.length === 3, 'the notice of the one who stayed');
  assert.equal(heard[2], 'two lotline_live d');
  await two.stop();
  await until(async () => (await listeners()) === 0, 'the end of the connection');
  assert.equal(shared.listening, false);
});

test('a cut connection is told to everybody, and so is the next one', async () => {
  const shared = createNotices({
    url: db.urls.api,
    channels: ['lotline_n8n', 'lotline_live'],
    clock: { ...systemClock, sleep: () => Promise.resolve() },
  });
  const told = { connects: 0, losses: 0 };
  const interest = {
    channels: ['lotline_live'] as const,
    onNotice() {},
    onConnect() {
      told.connects += 1;
    },
    onLost() {
      told.losses += 1;
    },
  };
  const parts = [shared.subscribe(interest), shared.subscribe({ ...interest })];
  await until(() => told.connects === 2, 'the connection');
  const superuser = new pg.Client({ connectionString: db.urls.superuser });
  await superuser.connect();
  await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'lotline listen'`);
  await superuser.end();
  await until(() => told.losses === 2 && told.connects === 4, 'the loss and the next connection');
  await Promise.all(parts.map((part) => part.stop()));
});

test('a channel that the process does not listen to is a mistake to hear about at once', () => {
  assert.throws(
    () => notices().subscribe({ channels: ['lotline_work'], onNotice() {} }),
    /does not listen to lotline_work/,
  );
});
