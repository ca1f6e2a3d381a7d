import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { newSecret } from '../../src/identity/secret.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const MOST = 20;

const tries = (key: string, address: string) => ({
  headers: { 'x-api-key': key, 'x-forwarded-for': address },
});

test('an address that tries one key after another waits, on every server, and others do not', async () => {
  const database = await testDatabase();
  const [api, second] = [
    await testApi(database, { trustedProxies: ['loopback'] }),
    await testApi(database, { trustedProxies: ['loopback'] }),
  ];
  const { key } = await api.client();
  for (let count = 0; count < MOST; count += 1)
    assert.equal((await api.ask('/api/limits', tries(newSecret(), '192.0.2.1'))).status, 401);
  const refused = await api.ask('/api/limits', tries(newSecret(), '192.0.2.1'));
  assert.deepEqual([refused.status, refused.body.code], [429, 'too_many_failures']);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 200 && wait <= 300, `${wait}`);
  const told = api.logged.filter((line) => line.includes('too many wrong keys'));
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /"address":"192\.0\.2\.1"/);
  assert.equal((await api.ask('/api/limits', tries(key, '192.0.2.1'))).status, 429, 'before any look-up');
  assert.equal((await api.ask('/api/limits', tries(key, '192.0.2.2'))).status, 200);
  await second.ask('/api/limits', tries(newSecret(), '192.0.2.1'));
  assert.equal((await second.ask('/api/limits', tries(newSecret(), '192.0.2.1'))).status, 429);
});

test('a program that repeats one old key is no guesser: it counts once', async () => {
  const database = await testDatabase();
  const api = await testApi(database);
  const [old, { key }] = [newSecret(), await api.client()];
  for (let count = 0; count < MOST + 5; count += 1)
    assert.equal((await api.ask('/api/limits', { headers: { 'x-api-key': old } })).status, 401);
  assert.equal((await api.ask('/api/limits', { headers: { 'x-api-key': key } })).status, 200);
});

test('where a request came from is believed of trusted proxies alone', async () => {
  const database = await testDatabase();
  const api = await testApi(database, { trustedProxies: ['192.0.2.0/24'] });
  const { key } = await api.client();
  for (let count = 0; count < MOST; count += 1)
    await api.ask('/api/limits', tries(newSecret(), `198.51.100.${count}`));
  assert.equal((await api.ask('/api/limits', tries(key, '198.51.100.99'))).status, 429);
});

test('proxies are named by address, network or word', () => {
  const of = (text: string) => readConfig({ LOTLINE_TRUSTED_PROXIES: text }).trustedProxies;
  assert.deepEqual(readConfig({}).trustedProxies, ['loopback']);
  assert.deepEqual(of('none'), []);
  assert.deepEqual(of('10.0.0.0/8, fd00::/8,uniquelocal'), ['10.0.0.0/8', 'fd00::/8', 'uniquelocal']);
  for (const bad of ['everybody', '10.0.0.0/33', '10.0.0.0/8/9', 'example.org'])
    assert.throws(() => of(bad), /LOTLINE_TRUSTED_PROXIES/);
});
