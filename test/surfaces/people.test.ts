import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf, offerSetup } from '../../src/identity/people/links.ts';
import { testApi } from '../support/api.ts';
import { browser, shownToken } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';

const PASSWORD = 'correct horse battery staple';

test('the first person comes by the setup link, invites others, and each is what they were invited as', async () => {
  const database = await testDatabase();
  const { owner } = database.pools;
  const api = await testApi(database);
  const token = (await offerSetup(owner, { by: 'test', replace: false })) ?? '';
  const ann = browser(api.url);

  const page = await ann.ask(linkOf('', token));
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>Set up Lotline<\/h1>/);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; style-src 'sha256-/);
  assert.doesNotMatch(page.text, /<script/);

  const fields = { token, email: 'Ann@Example.org', name: 'Ann', password: PASSWORD, again: PASSWORD };
  const short = await ann.submit('/setup', { ...fields, password: 'short', again: 'short' });
  assert.equal(short.status, 400);
  assert.match(short.text, /role="alert"[^<]*>The password must have at least 12 characters/);
  const differs = await ann.submit('/setup', { ...fields, again: `${PASSWORD}!` });
  assert.match(differs.text, /The two passwords are not the same/);

  const done = await ann.submit('/setup', fields);
  assert.deepEqual([done.status, done.headers.get('location')], [303, '/'], done.text);
  const cookie = done.headers.getSetCookie().find((line) => line.startsWith('lotline.session_token='));
  assert.match(cookie ?? '', /HttpOnly/i);
  assert.match(cookie ?? '', /SameSite=Lax/i);

  const me = await ann.ask('/api/me');
  assert.equal(me.status, 200, me.text);
  assert.equal(me.body.actor, 'person:ann@example.org');
  assert.equal(me.body.role, 'admin');
  assert.equal(me.body.operator, true);
  assert.equal(me.body.organization.slug, 'default');
  assert.equal(me.body.person.name, 'Ann');

  // once is once
  assert.equal((await browser(api.url).ask(linkOf('', token))).status, 410);
  assert.equal((await browser(api.url).submit('/setup', fields)).status, 410);
  assert.equal(await offerSetup(owner, { by: 'test', replace: true }), undefined);

  const invited = await ann.change('POST', '/api/invitations', { email: 'Bob@example.org', role: 'viewer' });
  assert.equal(invited.status, 201, invited.text);
  assert.equal(invited.body.email, 'bob@example.org');
  assert.equal(invited.body.delivery, 'log');
  assert.equal(JSON.stringify(invited.body).includes('token'), false);
  const bob = browser(api.url);
  const bobToken = await shownToken(api.shown, 'bob@example.org');
  assert.match((await bob.ask(linkOf('', bobToken))).text, /Join Default organization[\s\S]*bob@example.org/);
  const joined = await bob.submit('/setup', {
    token: bobToken,
    name: 'Bob',
    password: PASSWORD,
    again: PASSWORD,
  });
  assert.equal(joined.status, 303, joined.text);
  assert.equal((await bob.ask('/api/me')).body.role, 'viewer');
  assert.equal(
    (await bob.change('POST', '/api/invitations', { email: 'x@y.org', role: 'admin' })).status,
    403,
  );
  const people = await bob.ask('/api/people');
  assert.deepEqual(
    people.body.people.map((one: { email: string; role: string }) => [one.email, one.role]),
    [
      ['ann@example.org', 'admin'],
      ['bob@example.org', 'viewer'],
    ],
  );
  const bobId = people.body.people[1].id;

  // a role counts at once, and a removal too
  assert.equal((await ann.change('PATCH', `/api/people/${bobId}`, { role: 'analyst' })).status, 204);
  assert.equal((await bob.ask('/api/me')).body.role, 'analyst');
  assert.equal((await ann.change('DELETE', `/api/people/${bobId}`)).status, 204);
  const out = await bob.ask('/api/people');
  assert.equal(out.status, 403);
  assert.equal(out.body.code, 'no_organization');
  assert.equal((await ann.change('DELETE', `/api/people/${bobId}`)).status, 404);

  // the last admin stays
  const annId = me.body.person.id;
  const demoted = await ann.change('PATCH', `/api/people/${annId}`, { role: 'viewer' });
  assert.equal(demoted.status, 409);
  assert.equal(demoted.body.code, 'last_admin');
  assert.equal((await ann.change('DELETE', `/api/people/${annId}`)).status, 409);

  assert.ok(api.logged.some((line) => line.includes('/setup?token=[redacted]')));
  assert.equal(
    api.logged.some((line) => line.includes(token) || line.includes(bobToken)),
    false,
  );

  const { rows } = await owner.query<{ action: string; actor: string }>(
    "select action, actor from lotline.audit_entries where action ~ '^(member|session|person)' order by id",
  );
  assert.deepEqual(
    rows.map(({ action, actor }) => `${action} ${actor}`),
    [
      'member.joined person:ann@example.org',
      'session.started person:ann@example.org',
      'member.invited person:ann@example.org',
      'member.joined person:bob@example.org',
      'session.started person:bob@example.org',
      'member.role_changed person:ann@example.org',
      'member.removed person:ann@example.org',
    ],
  );
});
