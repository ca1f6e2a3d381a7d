import assert from 'node:assert/strict';
import test from 'node:test';
import { AppError } from '../../src/base/errors.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { testDatabase } from '../support/database.ts';
import { ownRows } from './own-rows.ts';
import { MARK, worldIn } from './world.ts';

/** Every function that the API may call, called for one organization with the id of another. */
const database = await testDatabase();
const world = await worldIn(database);
const { owner } = world;
const { pools } = database;
const strangerId = await database.organization('Stranger');
const before = await ownRows(database, owner.organizationId);

interface Callable {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly types: readonly string[];
}

const { rows: functions } = await pools.owner.query<Callable & Record<string, unknown>>(
  `select p.oid::regprocedure::text as name, coalesce(p.proargnames[1:p.pronargs], '{}') as arguments,
     array(select format_type(t, null) from unnest(p.proargtypes) t) as types
   from pg_proc p where p.pronamespace = 'lotline'::regnamespace and p.prokind = 'f'
     and has_function_privilege('lotline_api', p.oid, 'execute') and p.prosecdef order by 1`,
);
const named = functions.filter((one) => one.arguments.includes('p_org'));

/** Something that each argument takes: the other organization's own wherever it names a thing. */
function argumentFor(argument: string, type: string): string {
  if (argument === 'p_org') return `'${owner.organizationId}'::uuid`;
  const thing = world.inPaths[THINGS[argument] ?? ''] ?? world.inFields.property_id;
  const value =
    VALUES[type] ?? (type === 'uuid' ? `'${thing}'` : type === 'uuid[]' ? `'{${thing}}'` : 'null');
  return argument === 'p_session' && type === 'text' ? `'${thing}'` : `${value}::${type}`;
}

/** Which of the other organization's things an argument names, by the path that it is found under. */
const THINGS: Readonly<Record<string, string>> = {
  p_job: '/api/batch-jobs/{id}',
  p_session: '/api/sessions/{id}',
};

const VALUES: Readonly<Record<string, string>> = {
  text: "'x'",
  'text[]': "'{x}'",
  integer: '1',
  'integer[]': "'{1}'",
  bigint: '1',
  'bigint[]': "'{1}'",
  smallint: '1',
  boolean: 'false',
  json: "'[]'",
  jsonb: "'{}'",
  bytea: "'\\x00'",
  'double precision': '1',
  numeric: '1',
  'timestamp with time zone': "(lotline.clock() + interval '1 hour')",
  interval: "'1 hour'",
};

/** Calls a function with the other organization's id and things, for good. */
async function called({ name, arguments: names, types }: Callable): Promise<string> {
  const values = names.map((argument, at) => argumentFor(argument, types[at] ?? ''));
  const { rows } = await asOrganization(pools.api, strangerId, (db) =>
    db.query(
      `select x::text as text from lotline.${name.slice(0, name.indexOf('('))}(${values.join(', ')}) x`,
    ),
  );
  return JSON.stringify(rows);
}

test('there are functions to look at', () => {
  assert.ok(named.length > 25, String(named.length));
});

const SECRETS = Object.values(world.inPaths).filter((id) => id !== null && id.length > 12);
let walls = 0;

for (const one of named) {
  test(`${one.name} does nothing for an organization that is not the caller’s`, async () => {
    const told = await called(one).catch((error: unknown) => {
      // Refused in words of ours: anything else got past the wall, and stumbled over something behind it.
      assert.ok(error instanceof AppError, `${error}`);
      if (error.code === 'forbidden_organization') walls += 1;
      return error.message;
    });
    assert.ok(!told.includes(MARK), told);
    const answered = told.startsWith('[');
    for (const secret of SECRETS) assert.ok(!answered || !told.includes(String(secret)), told);
  });
}

test('most of them stop at the wall itself', () => {
  assert.ok(walls > named.length / 2, `${walls} of ${named.length}`);
});

test('nothing of the other organization has changed', async () => {
  assert.deepEqual(await ownRows(database, owner.organizationId), before);
});
