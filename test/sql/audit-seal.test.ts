import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { tick } from '../../src/engine/claims.ts';
import { auditIn } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const { owner, worker } = db.pools;
const { seal } = auditIn(db);

const WRITE = `select lotline.audit($1, 'thing.changed', 'thing', $2)`;
const write = (organizationId: string, what: string) => owner.query(WRITE, [organizationId, what]);
const seals = async () => {
  const { rows } = await owner.query<{ number: string; subject_id: string; org_number: string }>(
    `select s.number, e.subject_id, s.org_number from lotline.audit_seals s
     join lotline.audit_entries e on e.id = s.entry_id order by s.number`,
  );
  return rows;
};
const problems = async (after = 0, most = 1000) =>
  (await owner.query('select problem, number, entry_id from lotline.audit_problems($1, $2)', [after, most]))
    .rows;

/** What a tamperer with the owner's rights does, with what stands in the way put aside. */
async function tampered(sql: string, look: () => Promise<void>): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    for (const table of ['audit_entries', 'audit_seals'])
      await client.query(`alter table lotline.${table} disable trigger refuse_change`);
    await client.query(sql);
    seen = async (after, most) =>
      (
        await client.query('select problem, number, entry_id from lotline.audit_problems($1, $2)', [
          after,
          most,
        ])
      ).rows;
    await look();
  } finally {
    await client.query('rollback');
    client.release();
  }
}
let seen: (after: number, most: number) => Promise<unknown[]> = problems;

test('entries are sealed in order of id, also when a lower one is committed after a higher one', async () => {
  const organizationId = await db.organization();
  const slow = await owner.connect();
  await slow.query('begin');
  await slow.query(WRITE, [organizationId, 'first']);
  await write(organizationId, 'second');
  for (let round = 0; round < 5; round += 1) await tick(worker);
  assert.deepEqual(await seals(), [], 'the first may still come');
  await slow.query('commit');
  slow.release();
  await write(organizationId, 'third');
  await seal();
  const told = await seals();
  assert.deepEqual(
    told.map(({ subject_id }) => subject_id),
    ['first', 'second', 'third'],
  );
  assert.deepEqual(await problems(), []);
});

test('an entry that was taken back leaves no gap in the chain', async () => {
  const organizationId = await db.organization();
  const client = await owner.connect();
  await client.query('begin');
  await client.query(WRITE, [organizationId, 'never']);
  await write(organizationId, 'kept');
  await client.query('rollback');
  client.release();
  await seal();
  assert.equal((await seals()).at(-1)?.subject_id, 'kept');
  const numbers = (await seals()).map(({ number }) => Number(number));
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => at + 1),
  );
});

test('many writers at once, ticks in between: nothing is left out', async () => {
  const organizations = [await db.organization(), await db.organization()];
  let writing = true;
  const ticking = (async () => {
    while (writing) await tick(worker);
  })();
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const client = await db.pools.worker.connect();
      for (let n = 0; n < 25; n += 1) {
        await client.query('begin');
        await client.query(WRITE, [organizations[n % 2], `${writer}-${n}`]);
        await client.query(n % 7 === 3 ? 'rollback' : 'commit');
      }
      client.release();
    }),
  );
  writing = false;
  await ticking;
  await seal();
  const { rows } = await owner.query<{ entries: number; seals: number }>(
    'select (select count(*)::int from lotline.audit_entries) as entries, (select count(*)::int from lotline.audit_seals) as seals',
  );
  assert.equal(rows[0]?.entries, rows[0]?.seals);
  assert.deepEqual(await problems(), []);
  assert.deepEqual(await problems(90, 20), []);
});

test('a seal batch is bounded; the next tick goes on', async () => {
  const organizationId = await db.organization();
  for (let n = 0; n < 5; n += 1) await write(organizationId, `b${n}`);
  const before = (await seals()).length;
  const counts: number[] = [];
  await until(async () => {
    const { rows } = await owner.query<{ sealed: number }>(
      'select lotline.seal_audit(mark, 2) as sealed from (select lotline.audit_mark() as mark offset 0) x',
    );
    counts.push(...rows.map(({ sealed }) => sealed).filter((sealed) => sealed > 0));
    return counts.reduce((sum, sealed) => sum + sealed, 0) === 5;
  }, 'five seals');
  assert.deepEqual(counts, [2, 2, 1]);
  assert.equal((await seals()).length, before + 5);
});

