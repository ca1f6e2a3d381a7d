import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import test, { after } from 'node:test';
import type { ClerkConfig } from '../../src/base/clerk-config.ts';
import type { Clock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/base/config.ts';
import { AppError } from '../../src/base/errors.ts';
import { createLog } from '../../src/base/log.ts';
import { createClerkTokens } from '../../src/identity/tokens/clerk.ts';
import {
  linkOrganization,
  listLinks,
  unlinkOrganization,
} from '../../src/identity/tokens/external-organizations.ts';
import { startClerk } from '../../src/simulators/clerk.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner, api } = database.pools;
let now = Date.now();
const clock: Clock = { now: () => now, sleep: async () => {} };
const clerk = await startClerk(() => now);
after(() => clerk.stop());

function configWith(env: NodeJS.ProcessEnv): ClerkConfig {
  const { clerk: config } = readConfig({ CLERK_ISSUER: clerk.issuer, ...env });
  assert.ok(config);
  return config;
}

const tokensWith = (env: NodeJS.ProcessEnv = {}) =>
  createClerkTokens({ config: configWith(env), db: api, log: createLog('silent'), clock });
const tokens = tokensWith();

/** Links a fresh organization of ours; answers its id and claims of its members. */
let made = 0;
async function linked() {
  made += 1;
  const organizationId = await database.organization();
  const externalId = `org_test${made}`;
  await linkOrganization(owner, { issuer: clerk.issuer, externalId }, organizationId, 'test');
  return { organizationId, externalId, admin: { o: { id: externalId, slg: 'acme', rol: 'admin' } } };
}

const refusal = (code: string, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, code);
  assert.match(`${error.message} ${error.hint ?? ''}`, words);
  return true;
};

test('both versions of the claims name organization and role', async () => {
  const { organizationId, externalId } = await linked();
  const callers = [];
  for (const claims of [
    { o: { id: externalId, rol: 'admin' } },
    { o: { id: externalId, slg: 'acme', rol: 'member' } },
    { o: { id: externalId, rol: 'billing' } },
    { o: { id: externalId } },
    { v: undefined, org_id: externalId, org_role: 'org:admin', org_slug: 'acme', org_permissions: ['org:x'] },
    { v: 1, org_id: externalId, org_role: 'org:member' },
  ])
    callers.push(await tokens(clerk.token(claims)));
  assert.deepEqual(
    callers.map((caller) => caller?.role),
    ['admin', 'analyst', 'viewer', 'viewer', 'admin', 'analyst'],
  );
  assert.deepEqual(callers[0], {
    organizationId,
    role: 'admin',
    actor: 'person:user_2f6bGd0cQO1Yk7',
    via: 'token',
    principal: 'clerk:user_2f6bGd0cQO1Yk7',
  });
});

test('roles are mapped as configured', async () => {
  const { externalId } = await linked();
  const own = tokensWith({ CLERK_ROLES: 'org:owner=admin, admin=analyst' });
  const role = async (rol: string) => (await own(clerk.token({ o: { id: externalId, rol } })))?.role;
  assert.deepEqual(
    [await role('owner'), await role('admin'), await role('member')],
    ['admin', 'analyst', 'viewer'],
  );
});

test('support staff that impersonates is named, and for whom', async () => {
  const { admin } = await linked();
  const caller = await tokens(clerk.token({ ...admin, act: { sub: 'user_support' } }));
  assert.deepEqual(
    [caller?.actor, caller?.onBehalfOf],
    ['person:user_support', 'person:user_2f6bGd0cQO1Yk7'],
  );
});

test('times count with five seconds of grace', async () => {
  const { admin } = await linked();
  const seconds = Math.floor(now / 1000);
  assert.ok(await tokens(clerk.token({ ...admin, exp: seconds - 4 })));
  assert.ok(await tokens(clerk.token({ ...admin, nbf: seconds + 4 })));
  await assert.rejects(tokens(clerk.token({ ...admin, exp: seconds - 7 })), refusal('unauthorized', /over/));
  await assert.rejects(tokens(clerk.token({ ...admin, nbf: seconds + 7 })), refusal('unauthorized', /nbf/));
  await assert.rejects(tokens(clerk.token({ ...admin, exp: undefined })), refusal('unauthorized', /exp/));
});

