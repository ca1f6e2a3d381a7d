import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../support/api.ts';
import { softwareAuthenticator } from '../support/authenticator.ts';
import { browser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { firstPerson } from '../support/people.ts';

const database = await testDatabase();
const api = await testApi(database);
/** Passkeys belong to a name, not to an address of the network. */
const url = `http://localhost:${api.port}`;

test('somebody adds a passkey, signs in with it, and takes it away', async () => {
  const ann = await firstPerson(database, { ...api, url });
  const authenticator = softwareAuthenticator(url);
  const options = (await ann.ask('/api/auth/passkey/generate-register-options?name=Laptop')).body;
  assert.equal(options.rp.id, 'localhost');
  const response = authenticator.create(options);
  const unguarded = await ann.ask('/api/auth/passkey/verify-registration', {
    method: 'POST',
    body: { response },
  });
  assert.equal(unguarded.status, 403);
  const added = await ann.change('POST', '/api/auth/passkey/verify-registration', {
    response,
    name: 'Laptop',
  });
  assert.equal(added.status, 200, added.text);
  assert.equal(added.body.name, 'Laptop');
  assert.equal((await ann.ask('/api/people')).body.people[0].passkeys, 1);

  const page = browser(url);
  const challenge = async () => (await page.ask('/api/auth/passkey/generate-authenticate-options')).body;
  const come = (body: object) =>
    page.ask('/api/auth/passkey/verify-authentication', { method: 'POST', body });
  const asked = await challenge();
  const answer = authenticator.get(asked);
  const signedIn = await come({ response: answer });
  assert.equal(signedIn.status, 200, signedIn.text);
  assert.equal((await page.ask('/api/me')).body.person.email, 'ann@example.org');

  // an answer counts once, for its own challenge, and only with the key that was added
  page.cookies.clear();
  assert.notEqual((await come({ response: answer })).status, 200, 'a second time');
  await challenge();
  assert.notEqual((await come({ response: answer })).status, 200, 'for another challenge');
  const stranger = softwareAuthenticator(url);
  assert.notEqual((await come({ response: stranger.get(await challenge()) })).status, 200, 'an unknown key');
  assert.equal((await page.ask('/api/me')).status, 401);

  const [listed] = (await ann.ask('/api/auth/passkey/list-user-passkeys')).body;
  assert.equal(listed.id, added.body.id);
  const removed = await ann.change('POST', '/api/auth/passkey/delete-passkey', { id: listed.id });
  assert.equal(removed.status, 200, removed.text);
  assert.notEqual(
    (await come({ response: authenticator.get(await challenge()) })).status,
    200,
    'after it was removed',
  );
  const { rows } = await database.pools.owner.query<{ action: string }>(
    "select action from lotline.audit_entries where action like 'person.passkey%' order by id",
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['person.passkey_added', 'person.passkey_removed'],
  );
});
