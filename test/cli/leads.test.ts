import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { leadRecord, leadsIn } from '../support/leads.ts';
import { blairRecords, importParts, stageRadar } from '../support/property-radar.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const { simulator, radar } = await stageRadar(database, {
  records: blairRecords(12),
  key: `radar-${randomBytes(8).toString('hex')}`,
});
const env = { PROPERTYRADAR_API_URL: simulator.url, PROPERTYRADAR_API_TOKEN: simulator.key };
const api = await testApi(database, { env });
const { kind, freezer } = importParts(database.pools.worker, radar);
const folder = await mkdtemp(path.join(tmpdir(), 'lotline-leads-'));
after(() => rm(folder, { recursive: true, force: true }));
const { upsert } = leadsIn(database);

async function stage() {
  const client = await api.client('analyst');
  const run = async (...args: string[]) => {
    const done = await lotline(['leads', ...args], {
      env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key },
    });
    return done;
  };
  return { client, run };
}

test('a search is kept, previewed and bought, a purchase without an answer settled', async () => {
  const { client, run } = await stage();
  const saved = await run('searches', 'save', 'Blair', '--where', 'County=["42013"]');
  assert.equal(saved.code, 0, saved.stderr);
  assert.match((await run('searches')).stdout, /Blair +County/);
  const preview = await run('preview', '--search', 'blair');
  assert.match(
    preview.stdout,
    /Finds: +12 records\n.*Costs: +\$0\.00 at most\n.*Calls: +1 purchases, 1 free/s,
  );
  assert.equal((await run('import', '--where', 'County=["42013"]')).code, 64, 'nobody is there to say yes');
  const made = await run('import', '--search', 'Blair', '--yes');
  assert.equal(made.code, 0, made.stderr);
  const id = made.stdout.trim();
  while (await freezer.freezeOne()) {
    // until none waits
  }
  simulator.fail({ kind: 'drop', effect: 'after' });
  const worker = stageWorker(database.urls.worker, [kind]);
  worker.start();
  await until(async () => (await client.get(`/api/batch-jobs/${id}`)).body.data.error_count === 12);
  assert.match((await run('reconcile', id)).stdout, /SENT \(UTC\) +ITEMS +RECORDS\n.* 12 /);
  const { data } = (await client.get(`/api/batch-jobs/${id}/unknown-purchases`)).body;
  const file = path.join(folder, 'records.jsonl');
  const lines = data[0].radar_ids.map((RadarID: string) => JSON.stringify(leadRecord(1, { RadarID })));
  await writeFile(file, lines.join('\n'));
  const settled = await run(
    'reconcile',
    id,
    '--verdict',
    'completed',
    '--records',
    file,
    '--reason',
    'by hand',
  );
  assert.equal(settled.code, 0, settled.stderr);
  assert.match(settled.stderr, /12 items reconciled; 0 still unknown/);
  assert.equal((await run('list', '--job', id, '-q')).stdout.trim().split('\n').length, 12);
  assert.match((await run('searches', 'delete', 'Blair')).stdout, /deleted/);
});

test('leads are listed and exported without those on the do-not-mail list, which a file fills', async () => {
  const { client, run } = await stage();
  await upsert(
    client.organizationId,
    [1, 2, 3, 4].map((n) => leadRecord(n)),
  );
  const file = path.join(folder, 'unwanted.csv');
  await writeFile(file, 'Radar ID,Address,Zip,Note\r\nP0000001,,,x\r\n,3 main st,16601,y\r\n');
  const imported = await run('do-not-mail', 'import', file);
  assert.match(imported.stderr, /2 lines added, 0 known already/);
  const added = await run('do-not-mail', 'add', '--radar-id', 'P0000004', '--reason', 'by phone');
  assert.equal(added.code, 0, added.stderr);
  assert.match((await run('list')).stdout, /P0000003 .* no mail/);
  const out = path.join(folder, 'leads.csv');
  assert.equal((await run('export', '--layout', 'mailing', '-o', out)).code, 0);
  const [, only, ...more] = (await readFile(out, 'utf8')).trimEnd().split('\r\n');
  assert.match(String(only), /P0000002/);
  assert.deepEqual(more, []);
  assert.match((await run('export', '--check')).stderr, /1 lead in 1 part; price 0/);
  assert.equal((await run('do-not-mail', 'remove', added.stdout.trim())).code, 0);
  assert.match((await run('do-not-mail')).stdout, /^id,radar_id/);
  assert.match((await run('export', '--background')).stdout, /^[0-9a-f-]{36}\n$/);
});

test('what is no search is refused before anything is asked', async () => {
  const { run } = await stage();
  for (const args of [['preview'], ['preview', '--where', 'State'], ['import', '--criteria', '{}']]) {
    assert.equal((await run(...args)).code, 64, args.join(' '));
  }
  const unknown = await run('preview', '--where', 'Citty=["Altoona"]');
  assert.equal(unknown.code, 5);
  assert.match(unknown.stderr, /did you mean City/);
});
