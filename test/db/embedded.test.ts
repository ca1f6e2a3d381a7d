import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import pg from 'pg';
import { AppError } from '../../src/base/errors.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { isAlive } from '../../src/db/file-lock.ts';
import { openDatabase } from '../../src/db/open.ts';
import { testBinaries } from '../support/binaries.ts';
import { until } from '../support/until.ts';

const binaries = await testBinaries();
const folders: string[] = [];
const children: ChildProcess[] = [];

after(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lotline-embedded-'));
  folders.push(folder);
  return folder;
}

interface Opened {
  readonly child: ChildProcess;
  readonly port: number;
  readonly pid: number;
}

/** Another process that has the folder's server open. */
async function openElsewhere(folder: string): Promise<Opened> {
  const child = fork(path.join(import.meta.dirname, '..', 'support', 'embedded-child.ts'), [folder]);
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ port: number; pid: number }];
  return { child, ...message };
}

async function leave(opened: Opened): Promise<void> {
  opened.child.send('stop');
  await once(opened.child, 'exit');
}

async function ask(server: EmbeddedServer, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url('postgres', 'postgres') });
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

test('processes share one server, and the last to leave stops it', async () => {
  const folder = emptyFolder();
  const [first, second] = await Promise.all([openElsewhere(folder), openElsewhere(folder)]);
  assert.equal(first.pid, second.pid);
  assert.equal(first.port, second.port);
  await leave(first);
  const third = await startEmbedded(folder, { binaries });
  assert.equal(third.pid, second.pid);
  await leave(second);
  assert.equal(await ask(third, 'select 1'), 1);
  await third.stop();
  await third.stop();
  assert.equal(isAlive(third.pid), false);
});

test('the port is kept between starts, and secrets are readable by their owner alone', async () => {
  const folder = emptyFolder();
  const first = await startEmbedded(folder, { binaries });
  await first.stop();
  const second = await startEmbedded(folder, { binaries });
  assert.equal(second.port, first.port);
  assert.equal(await ask(second, "select inet_server_addr() = '127.0.0.1'"), true);
  await second.stop();
  assert.equal(statSync(path.join(folder, 'secrets.json')).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('password')),
    [],
  );
});

test('a server whose process was killed is adopted with its data', async () => {
  const folder = emptyFolder();
  const killed = await openElsewhere(folder);
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  const next = await startEmbedded(folder, { binaries });
  assert.equal(next.pid, killed.pid);
  await next.stop();
  assert.equal(isAlive(next.pid), false, 'the dead process no longer counts as a user');
});

test('after the server itself is killed the next start recovers every committed row', async () => {
  const folder = emptyFolder();
  const first = await startEmbedded(folder, { binaries });
  await ask(first, 'create table kept as select g from generate_series(1, 1000) g');
  process.kill(first.pid, 'SIGKILL');
  await until(() => !isAlive(first.pid), 'the end of the server');
  const second = await startEmbedded(folder, { binaries });
  assert.notEqual(second.pid, first.pid);
  assert.equal(second.port, first.port);
  assert.equal(await ask(second, 'select count(*)::int from kept'), 1000);
  await second.stop();
});

test('a server that dies while it is in use is started again on the same port', async () => {
  const folder = emptyFolder();
  let restarts = 0;
  const server = await startEmbedded(folder, { binaries, onRestart: (error) => (restarts += error ? 0 : 1) });
  const { pid, port } = server;
  process.kill(pid, 'SIGKILL');
  await until(() => restarts > 0, 'a restart');
  assert.notEqual(server.pid, pid);
  assert.equal(server.port, port);
  assert.equal(await ask(server, 'select 1'), 1);
  await server.stop();
});

test('a start that died while creating its files is followed by one that works', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'postgres.new'), { recursive: true });
  writeFileSync(path.join(folder, 'postgres.new', 'PG_VERSION'), '18');
  writeFileSync(path.join(folder, 'start.lock'), '999999');
  const server = await startEmbedded(folder, { binaries });
  assert.equal(await ask(server, 'select 1'), 1);
  await server.stop();
});

