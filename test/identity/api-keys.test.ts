import assert from 'node:assert/strict';
import test from 'node:test';
import { listApiKeys } from '../../src/identity/api-key-list.ts';
import { callerOf, createApiKey, revokeApiKey } from '../../src/identity/api-keys.ts';
import { createOrganization, organizationBySlug } from '../../src/identity/organizations.ts';
import { hashSecret, newSecret } from '../../src/identity/secret.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner, api } = database.pools;
const unexpected = (error: unknown) => assert.fail(String(error));
const lookUp = (key: string) => callerOf(api, key, unexpected);

async function makeKey(changes: { role?: 'viewer' | 'analyst' | 'admin'; expiresAt?: Date } = {}) {
  const organizationId = await database.organization();
  const made = await createApiKey(owner, {
    organizationId,
    name: 'deploy script',
    role: changes.role ?? 'analyst',
    createdBy: 'test',
    expiresAt: changes.expiresAt ?? null,
  });
  return { organizationId, ...made };
}

test('a key names its organization, role and actor', async () => {
  const { key, id, organizationId } = await makeKey({ role: 'viewer' });
  assert.match(key, /^lot_live_[0-9a-f]{64}$/);
  assert.deepEqual(await lookUp(key), {
    organizationId,
    role: 'viewer',
    actor: 'key:deploy script',
    via: 'key',
    principal: id,
  });
});

test('the key is not in the database, its hash is not readable by the server', async () => {
  const { key, id } = await makeKey();
  const { rows } = await owner.query<{ row: string; hash: Buffer }>(
    'select k::text as row, key_hash as hash from lotline.api_keys k where id = $1',
    [id],
  );
  assert.equal(rows[0]?.row.includes(key.slice(20)), false);
  assert.deepEqual(rows[0]?.hash, hashSecret(key));
  await assert.rejects(api.query('select key_hash from lotline.api_keys'), /permission denied/);
});

test('unknown, expired and revoked keys, and other texts, name nobody', async () => {
  const { key, id, organizationId } = await makeKey();
  const expired = await makeKey({ expiresAt: new Date(Date.now() - 1000) });
  assert.ok(await lookUp(key));
  await revokeApiKey(owner, organizationId, id);
  await revokeApiKey(owner, organizationId, id);
  for (const text of [
    key,
    expired.key,
    newSecret(),
    `${key}0`,
    key.toUpperCase(),
    'lot_live_',
    '',
    "' or true --",
  ]) {
    assert.equal(await lookUp(text), undefined, text);
  }
});

test('a key is revoked only by its own organization', async () => {
  const { id, key } = await makeKey();
  const other = await database.organization();
  await assert.rejects(revokeApiKey(owner, other, id), { code: 'not_found' });
  assert.ok(await lookUp(key));
});

test('looking a key up writes its time of use at most once a minute', async () => {
  const { key, id } = await makeKey();
  const used = async () => {
    const { rows } = await owner.query<{ last_used_at: Date | null; xmin: string }>(
      'select last_used_at, xmin::text from lotline.api_keys where id = $1',
      [id],
    );
    return rows[0];
  };
  assert.equal((await used())?.last_used_at, null);
  await lookUp(key);
  const first = await until(
    async () => ((await used())?.last_used_at ? used() : false),
    'the use to be noted',
  );
  for (let i = 0; i < 5; i += 1) await lookUp(key);
  assert.deepEqual(await used(), first);
  await owner.query(
    "update lotline.api_keys set last_used_at = now() - interval '61 seconds' where id = $1",
    [id],
  );
  const old = await used();
  await lookUp(key);
  await until(async () => (await used())?.xmin !== old?.xmin, 'the use to be noted again');
});

test('the list shows everything but the key', async () => {
  const { organizationId, id, key, prefix } = await makeKey();
  const [listed, ...rest] = await listApiKeys(owner, organizationId);
  assert.equal(rest.length, 0);
  assert.equal(listed?.id, id);
  assert.equal(listed?.prefix, prefix);
  assert.ok(key.startsWith(prefix) && prefix.length < 20);
  assert.equal(JSON.stringify(listed).includes(key), false);
});

test('a key needs a name', async () => {
  const organizationId = await database.organization();
  for (const name of ['', '   ', 'x'.repeat(201)]) {
    await assert.rejects(createApiKey(owner, { organizationId, name, role: 'admin', createdBy: 'test' }), {
      code: 'invalid_argument',
    });
  }
});

test('organizations are found by slug and made once', async () => {
  assert.equal((await organizationBySlug(owner)).id, await database.defaultOrganization());
  await createOrganization(owner, { name: 'Acme', slug: 'acme' });
  await assert.rejects(createOrganization(owner, { name: 'Acme', slug: 'acme' }), { code: 'conflict' });
  assert.equal((await organizationBySlug(owner, 'acme')).name, 'Acme');
  await assert.rejects(organizationBySlug(owner, 'nobody'), { code: 'not_found' });
});
