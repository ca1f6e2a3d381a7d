import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startOidcSimulator } from '../../src/simulators/oidc.ts';
import { testApi } from '../support/api.ts';
import { type Browser, browser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { firstPerson } from '../support/people.ts';

const database = await testDatabase();
const simulator = await startOidcSimulator();
after(() => simulator.stop());
const api = await testApi(database, {
  env: {
    OIDC_ISSUER: simulator.issuer,
    OIDC_CLIENT_ID: simulator.clientId,
    OIDC_CLIENT_SECRET: simulator.clientSecret,
  },
});
const ann = await firstPerson(database, api);

const person = (email: string, emailVerified = true) => ({
  sub: `sub of ${email}`,
  email,
  emailVerified,
  name: 'Kim',
});

/** Goes to the issuer and back; answers where the browser ends. */
async function goThere(page: Browser): Promise<{ location: string; back: string }> {
  const away = await page.ask('/api/auth/sign-in/oidc');
  assert.equal(away.status, 302, away.text);
  const issuer = await fetch(away.headers.get('location') ?? '', { redirect: 'manual' });
  const back = issuer.headers.get('location') ?? '';
  const { pathname, search } = new URL(back);
  const end = await page.ask(pathname + search);
  assert.equal(end.status, 302, end.text);
  return { location: end.headers.get('location') ?? '', back: pathname + search };
}

test('who is invited comes in by the other place, and whom nobody invited does not', async () => {
  simulator.signIn(person('kim@example.org'));
  const page = browser(api.url);
  const stranger = await goThere(page);
  assert.match(stranger.location, /error=NOT_INVITED/);
  const { pathname, search } = new URL(stranger.location, api.url);
  assert.match((await page.ask(pathname + search)).text, /Nobody has invited the address/);
  assert.equal((await page.ask('/api/me')).status, 401);
  const { rows } = await database.pools.owner.query(
    `select from lotline_auth."user" where email = 'kim@example.org'`,
  );
  assert.equal(rows.length, 0, 'no trace is left of who was not let in');

  await ann.change('POST', '/api/invitations', { email: 'kim@example.org', role: 'analyst' });
  const invited = await goThere(page);
  assert.equal(new URL(invited.location, api.url).pathname, '/');
  const me = await page.ask('/api/me');
  assert.deepEqual([me.body.person.email, me.body.role], ['kim@example.org', 'analyst']);
  assert.deepEqual((await ann.ask('/api/invitations')).body.invitations, [], 'the invitation is used');

  // known now; and a code counts once
  const again = browser(api.url);
  const { back } = await goThere(again);
  assert.equal((await again.ask('/api/me')).body.person.email, 'kim@example.org');
  const thief = browser(api.url);
  const replayed = await thief.ask(back);
  assert.equal((await thief.ask('/api/me')).status, 401);
  assert.match(replayed.headers.get('location') ?? '', /error=/);
});

test('somebody known by password comes in by the other place only when it vouches for the address', async () => {
  simulator.signIn(person('ann@example.org', false));
  const unsure = browser(api.url);
  assert.match((await goThere(unsure)).location, /error=account_not_linked/);
  assert.equal((await unsure.ask('/api/me')).status, 401);
  simulator.signIn(person('ann@example.org'));
  const sure = browser(api.url);
  await goThere(sure);
  assert.equal((await sure.ask('/api/me')).body.person.email, 'ann@example.org');
});

test('a token for somebody else, or of another issuer, lets nobody in', async () => {
  simulator.signIn(person('ann@example.org'));
  for (const claims of [{ aud: 'another' }, { iss: 'https://evil.example' }, { nonce: 'another' }]) {
    simulator.pretend(claims);
    const page = browser(api.url);
    assert.match((await goThere(page)).location, /error=unable_to_get_user_info/, JSON.stringify(claims));
    assert.equal((await page.ask('/api/me')).status, 401);
  }
  simulator.pretend({});
  simulator.signIn(undefined);
  const declined = await goThere(browser(api.url));
  const { pathname, search } = new URL(declined.location, api.url);
  const told = await api.ask(pathname + search);
  assert.equal(told.status, 200);
  assert.match(told.text, /You are not signed in[\s\S]*You did not let the other place/);
});

test('failures to come in by the other place are counted by address', async () => {
  const fresh = await testDatabase();
  const there = await testApi(fresh, {
    env: {
      OIDC_ISSUER: simulator.issuer,
      OIDC_CLIENT_ID: simulator.clientId,
      OIDC_CLIENT_SECRET: simulator.clientSecret,
    },
  });
  const back = '/api/auth/callback/oidc?code=guess&state=guess';
  for (let tries = 0; tries < 20; tries += 1) {
    const { status, headers } = await browser(there.url).ask(back);
    assert.equal(status, 302);
    assert.match(headers.get('location') ?? '', /\/api\/auth\/error\?error=/);
  }
  const refused = await browser(there.url).ask(back);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
});

test('without an issuer there is no other place', async () => {
  const plain = await testApi(database);
  assert.equal((await plain.ask('/api/auth/sign-in/oidc')).status, 404);
});
