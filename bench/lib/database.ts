import pg from 'pg';
import type { Database } from './contestant.ts';

/** One connection to a database, opened at its first statement. */
export function openDatabase(url: string): Database & { close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The harness drops databases under idle connections on purpose; a statement under way still fails by itself.
  pool.on('error', () => {});
  return {
    url,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
    close: () => pool.end(),
  };
}
