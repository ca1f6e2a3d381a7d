import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import { withClient } from '../../src/db/client.ts';
import { hardenDatabase } from '../../src/db/harden.ts';
import { addLogin, listLogins, removeLogin } from '../../src/db/logins.ts';
import { testDatabase } from '../support/database.ts';
import { refused } from '../support/engine.ts';
import { lotline } from '../support/lotline-process.ts';

const { urls } = await testDatabase();
const newName = () => `ana_${randomBytes(5).toString('hex')}`;
const run = promisify(execFile);

test('a login made on the command line works by the line that it prints, and ends when it is removed', async () => {
  const name = newName();
  const env = { DATABASE_URL: urls.owner };
  const made = await lotline(['db', 'login', 'add', name, '--role', 'viewer', '--json'], env);
  assert.equal(made.code, 0, made.stderr);
  const { url } = JSON.parse(made.stdout) as { url: string };
  const parsed = new URL(url);
  assert.deepEqual([parsed.hostname, parsed.username], ['127.0.0.1', name]);
  await withClient({ connectionString: url }, async (client) => {
    const { rows } = await client.query('select count(*)::int as types from get_pending_work_summary()');
    assert.equal(rows[0].types, 8);
    for (const [setting, value] of [
      ['statement_timeout', '1min'],
      ['idle_in_transaction_session_timeout', '1min'],
    ]) {
      assert.equal((await client.query(`show ${setting}`)).rows[0][String(setting)], value);
    }
  });
  const listed = await lotline(['db', 'login', 'list'], env);
  assert.ok(listed.stdout.includes(`${name}  default  viewer  usable`), listed.stdout);
  assert.ok(!listed.stdout.includes(parsed.password));

  const held = new pg.Client({ connectionString: url });
  const ended = new Promise((resolve) => held.on('error', resolve));
  await held.connect();
  const gone = await lotline(['db', 'login', 'remove', name], env);
  assert.equal(gone.code, 0, gone.stderr);
  await ended;
  await assert.rejects(
    withClient({ connectionString: url }, async () => {}),
    { code: '28P01' },
  );
  assert.ok(!(await listLogins(urls.owner)).some((login) => login.name === name));
});

test('the printed line works in psql as it is', async (t) => {
  const known = await run('psql', ['--version']).catch(() => undefined);
  if (known === undefined) return t.skip('psql is not installed');
  const name = newName();
  const url = await addLogin(urls.owner, { name, organization: 'default', permission: 'analyst' });
  const psql = (...commands: string[]) =>
    run('psql', [url, '--no-psqlrc', '-At', ...commands.flatMap((command) => ['-c', command])]);
  assert.equal((await psql("select county_name from counties where fips_code = '42013'")).stdout, 'Blair\n');
  const explained = await psql('\\df+ get_next_batch', '\\d+ vw_active_batch_jobs');
  assert.match(explained.stdout, /p_session +a name of your own/);
  assert.match(explained.stdout, /items that somebody holds now/);
  await removeLogin(urls.owner, name);
});

test('a name that will not do, a stranger’s role, an unknown organization and an unknown login are refused', async () => {
  const login = { organization: 'default', permission: 'analyst' } as const;
  for (const name of [
    '',
    'Ana',
    '1a',
    'a b',
    'a;drop',
    'pg_ana',
    'lotline_ana',
    'postgres',
    `a${'x'.repeat(63)}`,
  ]) {
    const error = await refused(addLogin(urls.owner, { ...login, name }), 'invalid_argument');
    assert.equal(error.field, 'name');
  }
  const name = newName();
  await refused(addLogin(urls.owner, { ...login, name, organization: 'nobody' }), 'invalid_argument');
  await addLogin(urls.owner, { ...login, name });
  await refused(addLogin(urls.owner, { ...login, name }), 'conflict');
  await removeLogin(urls.owner, name);
  await refused(removeLogin(urls.owner, name), 'not_found');
  await refused(removeLogin(urls.owner, 'lotline_agent_default'), 'invalid_argument');
});

test('the doctor says what an outside database leaves open to SQL logins', async () => {
  const name = newName();
  await addLogin(urls.owner, { name, organization: 'default', permission: 'viewer' });
  const { stdout } = await lotline(['doctor'], { DATABASE_URL: urls.owner });
  assert.match(stdout, /sql logins +everybody may make temporary tables here, SQL logins too/);
  await withClient({ connectionString: urls.superuser }, (client) => hardenDatabase(client, 'lotline_owner'));
  assert.doesNotMatch((await lotline(['doctor'], { DATABASE_URL: urls.owner })).stdout, /sql logins/);
  await removeLogin(urls.owner, name);
});

test('an owner that may not make roles is told so', async () => {
  const error = await refused(
    addLogin(urls.worker, { name: newName(), organization: 'default', permission: 'viewer' }),
    'configuration',
  );
  assert.match(String(error.hint), /create roles/);
});

test('a login whose role is gone is listed as such, and can be removed', async () => {
  const name = newName();
  await addLogin(urls.owner, { name, organization: 'default', permission: 'viewer' });
  await withClient({ connectionString: urls.superuser }, (client) => client.query(`drop role ${name}`));
  assert.equal((await listLogins(urls.owner)).find((login) => login.name === name)?.usable, false);
  await removeLogin(urls.owner, name);
});
