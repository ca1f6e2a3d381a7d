import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
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

test('psql itself runs the page as it is printed', async (t) => {
  const run = promisify(execFile);
  if ((await run('psql', ['--version']).catch(() => undefined)) === undefined)
    return t.skip('psql is not installed');
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 60);
  const script = [...page.matchAll(/```sql\n([^`]*)```/g)].map((match) => match[1]).join('\n');
  const running = run('psql', [user.url, '--no-psqlrc', '-At', '-v', 'ON_ERROR_STOP=1']);
  running.child.stdin?.end(script);
  const { stdout } = await running;
  assert.match(stdout, /^Paused at 4\/60 properties \(7%\)\. Resume with: Resume batch job$/m);
  assert.match(stdout, /^Completed: 3 processed, 1 failed, 56 skipped of 60$/m);
});
