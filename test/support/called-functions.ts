import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withClient } from '../../src/db/client.ts';
import { until } from './until.ts';

const ENDING_MS = 1_000;

/** Where the run notes which functions its tests have called. */
const noteFile = (folder: string) => path.join(folder, 'called-functions.txt');

/**
 * Notes the plpgsql functions that were called in a test's database. Their bodies are not checked when they are
 * made, so one that no test calls may not even run.
 */
export async function noteCalledFunctions(superuserUrl: string): Promise<void> {
  const folder = process.env.LOTLINE_TEST_FOLDER;
  if (folder === undefined) return;
  const { rows } = await withClient({ connectionString: superuserUrl }, async (client) => {
    // A session tells of its calls as it ends. Those that stay till the database goes end now, with nothing else lost.
    const alone = async () => {
      const { rowCount } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      return rowCount === 0;
    };
    // One that does not end costs its notes alone: the test has passed or failed by now.
    await until(alone, 'the end of all sessions', ENDING_MS).catch(() => {});
    return client.query<{ name: string }>(
      "select distinct funcname as name from pg_stat_user_functions where schemaname = 'lotline' and calls > 0",
    );
  });
  appendFileSync(noteFile(folder), rows.map((row) => `${row.name}\n`).join(''));
}

/**
 * The plpgsql functions of the schema that no test of this run has called. Those that only raise an error
 * (`refuse_…`) are left out: the server counts a call when it ends, and an error never ends one.
 */
export async function uncalledFunctions(superuserUrl: string, folder: string): Promise<string[]> {
  const file = noteFile(folder);
  const called = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const { rows } = await withClient({ connectionString: superuserUrl }, (client) =>
    client.query<{ name: string }>(
      `select distinct p.proname as name from pg_proc p join pg_language l on l.oid = p.prolang
      where p.pronamespace = 'lotline'::regnamespace and l.lanname = 'plpgsql' and p.prokind = 'f'
        and p.proname not like 'refuse\\_%' order by 1`,
    ),
  );
  return rows.map((row) => row.name).filter((name) => !called.has(name));
}
