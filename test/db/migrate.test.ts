import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import pg from 'pg';
import { AppError } from '../../src/base/errors.ts';
import { migrate, planMigration } from '../../src/db/migrate.ts';
import { catalogue } from '../support/catalogue.ts';
import { testDatabase } from '../support/database.ts';

const sqlFolder = path.join(import.meta.dirname, '..', '..', 'sql');
const fresh = await testDatabase();

/** A copy of the product's SQL that a test may change. */
function copyOfSql(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lotline-sql-'));
  cpSync(sqlFolder, folder, { recursive: true });
  return folder;
}

test('a database migrated twice, with its functions applied again, has the catalogue of a fresh one', async () => {
  const again = await testDatabase('empty');
  const folder = copyOfSql();
  await migrate(again.urls.owner, { folder });
  writeFileSync(path.join(folder, 'functions', '99_nothing.sql'), 'select 1;\n');
  assert.deepEqual(await migrate(again.urls.owner, { folder }), { migrations: [], functions: true });
  assert.deepEqual(await catalogue(again.urls.owner), await catalogue(fresh.urls.owner));
});

test('three processes that migrate at once apply everything exactly once', async () => {
  const shared = await testDatabase('empty');
  const ran = await Promise.all([1, 2, 3].map(() => migrate(shared.urls.owner)));
  const applied = ran.flatMap((plan) => plan.migrations);
  assert.equal(new Set(applied).size, applied.length);
  assert.equal(ran.filter((plan) => plan.functions).length, 1);
  assert.deepEqual(await catalogue(shared.urls.owner), await catalogue(fresh.urls.owner));
});

test('a plan names what would run and creates nothing', async () => {
  const empty = await testDatabase('empty');
  const plan = await planMigration(empty.urls.owner);
  assert.equal(plan.migrations[0], '0001_foundation');
  assert.equal(plan.functions, true);
  const { rows } = await empty.pools.owner.query("select to_regnamespace('lotline') as made");
  assert.equal(rows[0]?.made, null);
  assert.deepEqual(await planMigration(fresh.urls.owner), { migrations: [], functions: false });
});

test('a database of a newer version is refused and left alone', async () => {
  const newer = await testDatabase('empty');
  const folder = copyOfSql();
  writeFileSync(
    path.join(folder, 'migrations', '9999_from_the_future.sql'),
    'create table future (x int);\n',
  );
  await migrate(newer.urls.owner, { folder });
  await assert.rejects(migrate(newer.urls.owner), (error: unknown) => {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, 'database_too_new');
    assert.match(error.message, /9999_from_the_future/);
    return true;
  });
});

test('a migration changed after it was applied is refused by name', async () => {
  const changed = await testDatabase('empty');
  const folder = copyOfSql();
  await migrate(changed.urls.owner, { folder });
  writeFileSync(path.join(folder, 'migrations', '0001_foundation.sql'), '-- something else\n');
  await assert.rejects(migrate(changed.urls.owner, { folder }), /0001_foundation was changed/);
});

test('a migration that fails leaves nothing of itself and names its file', async () => {
  const broken = await testDatabase('empty');
  const folder = copyOfSql();
  writeFileSync(
    path.join(folder, 'migrations', '9998_broken.sql'),
    'create table half (x int);\nselect 1/0;\n',
  );
  await assert.rejects(migrate(broken.urls.owner, { folder }), /9998_broken\.sql: division by zero/);
  const { rows } = await broken.pools.owner.query("select to_regclass('lotline.half') as half");
  assert.equal(rows[0]?.half, null);
});

test('nobody but the owner can hold the lock that migrations take', async () => {
  for (const url of [fresh.urls.api, fresh.urls.worker, fresh.urls.agent]) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await assert.rejects(client.query('select from lotline.migration_lock for update'), { code: '42501' });
    await client.end();
  }
});

test('no routine can be executed by everybody', async () => {
  const { rows } = await fresh.pools.owner.query<{ routine: string }>(
    `select p.oid::regprocedure::text as routine from pg_proc p
      where p.pronamespace = 'lotline'::regnamespace
        and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`,
  );
  assert.deepEqual(
    rows.map((row) => row.routine),
    [],
  );
});

test('where roles cannot be made, the owner stands in for them and the migrations still apply', async () => {
  const alone = await testDatabase('empty');
  const admin = new pg.Client({ connectionString: alone.urls.superuser });
  await admin.connect();
  const owner = `plain_${alone.name}`;
  await admin.query(`create role ${owner} login password 'plain-password' nocreaterole`);
  await admin.query(`alter database ${alone.name} owner to ${owner}`);
  const url = new URL(alone.urls.owner);
  url.username = owner;
  url.password = 'plain-password';
  await migrate(url.toString());
  const { rows } = await admin.query<{ roles: string[] }>(
    `select array_agg(distinct r) as roles from pg_policies, unnest(roles) r where schemaname = 'lotline'`,
  );
  assert.equal(String(rows[0]?.roles), `{${owner}}`);
  await admin.query(`reassign owned by ${owner} to postgres`);
  await admin.query(`drop owned by ${owner}`);
  await admin.query(`drop role ${owner}`).catch(async () => {
    await admin.query(`alter database ${alone.name} owner to postgres`);
    await admin.query(`drop role ${owner}`);
  });
  await admin.end();
});
