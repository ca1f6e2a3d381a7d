import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem, workLookups } from '../support/lookups.ts';
import { fullResult } from '../support/report-results.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);
const folder = await mkdtemp(path.join(tmpdir(), 'lotline-reports-'));
after(() => rm(folder, { recursive: true }));

/** Somebody with a key at a terminal, and so many batches of four sites: 1 fails, 2 is not eligible, 3 and 4 are. */
async function somebody(batches: number) {
  const client = await api.client('analyst');
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key };
  const made = [];
  for (let at = 0; at < batches; at += 1) {
    const items = [1, 2, 3, 4].map((seq) => lookupItem(`deal-${seq}`));
    const { body } = await client.post('/batch-lookups', { items, name: `Roofs ${at}` });
    await workLookups(database, body.job_id, (seq) =>
      seq === 1
        ? { outcome: 'failed', class: 'permanent', code: 'no_utility_at_address', message: 'None' }
        : {
            outcome: 'completed',
            result: fullResult({ state: 'CA', tiers: [['p1', 1, seq === 2 ? 0 : seq * 1000.5]] }),
          },
    );
    made.push({ report: body.report.id as string, job: body.job_id as string });
  }
  return { made, run: (...line: string[]) => lotline(line, { env }) };
}

test('reports are listed and shown, by id, by a beginning, by name, by batch, or as the only one', async () => {
  const { made, run } = await somebody(2);
  const [first, second] = made;
  assert.ok(first && second);
  const list = await run('reports', 'list');
  assert.equal(list.code, 0, list.stderr);
  assert.match(list.stdout, /^REPORT +STATUS +SITES +ELIGIBLE +FAILED +VALUE +NAME\n/);
  assert.match(list.stdout, /complete +4 +2 +1 +\$7,003\.50 +Roofs 1\n.*Roofs 0/);
  const page = await run('reports', 'list', '-q', '--limit', '1');
  assert.equal(page.stdout.trim(), second.report);
  for (const wanted of [first.report, first.report.slice(0, 8), 'Roofs 0', first.job]) {
    const shown = await run('reports', 'show', wanted);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, new RegExp(`^Report: +${first.report}\n`));
  }
  const shown = await run('reports', 'show', first.report);
  assert.match(shown.stdout, /PROGRAM +SITES +VALUE\nProgramme p1 +2 +\$7,003\.50/);
  assert.match(shown.stdout, /STATE +SITES +VALUE +ELIGIBLE +FAILED\nCA +4 +\$7,003\.50 +2 +1/);
  assert.match(shown.stdout, /DEVICE +SITES +VALUE +ELIGIBLE\nDevice 1 +4 +\$7,003\.50 +2/);
  assert.match(shown.stdout, /ERROR +SITES\nno_utility_at_address +1/);
  const json = await run('reports', 'show', first.report, '--json=status,total_sites');
  assert.deepEqual(JSON.parse(json.stdout), { status: 'complete', total_sites: 4 });

  const unnamed = await run('reports', 'show');
  assert.equal(unnamed.code, 64);
  assert.match(unnamed.stderr, /There are several reports; name one/);
  const none = await run('reports', 'show', 'nothing');
  assert.equal(none.code, 3);
  const { run: other } = await somebody(1);
  const only = await other('reports', 'show', '-q');
  assert.deepEqual([only.code, only.stdout], [0, 'complete\n'], only.stderr);
  assert.equal((await other('reports', 'show', first.report)).code, 3);
});

test('sites are listed, filtered and sorted, and all of them exported or printed to a file', async () => {
  const { made, run } = await somebody(1);
  const sites = await run('reports', 'sites', '--sort=-value', '--limit', '2');
  assert.equal(sites.code, 0, sites.stderr);
  assert.match(sites.stdout, /deal-4 +CA +\$4,002\.00 .*\n.*deal-3 +CA +\$3,001\.50/);
  const cursor = /--cursor (\S+)/.exec(sites.stderr)?.[1] ?? '';
  const rest = await run('reports', 'sites', '--sort=-value', '--cursor', cursor, '--json=reference_id');
  assert.deepEqual(JSON.parse(rest.stdout), [{ reference_id: 'deal-1' }, { reference_id: 'deal-2' }]);
  const narrowed = async (...filter: string[]) =>
    JSON.parse((await run('reports', 'sites', ...filter, '--json=row')).stdout).map(
      ({ row }: { row: number }) => row,
    );
  assert.deepEqual(await narrowed('--eligible'), [3, 4]);
  assert.deepEqual(await narrowed('--no-eligible', '--status', 'completed'), [2]);
  assert.deepEqual(await narrowed('--error', 'no_utility_at_address', '--state', 'CA', '--device', '1'), [1]);
  assert.deepEqual(await narrowed('--program', 'p1'), [3, 4]);

  const csv = await run('reports', 'export', '--status', 'failed');
  assert.match(csv.stdout, /^reference_id,street_1,.*\r\ndeal-1,.*\r\n$/);
  const book = path.join(folder, 'report.xlsx');
  const exported = await run('reports', 'export', made[0]?.report ?? '', '--format', 'xlsx', '-o', book);
  assert.equal(exported.code, 0, exported.stderr);
  assert.equal((await readFile(book)).subarray(0, 2).toString(), 'PK');
  const page = path.join(folder, 'report.html');
  assert.equal((await run('reports', 'print', '-o', page)).code, 0);
  assert.match(await readFile(page, 'utf8'), /^<!doctype html>[\s\S]*<h1>Roofs 0<\/h1>/);
});