test('an organization’s chain can be followed by anybody who has SHA-256', async () => {
  const organizationId = await db.organization();
  for (const what of ['one', 'two "quoted" \\ é', 'three']) await write(organizationId, what);
  await seal();
  const { rows } = await owner.query<{ text: string; hash: string; org_number: string }>(
    `select lotline.audit_text(e) as text, encode(s.org_hash, 'hex') as hash, s.org_number
     from lotline.audit_entries e join lotline.audit_seals s on s.entry_id = e.id
     where e.org_id = $1 order by s.org_number`,
    [organizationId],
  );
  let before = '0'.repeat(64);
  for (const { text, hash } of rows) {
    before = createHash('sha256').update(`${before}\n${text}`).digest('hex');
    assert.equal(hash, before);
  }
  assert.deepEqual(
    rows.map(({ org_number }) => Number(org_number)),
    [1, 2, 3],
  );
  assert.match(String(JSON.parse(rows[0]?.text ?? '').at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});

test('a changed, missing, inserted or reordered row is found, and where', async () => {
  const { rows } = await owner.query<{ id: string; number: string }>(
    'select entry_id as id, number from lotline.audit_seals order by number desc limit 3',
  );
  const [last, middle, first] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
  assert.ok(last && middle && first);
  const found = async (sql: string, expected: unknown[]) =>
    tampered(sql, async () => {
      assert.deepEqual(await seen(0, 1_000_000), expected, sql);
      const windows: unknown[] = [];
      for (let after = 0; after < Number(last.number); after += 7) windows.push(...(await seen(after, 7)));
      const byText = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
      assert.deepEqual(byText(windows), byText(expected), `${sql}, in pieces`);
    });
  const entry = (problem: string, row: typeof last) => ({ problem, number: row.number, entry_id: row.id });
  await found(`update lotline.audit_entries set reason = 'another' where id = ${middle.id}`, [
    entry('changed', middle),
  ]);
  await found(`update lotline.audit_entries set at = at + interval '1 us' where id = ${first.id}`, [
    entry('changed', first),
  ]);
  await found(`delete from lotline.audit_entries where id = ${middle.id}`, [entry('missing', middle)]);
  // An entry that took another's place, with everything in it.
  await found(
    `update lotline.audit_entries set actor = x.actor, subject_id = x.subject_id from lotline.audit_entries x
     where (audit_entries.id, x.id) in ((${middle.id}, ${last.id}), (${last.id}, ${middle.id}))`,
    [entry('changed', middle), entry('changed', last)],
  );
  const { rows: free } = await owner.query<{ id: string }>(
    `select n as id from generate_series(1, ${last.id}) n where not exists (
       select from lotline.audit_entries e where e.id = n) limit 1`,
  );
  const hole = free[0]?.id;
  assert.ok(hole, 'a number that was taken back');
  await found(
    `insert into lotline.audit_entries (id, org_id, actor, action, subject_type) overriding system value
     select ${hole}, org_id, 'x', 'x', 'x' from lotline.audit_entries where id = ${last.id}`,
    [{ problem: 'inserted', number: null, entry_id: String(hole) }],
  );
});

test('a chain that was cut off, mended or sewn together anew is found', async () => {
  const { rows } = await owner.query<{ number: string }>(
    'select max(number) as number from lotline.audit_seals',
  );
  const head = Number(rows[0]?.number);
  const kinds = async () =>
    [...new Set((await seen(0, 1_000_000)).map((row) => (row as { problem: string }).problem))].sort();
  await tampered(
    `delete from lotline.audit_seals where number = ${head};
     delete from lotline.audit_entries where id = (select max(id) from lotline.audit_entries)`,
    async () => assert.deepEqual(await kinds(), ['cut_off']),
  );
  await tampered(`delete from lotline.audit_seals where number = ${head - 1}`, async () =>
    assert.ok((await kinds()).includes('seal_missing')),
  );
  await tampered(`update lotline.audit_seals set hash = sha256('x') where number = ${head - 1}`, async () =>
    assert.deepEqual(await kinds(), ['broken']),
  );
  await tampered(
    `update lotline.audit_seals s set entry_id = -s.entry_id where number >= ${head - 1};
     update lotline.audit_seals s set entry_id = x.entry_id from (values (${head - 1}, (select max(id) from lotline.audit_entries)),
       (${head}, (select max(id) from lotline.audit_entries where id < (select max(id) from lotline.audit_entries)))) x (number, entry_id)
     where s.number = x.number`,
    async () => assert.ok((await kinds()).includes('reordered')),
  );
});

test('a mark from another server’s count of transactions does not stop the chain', async () => {
  const organizationId = await db.organization();
  await write(organizationId, 'before the copy');
  await owner.query("update lotline.audit_chain set seen_to = sealed_to + 1, seen_by = '4000000000000'");
  await seal();
  assert.equal((await seals()).at(-1)?.subject_id, 'before the copy');
  assert.deepEqual(await problems(), []);
});
