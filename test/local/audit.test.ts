import assert from 'node:assert/strict';
import test from 'node:test';
import { auditIn } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { lotline } from '../support/lotline-process.ts';

const database = await testDatabase();
const { owner } = database.pools;
const env = { DATABASE_URL: database.urls.owner };
const { seal } = auditIn(database);

async function write(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await owner.query(`select lotline.audit($1, 'thing.changed', 'thing', $2)`, [
      await database.defaultOrganization(),
      String(n),
    ]);
  }
}

test('audit verify follows the chain, finds what a tamperer did, and knows a place it came by', async () => {
  const nothing = await lotline(['audit', 'verify'], env);
  assert.deepEqual([nothing.code, nothing.stderr.trim()], [0, '0 entries, whole and in order.']);
  await write(4);
  await seal();
  await write(1);
  const whole = await lotline(['audit', 'verify'], env);
  assert.equal(whole.code, 0, whole.stdout);
  assert.match(whole.stderr, /^4 entries, whole and in order; 1 wait for their seal\.\nNote elsewhere/);
  const expect = /--expect (\S+)/.exec(whole.stderr)?.[1] ?? '';
  assert.equal((await lotline(['audit', 'verify', '--expect', expect], env)).code, 0);
  const other = expect.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  const unexpected = await lotline(['audit', 'verify', '--expect', other], env);
  assert.deepEqual([unexpected.code, /does not have the hash/.test(unexpected.stdout)], [5, true]);
  assert.equal((await lotline(['audit', 'verify', '--expect', 'head'], env)).code, 5);

  await owner.query('alter table lotline.audit_entries disable trigger refuse_change');
  await owner.query(`update lotline.audit_entries set subject_id = '99' where subject_id = '2'`);
  const tampered = await lotline(['audit', 'verify', '--json'], env);
  assert.equal(tampered.code, 5);
  const { checked, unsealed, problems } = JSON.parse(tampered.stdout) as Record<string, unknown>;
  assert.deepEqual(
    { checked, unsealed, problems },
    { checked: 4, unsealed: 1, problems: [{ problem: 'changed', number: '3', entryId: '3' }] },
  );
  await owner.query(`delete from lotline.audit_entries where subject_id = '1'`);
  const both = await lotline(['audit', 'verify'], env);
  assert.match(
    both.stdout,
    /^entry 2, sealed as number 2, is gone\nentry 3 is not what was sealed as number 3\n$/,
  );
  assert.match(both.stderr, /NOT as they were written/);
});
