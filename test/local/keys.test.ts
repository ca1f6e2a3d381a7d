import assert from 'node:assert/strict';
import test from 'node:test';
import { callerOf } from '../../src/identity/api-keys.ts';
import { testDatabase } from '../support/database.ts';
import { lotline } from '../support/lotline-process.ts';

const { urls, pools } = await testDatabase();
const env = { DATABASE_URL: urls.owner };
const callerBy = (key: string) => callerOf(pools.api, key, (error) => assert.fail(String(error)));

test('a key is narrowed when it is made, and rotated', async () => {
  const made = await lotline(
    ['keys', 'create', '--role', 'analyst', '--scopes', 'lookups:write,reports:read', '--test', '--json'],
    env,
  );
  assert.equal(made.code, 0, made.stderr);
  const { id, key } = JSON.parse(made.stdout) as { id: string; key: string };
  assert.match(key, /^lot_test_/);
  const caller = await callerBy(key);
  assert.deepEqual([caller?.scopes, caller?.test], [['lookups:write', 'reports:read'], true]);
  const listed = await lotline(['keys', 'list'], env);
  assert.match(listed.stdout, /analyst {2}lookups:write,reports:read {2}active/);
  const rotated = await lotline(['keys', 'rotate', id, '--overlap-hours', '0', '--json'], env);
  assert.equal(rotated.code, 0, rotated.stderr);
  const next = JSON.parse(rotated.stdout) as { key: string };
  assert.equal(await callerBy(key), undefined, 'without an overlap the old one ends at once');
  assert.deepEqual((await callerBy(next.key))?.scopes, ['lookups:write', 'reports:read']);
});

test('mistakes about keys and limits name the field and the fix', async () => {
  for (const [args, words] of [
    [['keys', 'create', '--scopes', 'lookups'], /--scopes lookups.*lookups:read/s],
    [['keys', 'rotate', 'x'], /is not the id of a key/],
    [['limits', 'set'], /Name a limit/],
    [['limits', 'set', '--open-jobs', '-1'], /open-jobs/],
    [['clerk', 'link', 'org_1', '--organization', 'default'], /--issuer/],
  ] as const) {
    const result = await lotline([...args], env);
    assert.notEqual(result.code, 0, args.join(' '));
    assert.match(result.stderr, words);
  }
});

test('limits of an organization are set and taken back', async () => {
  const set = await lotline(['limits', 'set', '--open-jobs', '12', '--json'], env);
  assert.deepEqual(
    (JSON.parse(set.stdout) as { name: string; limit: number }[]).find(({ name }) => name === 'open_jobs'),
    { name: 'open_jobs', limit: 12, used: 0 },
  );
  await lotline(['limits', 'set', '--open-jobs', 'default'], env);
  assert.match((await lotline(['limits', 'show'], env)).stdout, /open_jobs +10,000 +0/);
});

test('organizations at Clerk are linked, listed and unlinked', async () => {
  const issuer = ['--issuer', 'https://clerk.example.com/'];
  assert.equal(
    (await lotline(['clerk', 'link', 'org_1', '--organization', 'default', ...issuer], env)).code,
    0,
  );
  assert.match(
    (await lotline(['clerk', 'list'], env)).stdout,
    /^org_1 {2}default {2}https:\/\/clerk\.example\.com$/m,
  );
  const own = { ...env, CLERK_ISSUER: 'https://clerk.example.com' };
  assert.equal((await lotline(['clerk', 'unlink', 'org_1'], own)).code, 0);
  assert.equal((await lotline(['clerk', 'list', '--json'], env)).stdout.trim(), '[]');
});
