import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { testDatabase } from '../support/database.ts';
import { guideIn } from '../support/guide.ts';

const db = await testDatabase();
const guide = await guideIn(db);
const page = readFileSync(path.join(import.meta.dirname, '../../docs/guides/sql.md'), 'utf8');

/** The statements of the page's SQL blocks; `keep` where psql would keep the row as variables. */
function statements(): { sql: string; keep: boolean }[] {
  const blocks = [...page.matchAll(/```sql\n([^`]*)```/g)].map((match) => String(match[1]));
  return blocks
    .flatMap((block) => [...block.matchAll(/([\s\S]*?)(;|\\gset)[ \t]*(?:\n|$)/g)])
    .map(([, sql, end]) => ({ sql: String(sql).trim(), keep: end === '\\gset' }));
}

test('every SQL example of the page on SQL runs, in order, as psql would run it', async () => {
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 60);
  const kept = new Map<string, string>();
  const said: string[] = [];
  const all = statements();
  assert.ok(all.length >= 20);
  for (const { sql, keep } of all) {
    // More to take, once the job of the page is over.
    if (sql.includes('as pooled')) await guide.properties(user.organizationId, 'Somerset, PA', 3);
    const text = sql.replace(/:'(\w+)'/g, (_, name: string) => {
      const value = kept.get(name);
      assert.ok(value !== undefined, `${name} was kept before: ${sql}`);
      return pg.escapeLiteral(value);
    });
    const rows = await user.query(text).catch((error: unknown) => {
      throw new Error(`${text}: ${String(error)}`);
    });
    assert.ok(rows.length > 0, `${text} gives rows`);
    said.push(JSON.stringify(rows));
    if (!keep) continue;
    assert.equal(rows.length, 1, text);
    for (const [name, value] of Object.entries(rows[0] ?? {})) kept.set(name, String(value));
  }
  const told = said.join('\n');
  assert.match(told, /Paused at 4\/60 properties \(7%\)\. Resume with: Resume batch job/);
  assert.match(told, /"accepted":2,"ignored":0,"message":"In progress: /);
  assert.ok(!told.includes('Nothing changed'), 'every report counts');
});