test('a token of another issuer or application, or of an unfinished sign-in, is refused', async () => {
  const { admin } = await linked();
  const strict = tokensWith({ CLERK_AUTHORIZED_PARTIES: 'https://app.example.com, https://two.example.com' });
  const token = (claims: Record<string, unknown>) => clerk.token({ ...admin, ...claims });
  assert.ok(await strict(token({ azp: 'https://two.example.com' })));
  assert.ok(await strict(token({})), 'the claim is optional');
  await assert.rejects(
    strict(token({ azp: 'https://evil.example.com' })),
    refusal('unauthorized', /another application/),
  );
  await assert.rejects(tokens(token({ iss: 'https://evil.example.com' })), refusal('unauthorized', /iss/));
  await assert.rejects(tokens(token({ sts: 'pending' })), refusal('unauthorized', /not finished signing in/));
  await assert.rejects(tokens(token({ sub: undefined })), refusal('unauthorized', /sub/));
});

test('what the issuer did not sign names nobody', async () => {
  const { admin } = await linked();
  const good = clerk.token(admin);
  const [header = '', claims = '', signature = ''] = good.split('.');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const hmacHeader = part({ alg: 'HS256', kid: 'ins_old', typ: 'JWT' });
  const hmac = createHmac('sha256', clerk.pem()).update(`${hmacHeader}.${claims}`).digest('base64url');
  const texts = {
    'the signature of another token': `${header}.${claims}.${clerk.token({}).split('.')[2]}`,
    'changed claims': `${header}.${part({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'user_x' })}.${signature}`,
    'no signature': `${part({ alg: 'none', kid: 'ins_old' })}.${claims}.`,
    'alg none with a signature': `${part({ alg: 'none', kid: 'ins_old' })}.${claims}.${signature}`,
    'the public key as a secret': `${hmacHeader}.${claims}.${hmac}`,
    'the other key under this id': clerk.token(admin, { key: 'new', header: { kid: 'ins_old' } }),
    'no key id': clerk.token(admin, { header: { kid: undefined } }),
    'a critical header nobody knows': clerk.token(admin, { header: { crit: ['x'], x: 1 } }),
    'no token at all': 'lot_live_x',
    'dots alone': '..',
    'a very long one': clerk.token({ ...admin, filler: 'x'.repeat(9000) }),
  };
  for (const [what, text] of Object.entries(texts)) assert.equal(await tokens(text), undefined, what);
  assert.ok(await tokens(good));
});

test('an unknown organization is refused with the fix, or made once where that is allowed', async () => {
  await assert.rejects(
    tokens(clerk.token({ o: { id: 'org_new', rol: 'admin' } })),
    refusal('forbidden', /lotline clerk link org_new --organization SLUG.*CLERK_CREATE_ORGANIZATIONS/),
  );
  await assert.rejects(tokens(clerk.token({})), refusal('forbidden', /no organization/));
  const open = tokensWith({ CLERK_CREATE_ORGANIZATIONS: 'true' });
  const token = clerk.token({ o: { id: 'org_new', slg: 'Acme & Söhne', rol: 'admin' } });
  const callers = await Promise.all(Array.from({ length: 5 }, () => open(token)));
  const ids = new Set(callers.map((caller) => caller?.organizationId));
  assert.equal(ids.size, 1);
  const { rows } = await owner.query('select slug, name from lotline.organizations where id = any ($1)', [
    [...ids],
  ]);
  assert.deepEqual(rows, [{ slug: 'acme-s-hne', name: 'Acme & Söhne' }]);
  const second = await open(clerk.token({ o: { id: 'org_newer', slg: 'acme-s-hne' } }));
  assert.ok(second && !ids.has(second.organizationId), 'the same name is another organization');
  const nameless = await open(clerk.token({ o: { id: 'org_nameless' } }));
  assert.ok(nameless);
});

