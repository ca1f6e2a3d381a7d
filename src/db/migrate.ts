import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { AppError } from '../base/errors.ts';
import { withClient } from './client.ts';
import { urlWithOptions } from './pool.ts';
import { serviceRoles } from './roles.ts';

/** Oldest PostgreSQL that the SQL is written for, as server_version_num. */
const OLDEST_SERVER = 150_000;
const FUNCTIONS = 'functions';

interface SqlFile {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

export interface MigrationPlan {
  /** Migrations that would run, in order. */
  readonly migrations: readonly string[];
  /** True when the functions folder differs from what the database has. */
  readonly functions: boolean;
}

export interface MigrateOptions {
  /** Folder that holds `migrations/` and `functions/`; the product's own by default. */
  readonly folder?: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const ownFolder = path.join(import.meta.dirname, '..', '..', 'sql');

function readSql(folder: string): SqlFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      return { name: file.slice(0, -'.sql'.length), text, hash: sha256(text) };
    });
}

/**
 * Brings the database at `url` (its owner's address) up to date: numbered migrations, each in one transaction,
 * then the functions folder when its content changed. Any number of processes may call it at once: each step
 * takes a row lock that only the owner can hold, and looks again at what is left.
 * Throws `database_too_new` when the database knows migrations that this program does not.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<MigrationPlan> {
  return withOwner(url, async (client) => {
    const files = load(options.folder);
    const done: string[] = [];
    await prepare(client);
    for (;;) {
      const ran = await inLock(client, async () => {
        const plan = await compare(client, files);
        const next = files.migrations.find((m) => m.name === plan.migrations[0]);
        if (next === undefined) return undefined;
        await apply(client, next);
        await client.query('insert into lotline.migrations (name, hash) values ($1, $2)', [
          next.name,
          next.hash,
        ]);
        return next.name;
      });
      if (ran === undefined) break;
      done.push(ran);
    }
    const functions = await inLock(client, async () => {
      if (!(await compare(client, files)).functions) return false;
      for (const file of files.functions) await apply(client, file);
      await client.query(
        `insert into lotline.migrations (name, hash) values ($1, $2)
         on conflict (name) do update set hash = excluded.hash, applied_at = now()`,
        [FUNCTIONS, files.functionsHash],
      );
      return true;
    });
    return { migrations: done, functions };
  });
}

/** What {@link migrate} would run now, without running or creating anything. */
export async function planMigration(url: string, options: MigrateOptions = {}): Promise<MigrationPlan> {
  return withOwner(url, async (client) => {
    const files = load(options.folder);
    const { rows } = await client.query<{ known: string | null }>(
      "select to_regclass('lotline.migrations')::text as known",
    );
    if (rows[0]?.known === null) return { migrations: files.migrations.map((m) => m.name), functions: true };
    return compare(client, files);
  });
}

interface Files {
  readonly migrations: readonly SqlFile[];
  readonly functions: readonly SqlFile[];
  readonly functionsHash: string;
}

function load(folder = ownFolder): Files {
  const functions = readSql(path.join(folder, FUNCTIONS));
  return {
    migrations: readSql(path.join(folder, 'migrations')),
    functions,
    functionsHash: sha256(functions.map((f) => `${f.name} ${f.hash}`).join('\n')),
  };
}

async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const settings = { search_path: 'lotline', lock_timeout: '60s', client_min_messages: 'warning' };
  const config = { connectionString: urlWithOptions(url, settings), application_name: 'lotline migrate' };
  return withClient(config, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const version = Number(rows[0]?.version);
    if (version < OLDEST_SERVER) {
      throw new AppError('configuration', `PostgreSQL ${Math.floor(version / 10_000)} is too old`, {
        hint: 'Use PostgreSQL 15 or later.',
      });
    }
    return work(client);
  });
}

/** Schema, roles, and the two tables the runner itself needs. Safe when several processes do it at once. */
async function prepare(client: pg.Client): Promise<void> {
  const collided = new Set(['23505', '42P06', '42P07', '42710', 'XX000']);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query('create schema if not exists lotline');
      await client.query(`create table if not exists lotline.migrations (
        name text primary key, hash text not null, applied_at timestamptz not null default now())`);
      await client.query(
        'create table if not exists lotline.migration_lock (single boolean primary key default true check (single))',
      );
      await client.query('insert into lotline.migration_lock default values on conflict do nothing');
      return;
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code === undefined || !collided.has(code) || attempt === 10) throw error;
    }
  }
}

async function inLock<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('select from lotline.migration_lock for update');
    const result = await work();
    // A new function is open to everybody until it is closed: do it before anybody can see it.
    await client.query('revoke all on all routines in schema lotline from public');
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function apply(client: pg.Client, file: SqlFile): Promise<void> {
  try {
    const roles = await serviceRoles(client);
    await client.query(roles.inSql(file.text));
  } catch (error) {
    if (error instanceof Error) error.message = `${file.name}.sql: ${error.message}`;
    throw error;
  }
}

async function compare(client: pg.Client, files: Files): Promise<MigrationPlan> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from lotline.migrations',
  );
  const applied = new Map(rows.map((row) => [row.name, row.hash]));
  const known = new Set(files.migrations.map((m) => m.name));
  const newer = [...applied.keys()].filter((name) => name !== FUNCTIONS && !known.has(name));
  if (newer.length > 0) {
    throw new AppError(
      'database_too_new',
      `The database was made by a newer Lotline: it has ${newer.join(', ')}, which this version does not know`,
      { hint: 'Run the newer version again, or use another database.' },
    );
  }
  for (const migration of files.migrations) {
    const hash = applied.get(migration.name);
    if (hash !== undefined && hash !== migration.hash) {
      throw new AppError(
        'configuration',
        `Migration ${migration.name} was changed after it had been applied`,
        {
          hint: 'Restore the file; put the change into a new migration.',
        },
      );
    }
  }
  return {
    migrations: files.migrations.filter((m) => !applied.has(m.name)).map((m) => m.name),
    functions: applied.get(FUNCTIONS) !== files.functionsHash,
  };
}
