import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { withClient } from '../../src/db/client.ts';
import { testDatabase } from '../support/database.ts';
import { guideIn } from '../support/guide.ts';

/** Everything that is in the database, tried by a SQL login: whatever is added later is tried as well. */
const db = await testDatabase();
const guide = await guideIn(db);
const user = await guide.user();
const { owner } = db.pools;
const client = await user.connect();

const READABLE = [
  'lotline.counties',
  'lotline.vw_active_batch_jobs',
  'lotline.vw_batch_job_summary',
  'lotline.vw_completed_batch_jobs',
  'lotline.vw_pending_items',
];
const CALLABLE = [
  'complete_batch_job',
  'county_id',
  'create_batch_job',
  'find_counties',
  'get_batch_status',
  'get_next_batch',
  'get_pending_work_summary',
  'login_batch_jobs',
  'nearest_counties',
  'pause_batch_job',
  'pending_items',
  'resume_batch_job',
  'sql_login_org',
  'update_batch_progress',
];
const OUR_SCHEMAS = `nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg\\_toast%'
  and nspname not like 'pg\\_temp%'`;

/** The SQLSTATE that a statement is refused with; undefined when it is not. Whatever it did is rolled back. */
async function refusal(sql: string, on: pg.Client = client): Promise<string | undefined> {
  await on.query('begin');
  try {
    await on.query(sql);
    return undefined;
  } catch (error) {
    return (error as pg.DatabaseError).code;
  } finally {
    await on.query('rollback');
  }
}

/** Asserts that every statement is refused for want of rights (or with one of the other codes). */
async function assertDenied(statements: Iterable<string>, ...codes: string[]): Promise<void> {
  const wrong: string[] = [];
  for (const sql of statements) {
    const got = await refusal(sql);
    if (got === undefined || !['42501', ...codes].includes(got)) wrong.push(`${got ?? 'done'}: ${sql}`);
  }
  assert.deepEqual(wrong, []);
}

const ask = async <Row extends pg.QueryResultRow>(sql: string) => (await owner.query<Row>(sql)).rows;

test('a login reads its views, and no other table, view or partition; and writes to none', async () => {
  const relations = await ask<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${OUR_SCHEMAS} and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  );
  const names = relations.map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => READABLE.includes(name)),
    READABLE,
  );
  for (const name of READABLE) await client.query(`select * from ${name} limit 1`);
  const others = names.filter((name) => !READABLE.includes(name));
  assert.ok(others.length > 60, 'the whole schema was looked at');
  await assertDenied(others.map((name) => `select * from ${name} limit 1`));
  await assertDenied(others.map((name) => `copy ${name} to stdout`));
  const writes = (name: string) => [
    `insert into ${name} default values`,
    `delete from ${name}`,
    `lock table ${name} in access exclusive mode`,
  ];
  // 55000: a view that takes no writes from anybody.
  await assertDenied(names.flatMap(writes), '55000');
});

test('a login calls the functions of the Guide, and no other', async () => {
  const functions = await ask<{ name: string; kind: string; call: string }>(
    `select p.proname as name, p.prokind::text as kind, format('%I.%I(%s)', nspname, proname, (
       -- nulls that are not known beforehand: a strict function would be done with before it is called
       select string_agg(case when n = cardinality(p.proargtypes::oid[]) and p.provariadic <> 0 then 'variadic ' else '' end || 'case when random() > 2 then null::' || format_type(t, null) || ' end', ', ' order by n)
       from unnest(p.proargtypes::oid[]) with ordinality u (t, n))) as call
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OUR_SCHEMAS} order by 1`,
  );
  assert.ok(functions.length > 100);
  assert.deepEqual(
    [...new Set(functions.map(({ name }) => name).filter((name) => CALLABLE.includes(name)))],
    CALLABLE,
  );
  await assertDenied(
    functions
      .filter(({ name }) => !CALLABLE.includes(name))
      .map(({ kind, call }) => (kind === 'p' ? `call ${call}` : `select ${call}`)),
  );
});

test('what a login may call runs with a search path that nobody can put anything into', async () => {
  const loose = await ask(
    `select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace = 'lotline'::regnamespace
       and (has_function_privilege('${user.login}', p.oid, 'execute') or p.prosecdef)
       and not (p.prosecdef and exists (select from unnest(p.proconfig) c
         where c in ('search_path=lotline, pg_temp', 'search_path="lotline, pg_temp"'))) order by 1`,
  );
  assert.deepEqual(loose, []);
});