test('a pid file that names some other program is not taken for a server', async () => {
  const folder = emptyFolder();
  const first = await startEmbedded(folder, { binaries });
  await first.stop();
  writeFileSync(path.join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n/\n0\n${first.port}\n`);
  const second = await startEmbedded(folder, { binaries });
  assert.equal(await ask(second, 'select 1'), 1);
  await second.stop();
});

test('a data folder of another major version is refused with a clear error', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'postgres'), { recursive: true });
  writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '19\n');
  await assert.rejects(startEmbedded(folder, { binaries }), (error: unknown) => {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, 'database_too_new');
    assert.match(error.message, /PostgreSQL 19/);
    return true;
  });
  assert.deepEqual(readFileSync(path.join(folder, 'postgres', 'PG_VERSION'), 'utf8'), '19\n');
});

test('two processes that open an empty folder at once agree on every login', async () => {
  const folder = emptyFolder();
  const open = () => openDatabase({ databaseUrl: undefined, dataFolder: folder }, { binaries });
  const both = await Promise.all([open(), open()]);
  await Promise.all(both.map((database) => database.migrate()));
  assert.deepEqual(both[0]?.urls, both[1]?.urls);
  for (const url of Object.values(both[0]?.urls ?? {})) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.end();
  }
  await Promise.all(both.map((database) => database.close()));
});

test('opening a data folder gives each service its own login and the agent a search path', async () => {
  const folder = emptyFolder();
  const database = await openDatabase({ databaseUrl: undefined, dataFolder: folder }, { binaries });
  await database.migrate();
  const who = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(`select session_user::text as who, current_schema()::text as schema,
      (select rolsuper from pg_roles where rolname = session_user) as super`);
    await client.end();
    return rows[0];
  };
  assert.deepEqual(await who(database.urls.owner), { who: 'lotline_owner', schema: 'public', super: false });
  assert.equal((await who(database.urls.api))?.who, 'lotline_api');
  assert.equal((await who(database.urls.worker))?.who, 'lotline_worker');
  assert.deepEqual(await who(database.urls.agent ?? ''), {
    who: 'lotline_agent_default',
    schema: 'lotline',
    super: false,
  });
  for (const other of ['postgres', 'template1']) {
    const url = new URL(database.urls.agent ?? '');
    url.pathname = `/${other}`;
    await assert.rejects(who(url.toString()), { code: '42501' });
  }
  await database.close();
});

test('a start puts right what the agent login changed of itself, and closes what all would share', async () => {
  const folder = emptyFolder();
  const open = () => openDatabase({ databaseUrl: undefined, dataFolder: folder }, { binaries });
  const asAgent = async (url: string | undefined, ...statements: string[]) => {
    const client = new pg.Client({ connectionString: url ?? '' });
    await client.connect();
    try {
      const results: pg.QueryResult[] = [];
      for (const sql of statements) results.push(await client.query(sql));
      return results.at(-1)?.rows[0];
    } finally {
      await client.end();
    }
  };
  const first = await open();
  await first.migrate();
  await asAgent(
    first.urls.agent,
    "alter role current_user password 'mine alone'",
    'alter role current_user set statement_timeout = 0',
    'alter role current_user set default_transaction_read_only = on',
  );
  await assert.rejects(asAgent(first.urls.agent, 'select 1'), { code: '28P01' });
  await first.close();

  const second = await open();
  const now = await asAgent(
    second.urls.agent,
    "select current_setting('statement_timeout') as timeout, current_setting('transaction_read_only') as read_only",
  );
  assert.deepEqual(now, { timeout: '1min', read_only: 'off' });
  for (const sql of ['create temp table mine (n int)', 'select pg_advisory_lock(1)', 'select lo_create(0)']) {
    await assert.rejects(asAgent(second.urls.agent, sql), { code: '42501' }, sql);
  }
  const fillTheDisk =
    'select max(length(v)) from (select repeat(md5(g::text), 300) v from generate_series(1, 200000) g order by md5(g::text)) x';
  await assert.rejects(
    asAgent(second.urls.agent, 'set statement_timeout = 0', "set work_mem = '64kB'", fillTheDisk),
    { code: '53400' },
  );
  await assert.rejects(asAgent(second.urls.agent, 'set temp_file_limit = -1'), { code: '42501' });
  for (const url of [second.urls.owner, second.urls.api, second.urls.worker]) {
    assert.deepEqual(await asAgent(url, 'show temp_file_limit'), { temp_file_limit: '-1' });
  }
  await second.close();
});
