import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import test from 'node:test';
import { VERSION } from '../../src/base/version.ts';
import { loadStarter } from '../../src/property/starter/load-starter.ts';
import { testDatabase } from '../support/database.ts';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';

test('migrate --plan prints what would run and runs nothing; migrate runs it', async () => {
  const empty = await testDatabase('empty');
  const env = { DATABASE_URL: empty.urls.owner };
  const plan = await lotline(['migrate', '--plan'], env);
  assert.equal(plan.code, 0, plan.stderr);
  assert.match(plan.stdout, /^would run {2}0001_foundation$/m);
  assert.match(plan.stdout, /^would run {2}functions$/m);
  const { rows } = await empty.pools.owner.query("select to_regclass('lotline.settings') as made");
  assert.deepEqual(rows, [{ made: null }]);
  const run = await lotline(['migrate', '--json'], env);
  assert.ok((JSON.parse(run.stdout) as { migrations: string[] }).migrations.includes('0001_foundation'));
  assert.match((await lotline(['migrate'], env)).stdout, /up to date/);
});

test('a key that was made works once listed, and ends when it is revoked', async () => {
  const { urls } = await testDatabase();
  const env = { DATABASE_URL: urls.owner };
  const made = await lotline(['keys', 'create', '--name', 'for a test', '--role', 'viewer', '--json'], env);
  assert.equal(made.code, 0, made.stderr);
  const { id, key, prefix } = JSON.parse(made.stdout) as { id: string; key: string; prefix: string };
  assert.match(key, /^lot_live_[0-9a-f]{64}$/);
  const listed = await lotline(['keys', 'list'], env);
  assert.ok(listed.stdout.includes(prefix));
  assert.ok(!listed.stdout.includes(key), 'the key itself is never shown again');
  assert.equal((await lotline(['keys', 'revoke', id], env)).code, 0);
  assert.match((await lotline(['keys', 'list'], env)).stdout, /revoked/);
});

test('a mistake in a command names the field and the fix, with its exit code', async () => {
  const { urls } = await testDatabase();
  const env = { DATABASE_URL: urls.owner };
  const unknown = await lotline(['keys', 'create', '--role', 'king'], env);
  assert.equal(unknown.code, 64);
  assert.match(unknown.stderr, /viewer, analyst, admin/);
  const past = await lotline(['keys', 'create', '--expires', '2001-01-01'], env);
  assert.equal(past.code, 5);
  assert.match(past.stderr, /--expires 2001-01-01/);
  const nobody = await lotline(['keys', 'list', '--organization', 'nobody'], env);
  assert.equal(nobody.code, 3);
  const bad = await lotline(['keys', 'list'], { DATABASE_URL: 'mysql://x/y' });
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /DATABASE_URL/);
});

test('db url prints the owner’s line of an outside database, and says how to make a login', async () => {
  const { urls } = await testDatabase();
  const owner = await lotline(['db', 'url', '--owner'], { DATABASE_URL: urls.owner });
  assert.equal(owner.stdout.trim(), urls.owner);
  const agent = await lotline(['db', 'url'], { DATABASE_URL: urls.owner });
  assert.equal(agent.code, 1);
  assert.match(agent.stderr, /lotline db login add/);
});

test('the doctor names what is missing on a database that was never migrated', async () => {
  const empty = await testDatabase('empty');
  const { code, stdout } = await lotline(['doctor'], { DATABASE_URL: empty.urls.owner });
  assert.match(stdout, /migrations\s+to run: 0001_foundation/);
  assert.match(stdout, /worker\s+none has been seen/);
  // The test server runs without fsync, which is what a doctor is for.
  assert.match(stdout, /error\s+durability/);
  assert.equal(code, 1);
});

test('catalogue show is a table for people and one line of JSON for programs', async () => {
  const { pools, urls } = await testDatabase();
  await loadStarter(pools.owner);
  const env = { DATABASE_URL: urls.owner };
  const { code, stdout } = await lotline(['catalogue', 'show'], env);
  assert.equal(code, 0);
  assert.match(stdout, /^STATE +PROGRAMS +INCENTIVES +SOURCE\n/);
  assert.match(stdout, /^CA +\d+ +\d+ +starter$/m);
  assert.match(stdout, /^ZIP codes: +4\d,\d{3}, [\d,]+ with a utility$/m);
  const json = await lotline(['catalogue', 'show', '--json'], env);
  assert.equal(json.stdout.split('\n').length, 2);
  assert.ok((JSON.parse(json.stdout) as { states: unknown[] }).states.length > 10);
});

test('--version prints the version', async () => {
  const { code, stdout } = await lotline(['--version'], {});
  assert.deepEqual([code, stdout], [0, `${VERSION}\n`]);
});

test('a port that is taken is named, and the first key is kept for a start that can show it', async () => {
  const { urls } = await testDatabase();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const refused = await lotline(['serve'], { DATABASE_URL: urls.owner, PORT: String(port) });
  taken.close();
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use`));
  assert.match(refused.stderr, /set PORT to another/);

  const served = lotlineProcess(['serve'], { DATABASE_URL: urls.owner, PORT: '0' });
  const [, url = ''] = await served.says(/API\s+(http\S+)/);
  const [, key = ''] = await served.says(/API key\s+(lot_live_[0-9a-f]{64})/);
  const answer = await fetch(`${url}/batch-lookups`, { headers: { 'x-api-key': key } });
  assert.equal(answer.status, 200);
  served.child.kill('SIGTERM');
  assert.equal(await served.ended(), 0);
});

test('the bootstrap key works on a server that only serves, and is never printed', async () => {
  const { urls } = await testDatabase();
  const key = `lot_live_${randomBytes(32).toString('hex')}`;
  const env = { DATABASE_URL: urls.owner, PORT: '0', LOTLINE_BOOTSTRAP_API_KEY: key };
  const served = lotlineProcess(['serve'], env);
  const [, url = ''] = await served.says(/API\s+(http\S+)/);
  await served.says(/from LOTLINE_BOOTSTRAP_API_KEY/);
  const answer = await fetch(`${url}/batch-lookups`, { headers: { 'x-api-key': key } });
  assert.equal(answer.status, 200);
  served.child.kill('SIGTERM');
  assert.equal(await served.ended(), 0);
  assert.ok(!served.stderr().includes(key));
});
