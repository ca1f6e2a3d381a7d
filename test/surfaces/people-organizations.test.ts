import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setOperator } from '../../src/identity/people/members.ts';
import { testApi } from '../support/api.ts';
import { browser, shownToken } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { firstPerson, newPerson, PASSWORD, signIn } from '../support/people.ts';

const database = await testDatabase();
const api = await testApi(database);
const ann = await firstPerson(database, api);
const { owner } = database.pools;

interface Listed {
  readonly id: string;
  readonly slug: string;
  readonly role: string | null;
  readonly active: boolean;
}

test('an operator makes organizations and acts in them, on their behalf; others see and choose only their own', async () => {
  const made = await ann.change('POST', '/api/organizations', { name: 'Acme Homes', slug: 'acme-homes' });
  assert.equal(made.status, 201, made.text);
  assert.equal(
    (await ann.change('POST', '/api/organizations', { name: 'A', slug: 'acme-homes' })).status,
    409,
  );
  assert.equal(
    (await ann.change('POST', '/api/organizations', { name: 'A', slug: 'Acme Homes' })).status,
    400,
  );
  const acme = made.body.id;

  const listed: Listed[] = (await ann.ask('/api/organizations')).body.organizations;
  assert.deepEqual(
    listed.map(({ slug, role, active }) => [slug, role, active]),
    [
      ['acme-homes', null, false],
      ['default', 'admin', true],
    ],
  );
  const first = await ann.ask('/api/organizations?limit=1');
  const second = await ann.ask(`/api/organizations?limit=1&cursor=${first.body.next_cursor}`);
  assert.deepEqual(
    [first.body.organizations[0].slug, second.body.organizations[0].slug],
    ['acme-homes', 'default'],
  );
  assert.equal(second.body.next_cursor, null);

  assert.equal((await ann.change('PUT', '/api/me/organization', { organization_id: acme })).status, 204);
  const me = await ann.ask('/api/me');
  assert.deepEqual(
    [me.body.organization.slug, me.body.role, me.body.operator],
    ['acme-homes', 'admin', true],
  );
  assert.deepEqual((await ann.ask('/api/people')).body.people, []);
  const fred = await newPerson(api, ann, 'fred@example.org', 'admin');
  const { rows } = await owner.query<{ actor: string; on_behalf_of: string }>(
    "select actor, on_behalf_of from lotline.audit_entries where org_id = $1 and action = 'member.invited'",
    [acme],
  );
  assert.deepEqual(rows, [{ actor: 'person:ann@example.org', on_behalf_of: 'organization:acme-homes' }]);
  const { person } = (await ann.ask('/api/me')).body;
  const { rows: before } = await owner.query<{ action: string; actor: string; principal: string }>(
    `select action, actor, source ->> 'principal' as principal from lotline.audit_entries
      where org_id = $1 and action in ('organization.created', 'session.chose_organization') order by id`,
    [acme],
  );
  const by = { actor: 'person:ann@example.org', principal: person.id };
  assert.deepEqual(before, [
    { action: 'organization.created', ...by },
    { action: 'session.chose_organization', ...by },
  ]);
  const back = listed.find(({ slug }) => slug === 'default')?.id;
  await ann.change('PUT', '/api/me/organization', { organization_id: back });

  assert.deepEqual(
    (await fred.ask('/api/organizations')).body.organizations.map((one: Listed) => one.slug),
    ['acme-homes'],
  );
  const refused = await fred.change('PUT', '/api/me/organization', { organization_id: back });
  assert.equal(refused.status, 404);
  assert.equal((await fred.change('POST', '/api/organizations', { name: 'F', slug: 'freds' })).status, 403);
  assert.equal((await api.ask('/api/organizations')).status, 401);
  assert.equal((await browser(api.url).ask('/api/organizations')).status, 401);
});

test('a known person joins a second organization without a new password, and chooses where to act', async () => {
  const grete = await newPerson(api, ann, 'grete@example.org', 'analyst');
  const other = await api.client('admin');
  const invited = await other.post('/api/invitations', { email: 'grete@example.org', role: 'viewer' });
  assert.equal(invited.status, 201);
  const token = await shownToken(api.shown, 'grete@example.org');
  const anybody = browser(api.url);
  const page = await anybody.ask(`/setup?token=${token}`);
  assert.match(page.text, /You have an account here/);
  assert.doesNotMatch(page.text, /type="password"/);
  assert.match((await anybody.submit('/setup', { token })).text, /You have joined/);
  assert.equal(anybody.cookies.size, 0, 'who holds the link is not signed in as her');
  await signIn(api, 'grete@example.org', PASSWORD);

  assert.equal((await grete.ask('/api/me')).body.role, 'analyst');
  await grete.change('PUT', '/api/me/organization', { organization_id: other.organizationId });
  assert.equal((await grete.ask('/api/me')).body.role, 'viewer');
  assert.equal(
    (await other.post('/api/invitations', { email: 'Grete@Example.org', role: 'admin' })).status,
    409,
  );

  // Taken out of where she acts she is out, and not silently elsewhere.
  const { people } = (await other.get('/api/people')).body;
  assert.equal(
    (await other.ask(`/api/people/${people[0].id}`, { method: 'DELETE' })).status,
    409,
    'the last of all',
  );
  await owner.query("update lotline.members set role = 'admin' where org_id = $1", [other.organizationId]);
  await owner.query(
    `insert into lotline.members (org_id, person_id, role)
     select $1, id, 'admin' from lotline_auth."user" where email = 'ann@example.org'`,
    [other.organizationId],
  );
  assert.equal((await other.ask(`/api/people/${people[0].id}`, { method: 'DELETE' })).status, 204);
  assert.equal((await grete.ask('/api/me')).body.code, 'no_organization');
  const own: Listed[] = (await grete.ask('/api/organizations')).body.organizations;
  assert.equal(own.length, 1);
  await grete.change('PUT', '/api/me/organization', { organization_id: own[0]?.id });
  assert.equal((await grete.ask('/api/me')).body.role, 'analyst');
});

