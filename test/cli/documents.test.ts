import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createBlobStore } from '../../src/property/blobs/store.ts';
import { listStore } from '../../src/property/pdf/list-documents.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);
const folder = await mkdtemp(path.join(tmpdir(), 'lotline-documents-'));
after(() => rm(folder, { recursive: true }));

/** Somebody with a key at a terminal. */
async function somebody() {
  const client = await api.client('analyst');
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key };
  return (line: readonly string[], stdin = '') => lotline(line, { env, stdin });
}

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

test('a file is added, seen in the list, and comes back byte for byte', async () => {
  const run = await somebody();
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(700_000, '\r\n--')]);
  const file = await fileOf('Upset "final" 2026.pdf', content);
  const added = await run(['documents', 'add', file, '--county', 'Blair, PA', '--published', '2026-08-01']);
  assert.equal(added.code, 0, added.stderr);
  const id = added.stdout.trim();
  assert.match(added.stderr, /Added "Upset "final" 2026" to Blair, PA\./);
  const again = await run(['documents', 'add', file, '--county', '42013', '--json=id,created']);
  assert.deepEqual(JSON.parse(again.stdout), { id, created: false });
  assert.match(again.stderr, /Blair, PA has it already/);
  const list = await run(['documents', 'list', '--county', 'Blair, PA', '--type', 'property_list']);
  assert.match(list.stdout, /DOCUMENT +COUNTY +TYPE/);
  assert.match(list.stdout, /Blair, PA +property_list +pdf +2026-08-01 +pending/);
  assert.equal((await run(['documents', 'list', '-q'])).stdout.trim(), id);
  const out = path.join(folder, 'back.pdf');
  const back = await run(['documents', 'download', id, '-o', out]);
  assert.equal(back.code, 0, back.stderr);
  assert.ok((await readFile(out)).equals(content));
});

test('an address is registered, stdin is stored, and what is wrong is told', async () => {
  const run = await somebody();
  const add = (...line: string[]) => run(['documents', 'add', ...line]);
  const registered = await add(
    'https://www.example.org/notice.html',
    '--county',
    'Blair, PA',
    '--type',
    'legal_notice',
    '--json',
  );
  assert.equal(JSON.parse(registered.stdout).url, 'https://www.example.org/notice.html');
  const piped = await run(
    ['documents', 'add', '-', '--county', 'Blair, PA', '--name', 'list.csv', '--json'],
    'a,b\n1,2\n',
  );
  assert.deepEqual([JSON.parse(piped.stdout).file_format, JSON.parse(piped.stdout).size_bytes], ['csv', 8]);
  const file = await fileOf('list.txt', 'x');
  for (const [line, code, text] of [
    [[path.join(folder, 'none.pdf'), '--county', 'Blair, PA'], 3, /Cannot read/],
    [[folder, '--county', 'Blair, PA'], 3, /is a folder/],
    [[file], 64, /required option '--county <county>'/],
    [[file, '--county', 'Atlantis'], 3, /Atlantis/],
    [[file, '--county', 'Blair, PA', '--type', 'map'], 5, /document_type: must be one of/],
    [['https://a:b@example.org/x', '--county', 'Blair, PA'], 5, /must not hold a user/],
    [['https://example.org/x', '--county', 'Blair, PA', '--name', 'x'], 64, /--name is for files/],
  ] as const) {
    const ran = await add(...line);
    assert.equal(ran.code, code, `${line}: ${ran.stderr}`);
    assert.match(ran.stderr, text);
  }
  const unstored = JSON.parse(registered.stdout).id;
  const download = await run(['documents', 'download', unstored]);
  assert.equal(download.code, 3);
  assert.match(download.stderr, /published at https:\/\/www\.example\.org\/notice\.html/);
});

test('lists of documents come and go', async () => {
  const run = await somebody();
  const file = await fileOf(
    'documents.csv.gz',
    gzipSync('County,State,Type,Link\nBlair,PA,list,https://example.org/1.pdf\nBlair,PA,list,nothing\n'),
  );
  const checked = await run(['documents', 'import', file, '--check']);
  assert.equal(checked.code, 5, checked.stderr);
  const ran = await run(['documents', 'import', file, '--json']);
  assert.equal(ran.code, 6, ran.stderr);
  assert.match(ran.stderr, /2 rows: 1 new, 0 changed, 0 as they were, 1 refused/);
  assert.match(ran.stderr, /row 2 \(line 3\): url: "nothing" is no address/);
  assert.equal(JSON.parse(ran.stdout).file_name, 'documents.csv.gz');
  const exported = await run(['documents', 'export', '--state', 'pennsylvania']);
  assert.match(exported.stdout, /^id,county_id,[\s\S]*https:\/\/example\.org\/1\.pdf/);
});

