import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../support/api.ts';
import { browser, shownToken } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { PASSWORD } from '../support/people.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);

test('people are invited, listed, given roles and taken out by e-mail address', async () => {
  const admin = await api.client('admin');
  const run = (...args: string[]) =>
    lotline(['people', ...args], { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key } });
  for (const email of ['ann@example.org', 'bob@example.org']) {
    const invited = await run('invite', email, '--role', 'admin');
    assert.equal(invited.code, 0, invited.stderr);
    assert.match(invited.stdout, new RegExp(`^${email} is invited as admin`));
    assert.match(invited.stderr, /No mail server is set/);
  }
  assert.match((await run('invitations')).stdout, /^EMAIL +ROLE +UNTIL +BY\nann@example.org +admin/);
  for (const email of ['ann@example.org', 'bob@example.org']) {
    const token = await shownToken(api.shown, email);
    const done = await browser(api.url).submit('/setup', {
      token,
      name: 'New',
      password: PASSWORD,
      again: PASSWORD,
    });
    assert.equal(done.status, 303);
  }
  assert.equal((await run('role', 'Bob@example.org', 'viewer')).code, 0);
  const listed = await run('list', '--json=email,role');
  assert.deepEqual(JSON.parse(listed.stdout), [
    { email: 'ann@example.org', role: 'admin' },
    { email: 'bob@example.org', role: 'viewer' },
  ]);
  assert.match((await run('list')).stdout, /^EMAIL +NAME +ROLE +LAST SEEN\nann@example.org +New +admin/);
  assert.match((await run('remove', 'bob@example.org')).stderr, /Add --yes/);
  assert.equal((await run('remove', 'bob@example.org', '--yes')).code, 0);
  const last = await run('remove', 'ann@example.org', '--yes');
  assert.notEqual(last.code, 0);
  assert.match(last.stderr, /no admin left[\s\S]*Make somebody else an admin first/);
  assert.match((await run('role', 'bob@example.org', 'admin')).stderr, /There is no bob@example.org here/);

  await run('invite', 'carl@example.org');
  assert.equal((await run('uninvite', 'carl@example.org')).code, 0);
  assert.deepEqual(JSON.parse((await run('invitations', '--json')).stdout), []);
});