test('a login makes nothing in any schema', async () => {
  const schemas = await ask<{ name: string }>('select quote_ident(nspname) as name from pg_namespace');
  const statements = schemas
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('pg_toast'))
    .flatMap((name) => [
      `create table ${name}.mine (n int)`,
      `create view ${name}.mine as select 1`,
      `create function ${name}.mine() returns int language sql as 'select 1'`,
      `create type ${name}.mine as (n int)`,
      `create domain ${name}.mine as int`,
      `create sequence ${name}.mine`,
      `create operator ${name}.=== (function = int4eq, leftarg = int, rightarg = int)`,
    ]);
  await assertDenied(statements);
  await assertDenied([
    'create temp table mine (n int)',
    'create temp view mine as select 1',
    'select 1 as n into temp mine',
    'create schema mine',
    'create role mine',
    'create language mine handler plpgsql_call_handler',
    'create event trigger mine on ddl_command_start execute function lotline.guard_job_move()',
    'create foreign data wrapper mine',
    'create publication mine for all tables',
    "comment on view lotline.counties is 'mine'",
    'drop view lotline.counties',
    'alter view lotline.counties rename to mine',
    'alter function lotline.get_batch_status(uuid) security invoker',
    'create trigger mine before insert on lotline.jobs for each row execute function lotline.guard_job_move()',
    'create rule mine as on insert to lotline.counties do instead nothing',
    'create policy mine on lotline.jobs using (true)',
    'create index mine on lotline.jobs (id)',
    'truncate lotline.jobs',
    'do $$ begin perform 1 from lotline.jobs; end $$',
  ]);
});

test('a login advances no sequence', async () => {
  const sequences = await ask<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relkind = 'S'",
  );
  assert.ok(sequences.length > 0);
  await assertDenied(
    sequences.flatMap(({ name }) => [
      `select nextval('lotline.${name.replace(/^lotline\./, '')}')`,
      `select setval('lotline.${name.replace(/^lotline\./, '')}', 1)`,
      `select * from lotline.${name.replace(/^lotline\./, '')}`,
    ]),
  );
});

