import type { TestDatabase } from '../support/database.ts';

/** What an organization's own earlier requests are still written down in, a moment later, and what time alone fills. */
const LATE = ['request_counts', 'job_pace'];

/** How many rows of each table are an organization's own, and a digest of them, by the table's own policy. */
export async function ownRows(
  { pools }: TestDatabase,
  organizationId: string,
): Promise<Map<string, { rows: number; digest: string }>> {
  const client = await pools.owner.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('lotline.org', $1, true)", [organizationId]);
    const { rows: tables } = await client.query<{ name: string; row: string; condition: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name, quote_ident(tablename) as row,
         qual as condition from pg_policies
       where policyname = 'own_organization' and tablename <> all ($1) order by 1`,
      [LATE],
    );
    const found = new Map<string, { rows: number; digest: string }>();
    for (const { name, row, condition } of tables) {
      const { rows } = await client.query<{ rows: number; digest: string }>(
        `select count(*)::int as rows, md5(coalesce(string_agg(t, e'\\n' order by t), '')) as digest
         from (select ${row}::text as t from ${name} where ${condition}) x`,
      );
      if (rows[0] !== undefined) found.set(name, rows[0]);
    }
    return found;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
