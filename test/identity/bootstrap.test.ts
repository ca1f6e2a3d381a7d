import assert from 'node:assert/strict';
import test from 'node:test';
import { listApiKeys } from '../../src/identity/api-key-list.ts';
import { callerOf, createApiKey, revokeApiKey } from '../../src/identity/api-keys.ts';
import { makeFirstKey } from '../../src/identity/bootstrap.ts';
import { newSecret, weakness } from '../../src/identity/secret.ts';
import { testDatabase } from '../support/database.ts';

const unexpected = (error: unknown) => assert.fail(String(error));

test('the first key is an admin of the default organization, made once however many start at once', async () => {
  const database = await testDatabase();
  const { owner, api } = database.pools;
  const given = newSecret().replace('lot_', 'leap_');
  const made = await Promise.all([1, 2, 3].map(() => makeFirstKey(owner, given)));
  assert.equal(made.filter((one) => one !== undefined).length, 1);
  assert.equal(made.find((one) => one !== undefined)?.key, undefined, 'a given key is not handed out again');
  const organizationId = await database.defaultOrganization();
  // Once revoked it stays so, and nothing else takes its place.
  const [key] = await listApiKeys(owner, organizationId);
  assert.deepEqual(await callerOf(api, given, unexpected), {
    organizationId,
    role: 'admin',
    actor: 'key:bootstrap',
    via: 'key',
    principal: key?.id,
  });
  await revokeApiKey(owner, organizationId, key?.id ?? '');
  assert.equal(await makeFirstKey(owner, given), undefined);
  assert.equal(await makeFirstKey(owner, undefined), undefined);
  assert.equal(await callerOf(api, given, unexpected), undefined);
});

test('without a given key a random one is made and shown this once', async () => {
  const database = await testDatabase();
  const { owner, api } = database.pools;
  const made = await makeFirstKey(owner, undefined);
  assert.ok(made?.key);
  assert.ok(made.key.startsWith(made.prefix));
  assert.equal((await callerOf(api, made.key, unexpected))?.role, 'admin');
  assert.equal(await makeFirstKey(owner, undefined), undefined);
});

test('a database that has any key gets no bootstrap key', async () => {
  const database = await testDatabase();
  const organizationId = await database.organization();
  await createApiKey(database.pools.owner, {
    organizationId,
    name: 'own',
    role: 'viewer',
    createdBy: 'test',
  });
  assert.equal(await makeFirstKey(database.pools.owner, newSecret()), undefined);
});

test('a bootstrap key of too little randomness is refused without being told', async () => {
  const database = await testDatabase();
  const weak = [
    'secret',
    'lot_live_',
    `lot_live_${'0'.repeat(64)}`,
    `lot_live_${'0123456789abcdef'.repeat(4)}`,
    `leap_live_${'deadbeef'.repeat(8)}`,
    `lot_live_${Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join('')}`,
    newSecret().slice(0, -2),
    newSecret().toUpperCase(),
    newSecret().replace('live', 'test'),
  ];
  for (const key of weak) {
    await assert.rejects(makeFirstKey(database.pools.owner, key), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'configuration');
      assert.equal(key.length > 20 && error.message.includes(key), false, 'the key is not in the message');
      return true;
    });
  }
  const { rows } = await database.pools.owner.query('select from lotline.api_keys');
  assert.equal(rows.length, 0);
});

test('random keys are never taken for weak ones', () => {
  for (let i = 0; i < 2000; i += 1) assert.equal(weakness(newSecret()), undefined);
});
