import pg from 'pg';
import type { Database, Urls } from './contestant.ts';

export interface OpenDatabase extends Database {
  close(): Promise<void>;
}

/** The superuser's one connection to a database, opened at its first statement. */
export function openDatabase(urls: Urls): OpenDatabase {
  const pool = new pg.Pool({ connectionString: urls.superuser, max: 1 });
  // The harness drops databases under idle connections on purpose; a statement under way still fails by itself.
  pool.on('error', () => {});
  return {
    urls,
    url: urls.superuser,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      // the caller names the columns of its own statement
      (await pool.query(text, [...values])).rows as Row[],
    close: () => pool.end(),
  };
}

/** The id of the organization that the migrations make. */
export async function organization(urls: Urls): Promise<string> {
  const database = openDatabase(urls);
  try {
    const [row] = await database.query<{ id: string }>(
      `select id from lotline.organizations where slug = 'default'`,
    );
    if (!row) throw new Error('the migrations made no default organization');
    return row.id;
  } finally {
    await database.close();
  }
}
