import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

test('the clock runs with the real one, and tests can move it', async () => {
  assert.equal(await jobs.one('abs(extract(epoch from lotline.clock() - clock_timestamp())) < 1'), true);
  await jobs.advance(3600);
  assert.equal(await jobs.one('round(extract(epoch from lotline.clock() - clock_timestamp()))::int'), 3600);
});

test('no service can move the clock', async () => {
  for (const pool of [db.pools.api, db.pools.worker]) {
    await assert.rejects(
      pool.query("insert into lotline.clock_shift values ('1 hour')"),
      /permission denied/,
    );
  }
});

test('job numbers grow with time and name their day', async () => {
  const [first, second] = [
    await jobs.one<string>('lotline.next_job_number()'),
    await jobs.one<string>('lotline.next_job_number()'),
  ];
  assert.ok(BigInt(second) > BigInt(first));
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  assert.ok(first.startsWith(day));
});

test('an item id holds its job and sequence number, and no other UUID pretends to', async () => {
  for (const [number, seq] of [
    ['20261122000000001', 1],
    ['99991231999999999', 2147483647],
  ] as const) {
    const id = await jobs.one<string>('lotline.item_id($1, $2)', [number, seq]);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const { rows } = await db.pools.owner.query('select job_no, seq from lotline.item_place($1)', [id]);
    assert.deepEqual(rows, [{ job_no: number, seq }]);
  }
  const { rows } = await db.pools.owner.query(
    'select job_no, seq from lotline.item_place(gen_random_uuid())',
  );
  assert.deepEqual(rows, [{ job_no: null, seq: null }]);
});

test('messages that differ in numbers, quotes, ids and addresses alone have one fingerprint', async () => {
  const print = (message: string, code = 'x'): Promise<string> =>
    jobs.one<string>("lotline.fingerprint('transient', $1, $2)", [code, message]);
  const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
  assert.equal(await print('ZIP "15001" after 3 tries'), await print("ZIP '99501' after 12 tries"));
  assert.equal(await print(`No ${id}`), await print('No 00000000-0000-4000-8000-000000000001'));
  assert.equal(
    await print('GET https://a.example/1 failed'),
    await print('GET https://b.example/2?q=1 failed'),
  );
  assert.notEqual(await print('No territory'), await print('No utility'));
  assert.notEqual(await print('same', 'one'), await print('same', 'two'));
});
