import assert from 'node:assert/strict';
import test from 'node:test';
import type pg from 'pg';
import type { Queryable } from '../../src/db/pool.ts';
import { testDatabase } from '../support/database.ts';
import { ownRows } from './own-rows.ts';
import { MARK, worldIn } from './world.ts';

/** Every table, view and partition of the database, with the API's role and the organization of somebody who has nothing. */
const database = await testDatabase();
const { owner } = await worldIn(database);
const { pools } = database;
const strangerId = await database.organization('Stranger');
const own = await ownRows(database, owner.organizationId);

interface Relation {
  /** With its schema. */
  readonly name: string;
  readonly kind: 'table' | 'partition' | 'view';
  /** Row-level security is on, for its owner as well, with the policy of organizations. */
  readonly walled: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly columns: string[];
}

const { rows: relations } = await pools.owner.query<Relation & Record<string, unknown>>(
  `select c.oid::regclass::text as name,
     case when c.relkind in ('v', 'm') then 'view' when c.relispartition then 'partition' else 'table' end as kind,
     c.relrowsecurity and c.relforcerowsecurity and exists (
       select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_organization') as walled,
     has_any_column_privilege('lotline_api', c.oid, 'select') as readable,
     has_any_column_privilege('lotline_api', c.oid, 'insert, update')
       or has_table_privilege('lotline_api', c.oid, 'delete, truncate') as writable,
     array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
       and not a.attisdropped and has_column_privilege('lotline_api', c.oid, a.attnum, 'select') order by a.attnum) as columns
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
   order by 1`,
);
const tables = relations.filter(({ kind }) => kind === 'table');

/**
 * How people sign in: a person belongs to no organization, may belong to several, and is looked up before it is known
 * whom they act for. Nothing of an organization is in there but which one a session has chosen.
 */
const ofPeople = (name: string) => name.startsWith('lotline_auth.');

/** What a statement gives the API when it acts for an organization (null: for none); whatever it does is undone. */
async function asApi<T>(organizationId: string | null, work: (db: Queryable) => Promise<T>): Promise<T> {
  const client = await pools.api.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('lotline.org', $1, true)", [organizationId ?? '']);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const count = async (db: Queryable, from: string) =>
  (await db.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]?.n;
const code = (error: unknown) => (error as pg.DatabaseError).code;

test('the whole database is looked at, and the first organization has rows in most of it', () => {
  assert.ok(relations.length > 80);
  const walled = tables.filter((one) => one.walled);
  const filled = [...own.values()].filter(({ rows }) => rows > 0);
  assert.ok(walled.length > 35 && filled.length > walled.length / 2, `${filled.length} of ${walled.length}`);
});

test('a table that says whose its rows are is walled', async () => {
  const { rows } = await pools.owner.query<{ name: string }>(
    `select distinct a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attname in ('org_id', 'organization_id', 'job_no', 'session_id')
       and not a.attisdropped and c.relnamespace = 'lotline'::regnamespace`,
  );
  const walled = new Set(tables.filter((one) => one.walled).map(({ name }) => name));
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !walled.has(name)),
    [],
  );
});

for (const { name, kind, walled, readable, columns } of relations) {
  test(`${name} shows nobody what is another organization’s`, async () => {
    const looking = [strangerId, null].map((who) =>
      asApi(who, async (db) => {
        if (!readable) return assert.rejects(db.query(`select 1 from ${name} limit 1`), { code: '42501' });
        assert.notEqual(kind, 'partition', 'partitions are read through their table alone');
        // Not one row of it, however the row names its organization.
        if (ofPeople(name)) return;
        const text = `concat_ws(' ', ${columns.map((column) => `x.${column}::text`).join(', ')})`;
        const { rows } = await db.query<{ text: string }>(
          `select ${text} as text from ${name} x where lower(${text}) like any ($1) limit 3`,
          [[`%${MARK}%`, `%${owner.organizationId}%`]],
        );
        assert.deepEqual(rows, []);
      }),
    );
    await Promise.all(looking);
    if (!walled) return;
    // Somebody who has nothing sees nothing, but the organization that it is.
    const expected = name === 'organizations' ? 1 : 0;
    if (readable) {
      assert.equal(await asApi(strangerId, (db) => count(db, name)), expected);
      assert.equal(await asApi(null, (db) => count(db, name)), 0);
      assert.equal(
        await asApi(owner.organizationId, (db) => count(db, name)),
        own.get(`lotline.${name}`)?.rows,
      );
    }
  });
}

test('who signs in is the only thing without a wall, and no table there tells whose work is whose', async () => {
  const { rows } = await pools.owner.query<{ column: string }>(
    `select a.attrelid::regclass || '.' || a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'lotline_auth'::regnamespace and c.relkind = 'r' and a.attname ~* 'org|job|tenant'`,
  );
  assert.deepEqual(rows, [{ column: 'lotline_auth.session.activeOrganizationId' }]);
});

for (const { name, walled, writable } of tables.filter((one) => one.writable && !ofPeople(one.name))) {
  test(`${name} takes no change to what is another organization’s`, async () => {
    assert.ok(walled, `${name} may be written by the API, so it needs its wall`);
    const { rows: privileges } = await pools.owner.query<{ may: string }>(
      `select p.may from unnest(array['insert', 'update', 'delete', 'truncate']) p (may)
       where has_table_privilege('lotline_api', $1, p.may)`,
      [name],
    );
    assert.ok(writable);
    const { rows: examples } = await pools.owner.query<{ row: unknown }>(
      `select row_to_json(x) as row from ${name} x limit 1000`,
    );
    const row = examples
      .map((one) => JSON.stringify(one.row))
      .find((text) => text.includes(owner.organizationId));
    const { rows: columns } = await pools.owner.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0
         and not attisdropped and attgenerated = '' and attidentity = ''`,
      [name],
    );
    const list = columns.map((column) => column.name).join(', ');
    for (const { may } of privileges) {
      if (may === 'truncate') assert.fail('nobody truncates');
      if (may === 'delete') {
        const gone = await asApi(strangerId, (db) => db.query(`delete from ${name}`));
        assert.equal(gone.rowCount, 0);
      }
      if (may === 'update') {
        const changed = await asApi(strangerId, (db) =>
          db.query(`update ${name} set ${columns[0]?.name} = ${columns[0]?.name}`),
        );
        assert.equal(changed.rowCount, 0);
      }
      if (may === 'insert' && row !== undefined) {
        await assert.rejects(
          asApi(strangerId, (db) =>
            db.query(
              `insert into ${name} (${list}) select ${list} from json_populate_record(null::${name}, $1)`,
              [row],
            ),
          ),
          (error) => code(error) === '42501',
          `a row of another organization in ${name}`,
        );
      }
    }
  });
}