test('sales are added, changed, imported, listed and exported', async () => {
  const run = await somebody();
  const sale = ['--county', 'Blair, PA', '--type', 'upset', '--date', '2027-09-15'];
  const added = await run(['sales', 'add', ...sale, '--deposit', '$1,250.50']);
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stderr, /Added: upset sale of Blair, PA, on 2027-09-15 \(scheduled\)/);
  const id = added.stdout.trim();
  const again = await run(['sales', 'add', ...sale, '--properties', '1204', '--json']);
  assert.deepEqual(
    [
      JSON.parse(again.stdout).id,
      JSON.parse(again.stdout).deposit_required,
      JSON.parse(again.stdout).created,
    ],
    [id, 1250.5, false],
  );
  const changed = await run(['sales', 'change', id, '--status', 'postponed', '--date', '2027-10-20']);
  assert.match(changed.stderr, /It is now: upset sale of Blair, PA, on 2027-10-20 \(postponed\)/);
  assert.match((await run(['sales', 'change', id])).stderr, /Say what to change/);
  assert.match((await run(['sales', 'add', ...sale, '--deposit', 'much'])).stderr, /Write an amount/);
  const file = await fileOf('sales.csv', 'Type,When\njudicial,2027-03-01\nupset,later\n');
  const imported = await run(['sales', 'import', file, '--county', 'Garrett, MD', '--map', 'When=sale_date']);
  assert.equal(imported.code, 6, imported.stderr);
  assert.match(imported.stderr, /row 2 \(line 3\): sale_date: "later" is no day/);
  const list = await run(['sales', 'list', '--from', '2027-01-01']);
  assert.match(
    list.stdout,
    /2027-03-01 +Garrett, MD +judicial +scheduled[\s\S]*2027-10-20 +Blair, PA +upset +postponed +1250\.50/,
  );
  const out = path.join(folder, 'sales-out.csv');
  assert.equal((await run(['sales', 'export', '-o', out])).code, 0);
  const back = await run(['sales', 'import', out]);
  assert.equal(back.code, 0, back.stderr);
  assert.match(back.stderr, /2 rows: 0 new, 0 changed, 2 as they were, 0 refused/);
});

test('what was read out of a document is shown: how far it is, its rows, all of them as CSV', async () => {
  const client = await api.client('analyst');
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key };
  const run = (...line: string[]) => lotline(['documents', ...line], { env, stdin: '' });
  const file = await fileOf('read.pdf', '%PDF-1.7\n%%EOF\n');
  const id = (await run('add', file, '--county', 'Blair, PA')).stdout.trim();
  assert.match((await run('show', id)).stdout, /Parsing: +pending/);
  assert.match((await run('rows', id)).stdout, /Nothing was read from it/);
  const store = listStore(
    database.pools.worker,
    createBlobStore(database.pools.worker, { store: 'database' }),
  );
  const document = (await store.find(client.organizationId, [id])).get(id);
  assert.ok(document);
  await store.store(document, '0190b5a8-0000-7000-8000-000000000001', {
    ...{ pages: 2, layout: 'table', totals: [], warnings: [] },
    rows: [
      { page: 1, row: 1, confidence: 100, cells: { parcel_id: '1-2-3', total_due: '10.00' } },
      { page: 2, row: 1, confidence: 30, cells: { parcel_id: '1-2-4', property_address: '5 OAK AVE' } },
    ],
  });
  const rows = await run('rows', id);
  assert.match(rows.stdout, /^1 +1 +100 +1-2-3 +10\.00$/m);
  assert.match(rows.stdout, /^2 +2 +30 +1-2-4 +5 OAK AVE +.*too doubtful/m);
  assert.doesNotMatch((await run('rows', id, '--refused')).stdout, /1-2-3/);
  assert.match(
    (await run('rows', id, '--page', '2', '--csv')).stdout,
    /^number,page,.*\r\n2,2,1,30,1-2-4,5 OAK AVE,/,
  );
  assert.equal((await run('rows', '00000000-0000-4000-8000-000000000000')).code, 3);
});
