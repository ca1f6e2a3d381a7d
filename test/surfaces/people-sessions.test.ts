import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteFailure } from '../../src/identity/failures.ts';
import { offerSetup } from '../../src/identity/people/links.ts';
import { testApi } from '../support/api.ts';
import { browser, shownToken } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { firstPerson, newPerson, PASSWORD, signIn } from '../support/people.ts';

const database = await testDatabase();
const api = await testApi(database);
const ann = await firstPerson(database, api);
const { owner } = database.pools;

const byPassword = (email: string, password: string) => ({
  method: 'POST',
  body: { email, password },
});

test('a change that comes by cookie needs the token of its session and a page of ours; a key needs neither', async () => {
  const change = (headers: Record<string, string>) =>
    ann.ask('/api/settings/bid-strategy', { method: 'PUT', body: { value_percent: 65 }, headers });
  const { token } = (await ann.ask('/api/csrf-token')).body;
  assert.equal((await change({ 'x-csrf-token': token })).status, 200);

  const other = await signIn(api, 'ann@example.org');
  const { token: others } = (await other.ask('/api/csrf-token')).body;
  assert.notEqual(others, token);
  const refused: [string, Record<string, string>][] = [
    ['no token', {}],
    ['an empty one', { 'x-csrf-token': '' }],
    ['that of another session', { 'x-csrf-token': others }],
    ['another site', { 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' }],
    ['another host of this site', { 'x-csrf-token': token, 'sec-fetch-site': 'same-site' }],
    ['typed by hand', { 'x-csrf-token': token, 'sec-fetch-site': 'none' }],
  ];
  for (const [what, headers] of refused) {
    const { status, body } = await change(headers);
    assert.equal(status, 403, what);
    assert.deepEqual([body.code, body.error], ['csrf_failed', 'Forbidden'], what);
  }
  // A browser without Sec-Fetch-Site is judged by Origin; one that says nothing is refused. Node's fetch adds neither.
  const cookie = [...ann.cookies].map((pair) => pair.join('=')).join('; ');
  for (const [origin, status] of [
    [api.url, 200],
    ['http://127.0.0.1:1', 403],
    ['https://evil.example', 403],
    ['null', 403],
    [undefined, 403],
  ] as const) {
    const answer = await api.ask('/api/settings/bid-strategy', {
      method: 'PUT',
      body: { value_percent: 65 },
      headers: { cookie, 'x-csrf-token': token, ...(origin === undefined ? {} : { origin }) },
    });
    assert.equal(answer.status, status, origin ?? 'no origin');
  }
  const key = await api.client('admin');
  const keyed = await key.ask('/api/settings/bid-strategy', {
    method: 'PUT',
    body: { value_percent: 65 },
    headers: { cookie: 'lotline.session_token=forged', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(keyed.status, 200);
  assert.equal((await browser(api.url).ask('/api/csrf-token')).status, 401);
});

test('a wrong password and an unknown address read the same, and too many failures have to wait', async () => {
  const page = browser(api.url);
  const wrong = await page.ask('/api/auth/sign-in/email', byPassword('ann@example.org', 'not the password'));
  const unknown = await page.ask(
    '/api/auth/sign-in/email',
    byPassword('nobody@example.org', 'not the password'),
  );
  for (const { status, body } of [wrong, unknown]) {
    assert.equal(status, 401);
    assert.equal(body.code, 'sign_in_failed');
    assert.equal(body.message, wrong.body.message);
  }
  assert.equal(page.cookies.size, 0);
  const foreign = await page.ask('/api/auth/sign-in/email', {
    ...byPassword('ann@example.org', PASSWORD),
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(foreign.status, 403);

  const fresh = await testDatabase();
  const there = await testApi(fresh);
  await firstPerson(fresh, there);
  const thief = browser(there.url);
  for (let tries = 0; tries < 18; tries += 1) {
    await noteFailure(fresh.pools.api, 'sign_in:account', 'Ann@example.org');
  }
  for (let tries = 18; tries < 20; tries += 1) {
    const { status } = await thief.ask(
      '/api/auth/sign-in/email',
      byPassword('ann@example.org', `guess ${tries}`),
    );
    assert.equal(status, 401, `try ${tries}`);
  }
  const right = await thief.ask('/api/auth/sign-in/email', byPassword('ann@example.org', PASSWORD));
  assert.equal(right.status, 429);
  assert.ok(Number(right.headers.get('retry-after')) > 0);
  await fresh.pools.owner.query("insert into lotline.clock_shift (amount) values (interval '6 minutes')");
  assert.equal(
    (await thief.ask('/api/auth/sign-in/email', byPassword('ann@example.org', PASSWORD))).status,
    200,
  );
});

test('guesses that are sent all at once are counted as they fail, and the rest is not tried', async () => {
  const fresh = await testDatabase();
  const there = await testApi(fresh);
  await firstPerson(fresh, there);
  const guesses = Array.from({ length: 45 }, (_, at) =>
    browser(there.url).ask('/api/auth/sign-in/email', byPassword('ann@example.org', `guess ${at}`)),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  const tried = statuses.filter((status) => status === 401).length;
  assert.ok(tried >= 20 && tried < 24, `${tried} were tried`);
  assert.equal(statuses.filter((status) => status === 429).length, statuses.length - tried);
});

test('what somebody does to sessions is written down as theirs, and a link asked by nobody known as nobody’s', async () => {
  const own = await newPerson(api, ann, 'gus@example.org', 'viewer');
  await own.change('POST', '/api/auth/revoke-other-sessions');
  const before = api.shown.length;
  const { status } = await browser(api.url).ask('/api/password-resets', {
    method: 'POST',
    body: { email: 'gus@example.org' },
  });
  assert.equal(status, 202);
  await shownToken(api.shown, 'gus@example.org', before);
  await own.change('POST', '/api/auth/sign-out');
  const { rows } = await owner.query<{ action: string; actor: string; own: boolean }>(
    `select e.action, e.actor, e.source ->> 'principal' = e.subject_id as own
       from lotline.audit_entries e join lotline_auth."user" u on u."id" = e.subject_id
      where u."email" = 'gus@example.org' and e.action in ('person.other_sessions_ended',
        'person.password_link_made', 'session.ended') order by e.id`,
  );
  assert.deepEqual(
    rows.map(({ action, actor, own: their }) => [action, actor, their]),
    [
      ['person.other_sessions_ended', 'person:gus@example.org', true],
      ['person.password_link_made', 'nobody', false],
      ['session.ended', 'person:gus@example.org', true],
    ],
  );
});

test('behind https cookies are marked so, and pages of plain http are foreign', async () => {
  const fresh = await testDatabase();
  const there = await testApi(fresh, { publicUrl: 'https://lotline.example' });
  const token = (await offerSetup(fresh.pools.owner, { by: 'test', replace: false })) ?? '';
  const form = { token, email: 'ann@example.org', name: 'Ann', password: PASSWORD, again: PASSWORD };
  const page = browser(there.url);
  const done = await page.submit('/setup', form);
  const [cookie = ''] = done.headers.getSetCookie();
  assert.match(cookie, /^__Secure-lotline\.session_token=.*; Secure/);
  const { token: csrf } = (await page.ask('/api/csrf-token')).body;
  const name = [...page.cookies].map((pair) => pair.join('=')).join('; ');
  for (const [origin, status] of [
    ['https://lotline.example', 204],
    ['http://lotline.example', 403],
    ['https://lotline.example.evil.example', 403],
  ] as const) {
    const { organization } = (await page.ask('/api/me')).body;
    const answer = await there.ask('/api/me/organization', {
      method: 'PUT',
      body: { organization_id: organization.id },
      headers: { cookie: name, origin, 'x-csrf-token': csrf },
    });
    assert.equal(answer.status, status, origin);
  }
});

test('a session shows and ends itself and others, at once', async () => {
  const there = await newPerson(api, ann, 'eve@example.org', 'viewer');
  const here = await signIn(api, 'eve@example.org');
  const shown = await here.ask('/api/auth/get-session');
  assert.equal(shown.body.user.email, 'eve@example.org');
  assert.equal(shown.text.includes('"token"'), false);
  const listed = await here.ask('/api/auth/list-sessions');
  assert.equal(listed.body.filter((one: { current: boolean }) => one.current).length, 1);
  assert.equal(listed.body[0].ipAddress.startsWith('127.'), true);
  assert.equal(listed.text.includes('"token"'), false);

  assert.equal((await here.ask('/api/auth/revoke-other-sessions', { method: 'POST' })).status, 403);
  assert.equal((await there.ask('/api/me')).status, 200);
  assert.equal((await here.change('POST', '/api/auth/revoke-other-sessions')).status, 200);
  assert.equal((await there.ask('/api/me')).status, 401);
  assert.equal((await there.ask('/api/auth/list-sessions')).status, 401);
  assert.equal((await here.ask('/api/auth/list-sessions')).body.length, 1);

  const stolen = new Map(here.cookies);
  assert.equal((await here.change('POST', '/api/auth/sign-out')).status, 200);
  assert.equal(here.cookies.size, 0);
  for (const [name, value] of stolen) here.cookies.set(name, value);
  assert.equal((await here.ask('/api/me')).status, 401);
  assert.equal((await browser(api.url).ask('/api/auth/get-session')).body, null);
});

test('a cookie that was changed, and a session that is over its time, name nobody', async () => {
  const own = await signIn(api, 'ann@example.org');
  const [[name = '', value = ''] = []] = own.cookies;
  for (const bad of [
    `${value.slice(0, -6)}AAAAAA`,
    value.replace(/^./, (c) => (c === 'x' ? 'y' : 'x')),
    'x'.repeat(60),
  ]) {
    own.cookies.set(name, bad);
    assert.equal((await own.ask('/api/me')).status, 401, bad);
  }
  own.cookies.set(name, value);
  assert.equal((await own.ask('/api/me')).status, 200);
  await owner.query(
    `update lotline_auth.session set "expiresAt" = now() - interval '1 second' where token = $1`,
    [decodeURIComponent(value).split('.')[0]],
  );
  assert.equal((await own.ask('/api/me')).status, 401);
});

test('a new password ends all other sessions and keeps this one', async () => {
  const own = await newPerson(api, ann, 'carl@example.org', 'analyst');
  const other = await signIn(api, 'carl@example.org');
  const change = (currentPassword: string, newPassword: string) =>
    own.change('POST', '/api/auth/change-password', { currentPassword, newPassword });
  assert.equal((await change(PASSWORD, 'too short')).status, 400);
  assert.equal((await change('not my password', 'another long password')).status, 400);
  const changed = await change(PASSWORD, 'another long password');
  assert.equal(changed.status, 200, changed.text);
  assert.equal((await own.ask('/api/me')).body.organization.slug, 'default');
  assert.equal((await other.ask('/api/me')).status, 401);
  await signIn(api, 'carl@example.org', 'another long password');
  const { rows } = await owner.query(
    "select from lotline.audit_entries where action = 'person.password_changed' and actor = 'person:carl@example.org'",
  );
  assert.equal(rows.length, 1);
});

test('a lost password is replaced by a link, whose asking tells nobody who is there', async () => {
  const own = await newPerson(api, ann, 'dora@example.org', 'viewer');
  const page = browser(api.url);
  const ask = (email: string) => page.ask('/api/password-resets', { method: 'POST', body: { email } });
  const asked = api.shown.length;
  const [known, unknown] = [await ask('Dora@example.org'), await ask('nobody@example.org')];
  assert.equal(known.status, 202);
  assert.deepEqual([unknown.status, unknown.text], [known.status, known.text]);
  const first = await shownToken(api.shown, 'dora@example.org', asked);
  assert.equal(
    api.shown.some((line) => line.includes('nobody@example.org')),
    false,
  );
  assert.match(
    (await page.ask(`/setup?token=${first}`)).text,
    /Choose a new password[\s\S]*dora@example.org/,
  );

  // asked again, the link before is over
  const before = api.shown.length;
  await ask('dora@example.org');
  const second = await shownToken(api.shown, 'dora@example.org', before);
  const form = { password: 'yet another password', again: 'yet another password' };
  assert.equal((await page.submit('/setup', { ...form, token: first })).status, 410);
  const foreign = await fetch(`${api.url}/setup`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ ...form, token: second }),
  });
  assert.equal(foreign.status, 403);
  const done = await page.submit('/setup', { ...form, token: second });
  assert.equal(done.status, 303, done.text);
  assert.equal((await page.ask('/api/me')).body.person.email, 'dora@example.org');
  assert.equal((await own.ask('/api/me')).status, 401, 'sessions of before are over');
  assert.equal((await page.submit('/setup', { ...form, token: second })).status, 410);

  const later = api.shown.length;
  await ask('dora@example.org');
  const late = await shownToken(api.shown, 'dora@example.org', later);
  await owner.query("insert into lotline.clock_shift (amount) values (interval '61 minutes')");
  assert.equal((await page.ask(`/setup?token=${late}`)).status, 410, 'it works for an hour');
  await owner.query('delete from lotline.clock_shift');
});