test('of what PostgreSQL comes with, a login has what everybody has, and nothing that touches what all share', async () => {
  const more = await ask(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
       and c.relkind in ('r', 'v') and has_table_privilege('${user.login}', c.oid, 'select')
       and not exists (select from aclexplode(c.relacl) a where a.grantee = 0 and a.privilege_type = 'SELECT')`,
  );
  assert.deepEqual(more, []);
  await assertDenied([
    'select * from pg_authid',
    'select * from pg_shadow',
    'select * from pg_largeobject',
    'select * from pg_statistic',
    'select * from pg_hba_file_rules',
    'select * from pg_file_settings',
    "select pg_read_file('postgresql.conf')",
    "select pg_read_binary_file('postgresql.conf')",
    "select pg_stat_file('postgresql.conf')",
    "select pg_ls_dir('.')",
    'select pg_ls_logdir()',
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/mine')",
    'select pg_reload_conf()',
    'select pg_rotate_logfile()',
    'select pg_switch_wal()',
    "select pg_create_restore_point('mine')",
    'select pg_stat_reset()',
    'select pg_promote()',
    "select pg_logical_emit_message(true, 'mine', 'x')",
    'select pg_export_snapshot()',
    'select pg_advisory_lock(1)',
    'select pg_advisory_xact_lock(1)',
    'select pg_try_advisory_lock(1, 2)',
    'select pg_advisory_unlock_all()',
    'select lo_create(0)',
    'select lo_creat(-1)',
    "select lo_from_bytea(0, 'x')",
    'select lo_unlink(1)',
    'select pg_terminate_backend(pg_backend_pid())',
    'select pg_cancel_backend(pg_backend_pid())',
    "copy (select 1) to '/tmp/mine'",
    "copy (select 1) to program 'true'",
    'set track_functions = none',
    'set session_replication_role = replica',
    'set log_statement = none',
    'checkpoint',
    "load 'plpgsql_check'",
  ]);
  assert.deepEqual(
    await ask("select extname from pg_extension where extname in ('dblink', 'postgres_fdw')"),
    [],
  );
  assert.notEqual(await refusal('create extension dblink'), undefined);
  await assert.rejects(client.query("alter system set work_mem = '1GB'"), { code: '42501' });
});

test('a login becomes nobody else', async () => {
  const roles = await ask<{ name: string }>(
    `select quote_ident(rolname) as name from pg_roles where rolname not in ('${user.login}', 'lotline_agent')`,
  );
  await assertDenied(roles.map(({ name }) => `set role ${name}`));
  await assertDenied(roles.map(({ name }) => `set session authorization ${name}`));
  await assertDenied([
    `alter role ${user.login} createrole`,
    `alter role ${user.login} superuser`,
    `alter role ${user.login} bypassrls`,
    `alter role ${user.login} connection limit 1000`,
    ...roles
      .filter(({ name }) => !name.startsWith('pg_'))
      .flatMap(({ name }) => [`grant ${name} to ${user.login}`, `alter role ${name} password 'mine'`]),
    `grant lotline_agent to lotline_api`,
    `reassign owned by lotline_owner to ${user.login}`,
    'drop owned by lotline_owner',
    'drop role lotline_api',
    `alter database ${db.name} set search_path = public`,
  ]);
  for (const role of ['lotline_agent', 'none']) {
    await client.query(`set role ${role}`);
    assert.equal(
      (await client.query('select sql_login_org() as org')).rows[0].org,
      user.organizationId,
      `as ${role}`,
    );
  }
  await client.query('reset role');
});

test('a login cannot see what others run', async () => {
  await owner.query("select 'a secret of somebody'");
  const { rows } = await client.query(
    'select query, client_addr from pg_stat_activity where usename <> session_user and query is not null',
  );
  for (const row of rows) assert.deepEqual(row, { query: '<insufficient privilege>', client_addr: null });
});

test('each login has a bounded number of connections', async () => {
  const another = await guide.user();
  const open: pg.Client[] = [];
  let refused: string | undefined;
  for (let n = 0; n < 25 && refused === undefined; n += 1) {
    await another.connect().then(
      (connection) => open.push(connection),
      (error: pg.DatabaseError) => {
        refused = error.code;
      },
    );
  }
  assert.deepEqual([open.length, refused], [20, '53300']);
  await Promise.all(open.map((connection) => connection.end()));
});

test('the login that comes with the database may do no more than one that was made', async () => {
  await withClient({ connectionString: db.urls.agent }, async (built) => {
    const sql = (login: string) => `select coalesce(array_agg(x order by x), '{}') as may from (
      select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'v', 'p', 'S')
        and has_table_privilege('${login}', c.oid, 'select, insert, update, delete, truncate, references, trigger')
      union all select p.oid::regprocedure::text from pg_proc p where has_function_privilege('${login}', p.oid, 'execute')) u (x)`;
    const mine = (await client.query<{ may: string[] }>(sql(user.login))).rows[0];
    assert.deepEqual((await built.query<{ may: string[] }>(sql('lotline_agent_default'))).rows[0], mine);
    assert.ok(mine && mine.may.length > 0);
  });
});

test('\\df+ and \\d+ explain everything that a login may use: each function with its arguments, each view and column', async () => {
  const functions = await ask<{ name: string; words: string | null; names: string[] | null }>(
    `select p.oid::regprocedure::text as name, obj_description(p.oid, 'pg_proc') as words,
       p.proargnames[1:p.pronargs] as names
     from pg_proc p where p.pronamespace = 'lotline'::regnamespace and p.proname = any ('{${CALLABLE.join(',')}}')`,
  );
  assert.equal(functions.length, CALLABLE.length);
  for (const { name, words, names } of functions) {
    assert.ok(words, `${name} is explained`);
    for (const argument of names ?? []) assert.match(words, new RegExp(`\\b${argument}\\b`), name);
  }
  const columns = await ask<{ name: string; words: string | null }>(
    `select c.oid::regclass || '.' || a.attname as name, col_description(c.oid, a.attnum) as words
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.oid = any ('{${READABLE.join(',')}}'::regclass[])
     union all select c.oid::regclass::text, obj_description(c.oid, 'pg_class') from pg_class c
     where c.oid = any ('{${READABLE.join(',')}}'::regclass[])`,
  );
  assert.ok(columns.length > 80);
  assert.deepEqual(
    columns.filter(({ words }) => !words),
    [],
  );
});