test('a link can be changed and taken away, from the next request on', async () => {
  const { externalId, admin } = await linked();
  const other = await database.organization();
  const place = { issuer: clerk.issuer, externalId };
  await linkOrganization(owner, place, other, 'test');
  assert.equal((await tokens(clerk.token(admin)))?.organizationId, other);
  assert.ok((await listLinks(owner)).some((link) => link.externalId === externalId));
  await unlinkOrganization(owner, place);
  await assert.rejects(tokens(clerk.token(admin)), refusal('forbidden', /not known here/));
  await assert.rejects(unlinkOrganization(owner, place), { code: 'not_found' });
});

test('keys rotate without a restart, and an issuer that is down stops nobody it has signed for', async () => {
  const { admin } = await linked();
  const own = tokensWith();
  assert.ok(await own(clerk.token(admin)));
  const before = clerk.asked;
  assert.ok(await own(clerk.token(admin)));
  assert.equal(clerk.asked, before, 'known keys are not asked for again');

  clerk.show('old', 'new');
  now += 10_001;
  assert.ok(await own(clerk.token(admin, { key: 'new' })), 'an unknown key is asked for at once');
  const asked = clerk.asked;
  for (let count = 0; count < 5; count += 1)
    assert.equal(await own(clerk.token(admin, { header: { kid: `made-up-${count}` } })), undefined);
  assert.equal(clerk.asked, asked, 'made-up ids cost the issuer nothing');

  clerk.fail(true);
  now += 3_600_000;
  assert.ok(await own(clerk.token(admin)), 'after an hour of outage');
  now += 10_001;
  await assert.rejects(
    own(clerk.token(admin, { header: { kid: 'made-up' } })),
    refusal('issuer_unavailable', /cannot be checked/),
  );
  now += 24 * 3_600_000;
  await assert.rejects(own(clerk.token(admin)), refusal('issuer_unavailable', /cannot be checked/));

  clerk.fail(false);
  clerk.show('new');
  now += 10_001;
  assert.ok(await own(clerk.token(admin, { key: 'new' })));
  assert.equal(await own(clerk.token(admin)), undefined, 'a key that was taken away is gone');
  clerk.show('old');
  now += 600_001;
  await own(clerk.token(admin, { key: 'new' }));
  await until(async () => (await own(clerk.token(admin, { key: 'new' }))) === undefined, 'the key to go');
});

test('without keys yet an outage is our trouble and not the caller’s', async () => {
  const { admin } = await linked();
  clerk.fail(true);
  const own = tokensWith();
  await assert.rejects(own(clerk.token(admin)), refusal('issuer_unavailable', /cannot be checked/));
  const asked = clerk.asked;
  await assert.rejects(own(clerk.token(admin)), refusal('issuer_unavailable', /cannot be checked/));
  assert.equal(clerk.asked, asked);
  clerk.fail(false);
  now += 10_001;
  assert.ok(await own(clerk.token(admin)));
});

test('with a PEM nothing is fetched', async () => {
  const { admin } = await linked();
  const before = clerk.asked;
  const own = tokensWith({ CLERK_JWT_KEY: clerk.pem().replaceAll('\n', '\\n') });
  assert.ok(await own(clerk.token(admin)));
  assert.equal(await own(clerk.token(admin, { key: 'new' })), undefined);
  assert.equal(clerk.asked, before);
});

test('half a configuration is refused', () => {
  assert.equal(readConfig({}).clerk, undefined);
  assert.throws(() => readConfig({ CLERK_JWKS_URL: 'https://x.example/jwks' }), /CLERK_ISSUER/);
  assert.throws(() => readConfig({ CLERK_ISSUER: clerk.issuer, CLERK_JWT_KEY: 'MIIB' }), /CLERK_JWT_KEY/);
  assert.throws(() => readConfig({ CLERK_ISSUER: clerk.issuer, CLERK_ROLES: 'admin=king' }), /CLERK_ROLES/);
});
