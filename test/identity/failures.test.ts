import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addressSubject,
  type FailureScope,
  noteFailure,
  refuseAfterFailures,
} from '../../src/identity/failures.ts';
import { testDatabase } from '../support/database.ts';
import { later } from '../support/later.ts';

const database = await testDatabase();
const { owner, api } = database.pools;
const MOST = 20;

const refused = (subject: string, scope: FailureScope = 'sign_in:account') =>
  refuseAfterFailures(api, scope, subject).then(
    () => false,
    (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error && error.code === 'too_many_failures');
      return true;
    },
  );

const inTime = (seconds: number, work: () => Promise<void>) => later(owner, seconds, work);

test('twenty failures in five minutes make a subject wait, and nobody else', async () => {
  for (let count = 1; count < MOST; count += 1)
    assert.equal(await noteFailure(api, 'sign_in:account', 'ann@example.org'), 0, `failure ${count}`);
  assert.equal(await refused('ann@example.org'), false);
  const wait = await noteFailure(api, 'sign_in:account', ' Ann@Example.org ');
  assert.ok(wait > 290 && wait <= 300, `${wait}`);
  assert.equal(await refused('ann@example.org'), true, 'however it is spelled');
  assert.equal(await refused('bob@example.org'), false);
  assert.equal(await refused('ann@example.org', 'sign_in:address'), false);
});

test('after the window everything is as before', async () => {
  for (let count = 0; count < MOST; count += 1) await noteFailure(api, 'key:address', '192.0.2.7');
  assert.equal(await refused('192.0.2.7', 'key:address'), true);
  await inTime(299, async () => assert.equal(await refused('192.0.2.7', 'key:address'), true));
  await inTime(301, async () => {
    assert.equal(await refused('192.0.2.7', 'key:address'), false);
    assert.equal(await noteFailure(api, 'key:address', '192.0.2.7'), 0);
  });
});

test('failures at the same moment are all counted', async () => {
  const waits = await Promise.all(
    Array.from({ length: MOST }, () => noteFailure(api, 'key:address', '192.0.2.8')),
  );
  assert.equal(waits.filter((wait) => wait > 0).length, 1);
});

test('what people typed is not kept, and outdated rows go by themselves', async () => {
  await noteFailure(api, 'sign_in:account', 'a secret typed into the wrong field\0');
  const { rows } = await owner.query<{ row: string }>('select f::text as row from lotline.failed_sign_ins f');
  assert.ok(rows.length > 0);
  assert.equal(
    rows.some(({ row }) => row.includes('secret')),
    false,
  );
  await inTime(700, async () => {
    for (let count = 0; count < 3; count += 1) await noteFailure(api, 'key:address', `192.0.2.${count}`);
    const { rows: left } = await owner.query<{ count: number }>(
      'select count(*)::int as count from lotline.failed_sign_ins',
    );
    assert.equal(left[0]?.count, 3);
  });
});

test('the server reads and writes failures by these functions alone', async () => {
  await assert.rejects(api.query('select from lotline.failed_sign_ins'), /permission denied/);
  await assert.rejects(api.query('delete from lotline.failed_sign_ins'), /permission denied/);
});

test('an address counts in one spelling, a network of IPv6 as one', () => {
  assert.equal(addressSubject('192.0.2.1'), '192.0.2.1');
  assert.equal(addressSubject('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(addressSubject('2001:db8:0:1:2:3:4:5'), '2001:db8:0:1::/64');
  assert.equal(addressSubject('2001:0DB8::1:0:0:5'), '2001:db8:0:0::/64');
  assert.equal(addressSubject('::1'), '0:0:0:0::/64');
  assert.equal(addressSubject('fe80::1%eth0'), 'fe80:0:0:0::/64');
});