test('invitations are listed, replaced, ended, and run out; another organization sees none of it', async () => {
  const [admin, stranger, analyst] = [
    await api.client('admin'),
    await api.client('admin'),
    await api.client('analyst'),
  ];
  const send = (email: string, role = 'viewer') => admin.post('/api/invitations', { email, role });
  const { id } = (await send('hugo@example.org')).body;
  const first = await shownToken(api.shown, 'hugo@example.org');
  const before = api.shown.length;
  const again = await send('hugo@example.org', 'analyst');
  assert.notEqual(again.body.id, id);
  const second = await shownToken(api.shown, 'hugo@example.org', before);
  assert.equal((await api.ask(`/setup?token=${first}`)).status, 410);
  assert.equal((await api.ask(`/setup?token=${second}`)).status, 200);

  await send('ida@example.org');
  const page = await admin.get('/api/invitations?limit=1');
  assert.equal(page.body.invitations[0].email, 'hugo@example.org');
  const next = await admin.get(`/api/invitations?limit=1&cursor=${page.body.next_cursor}`);
  assert.equal(next.body.invitations[0].email, 'ida@example.org');
  assert.equal(next.body.next_cursor, null);

  const one = `/api/invitations/${again.body.id}`;
  assert.deepEqual((await stranger.get('/api/invitations')).body.invitations, []);
  assert.equal((await stranger.ask(one, { method: 'DELETE' })).status, 404);
  assert.equal((await analyst.get('/api/invitations')).status, 403);
  assert.equal((await admin.ask(one, { method: 'DELETE' })).status, 204);
  assert.equal((await admin.ask(one, { method: 'DELETE' })).status, 404);
  assert.equal((await api.ask(`/setup?token=${second}`)).status, 410);

  const ida = await shownToken(api.shown, 'ida@example.org');
  await owner.query("insert into lotline.clock_shift (amount) values (interval '7 days 1 minute')");
  assert.equal((await api.ask(`/setup?token=${ida}`)).status, 410);
  await owner.query('delete from lotline.clock_shift');
  for (const email of ['', 'nobody', 'a@b', `${'x'.repeat(250)}@example.org`]) {
    const refused = await send(email);
    assert.equal(refused.status, 400, email);
    assert.match(refused.body.message, /^email: /);
  }
  assert.match(
    (await send('ok@example.org', 'owner')).body.message,
    /role: must be viewer, analyst or admin/,
  );
});

test('an operator who is in no organization acts for the default one, until they are none any more', async () => {
  const admin = await api.client('admin');
  await admin.post('/api/invitations', { email: 'jo@example.org', role: 'viewer' });
  const jo = browser(api.url);
  const token = await shownToken(api.shown, 'jo@example.org');
  await jo.submit('/setup', { token, name: 'Jo', password: PASSWORD, again: PASSWORD });
  await setOperator(owner, 'Jo@example.org', true);
  await assert.rejects(setOperator(owner, 'nobody@example.org', true), { code: 'not_found' });
  assert.equal((await jo.ask('/api/me')).body.operator, true);
  await owner.query('delete from lotline.members where org_id = $1', [admin.organizationId]);
  const own = await signIn(api, 'jo@example.org');
  assert.equal((await own.ask('/api/me')).body.organization.slug, 'default');
  await setOperator(owner, 'jo@example.org', false);
  assert.equal((await own.ask('/api/me')).body.code, 'no_organization');
  const { rows } = await owner.query<{ action: string }>(
    "select action from lotline.audit_entries where action like 'operator.%' order by id",
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['operator.added', 'operator.removed'],
  );
});

test('an API key says who it is, and is nobody in matters of a person', async () => {
  const viewer = await api.client('viewer');
  const { body } = await viewer.get('/api/me');
  assert.deepEqual(
    [body.via, body.role, body.person, body.organization.id],
    ['key', 'viewer', null, viewer.organizationId],
  );
  assert.equal((await viewer.get('/api/csrf-token')).status, 401);
  assert.equal((await viewer.ask('/api/organizations')).status, 401);
});
