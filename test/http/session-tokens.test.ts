import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { createClerkTokens } from '../../src/identity/tokens/clerk.ts';
import { linkOrganization } from '../../src/identity/tokens/external-organizations.ts';
import { startClerk } from '../../src/simulators/clerk.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItems } from '../support/lookups.ts';

const database = await testDatabase();
const clerk = await startClerk();
after(() => clerk.stop());
const { clerk: config } = readConfig({ CLERK_ISSUER: clerk.issuer });
assert.ok(config);
const token = createClerkTokens({ config, db: database.pools.api, log: createLog('silent') });
const api = await testApi(database, { access: { token } });

async function member(role: string) {
  const organizationId = await database.organization();
  const externalId = `org_${organizationId.slice(0, 8)}`;
  await linkOrganization(database.pools.owner, { issuer: clerk.issuer, externalId }, organizationId, 'test');
  const text = clerk.token({ o: { id: externalId, rol: role } });
  const ask = (path: string, method = 'GET', body?: unknown) =>
    api.ask(path, {
      method,
      headers: { authorization: `Bearer ${text}` },
      ...(body === undefined ? {} : { body }),
    });
  return { organizationId, text, ask };
}

test('a session token and a key of another organization see nothing of each other', async () => {
  const person = await member('member');
  const program = await api.client('admin');
  const made = await person.ask('/batch-lookups', 'POST', { items: lookupItems(2) });
  assert.equal(made.status, 201, made.text);
  const theirs = await program.post('/batch-lookups', { items: lookupItems(2) });
  const [mine, other] = [`/batch-lookups/${made.body.job_id}`, `/batch-lookups/${theirs.body.job_id}`];
  assert.equal(made.body.job_id === theirs.body.job_id, false);
  assert.deepEqual([(await person.ask(mine)).status, (await program.get(other)).status], [200, 200]);
  for (const reply of [
    await person.ask(other),
    await person.ask(`${other}/items`),
    await person.ask(`${other}/cancel`, 'POST'),
    await program.get(mine),
    await program.get(`${mine}/items`),
    await program.post(`${mine}/cancel`),
  ]) {
    assert.deepEqual([reply.status, reply.body.code], [404, 'job_not_found']);
  }
  for (const list of [await person.ask('/batch-lookups'), await program.get('/batch-lookups')])
    assert.equal(list.body.jobs.length, 1);
});

test('a session token is taken from Bearer alone, and its role counts', async () => {
  const { text, ask } = await member('guest');
  assert.equal((await ask('/batch-lookups')).status, 200);
  const refused = await ask('/batch-lookups', 'POST', { items: lookupItems(1) });
  assert.deepEqual(
    [refused.status, refused.body.error],
    [403, 'This needs the role analyst; you have the role viewer'],
  );
  assert.equal((await api.ask('/batch-lookups', { headers: { 'x-api-key': text } })).status, 401);
  assert.equal((await api.ask('/batch-lookups', { headers: { cookie: `__session=${text}` } })).status, 401);
});

test('one that is over is told so, and never makes an address wait', async () => {
  const good = await api.client('viewer');
  for (let count = 0; count < 25; count += 1) {
    const over = clerk.token({ jti: `${count}` }, { at: Date.now() - 3_600_000 });
    const reply = await api.ask('/api/limits', { headers: { authorization: `Bearer ${over}` } });
    assert.deepEqual([reply.status, reply.body.code], [401, 'unauthorized']);
    assert.match(reply.body.message, /it is over/);
  }
  assert.equal((await good.get('/api/limits')).status, 200);
  assert.equal(api.logged.join('').includes('eyJ'), false, 'no token is logged');
});

test('forged ones do', async () => {
  for (let count = 0; count < 20; count += 1) {
    const forged = clerk.token({ jti: `${count}` }, { key: 'new', header: { kid: 'ins_old' } });
    await api.ask('/api/limits', { headers: { authorization: `Bearer ${forged}` } });
  }
  const { text } = await member('admin');
  const reply = await api.ask('/api/limits', { headers: { authorization: `Bearer ${text}` } });
  assert.deepEqual([reply.status, reply.body.code], [429, 'too_many_failures']);
});

test('while the issuer cannot be asked, callers are told to come back', async () => {
  const down = await testApi(database, {
    access: {
      token: createClerkTokens({
        config: { ...config, jwksUrl: 'http://127.0.0.1:9/jwks' },
        db: database.pools.api,
        log: createLog('silent'),
      }),
    },
  });
  const reply = await down.ask('/api/limits', { headers: { authorization: `Bearer ${clerk.token()}` } });
  assert.deepEqual([reply.status, reply.body.code], [503, 'issuer_unavailable']);
  assert.equal(reply.headers.get('retry-after'), '10');
});
