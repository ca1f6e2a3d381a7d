import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { lotline, type RunOptions } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);
const folder = await mkdtemp(path.join(tmpdir(), 'lotline-properties-'));
after(() => rm(folder, { recursive: true, force: true }));
let client: Client;
before(async () => {
  client = await api.client('analyst');
});

/** The real command line against the real server, as somebody with a key. */
const run = (args: string[], options: RunOptions = {}, who = client) =>
  lotline(args, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: who.key }, ...options });

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const place = path.join(folder, name);
  await writeFile(place, content);
  return place;
}

const LIST = [
  'Parcel ID,Property Address,City,Total Due,Ref',
  '01-1,1 Main St,Altoona,"$1,234.50",x',
  '01-2,2 Main St,Tyrone,,y',
  '',
].join('\r\n');

test('a file is imported, told, listed, shown and exported', async () => {
  const who = await api.client('analyst');
  const imported = await run(
    ['properties', 'import', await file('blair.csv', LIST), '--county', 'blair, pa'],
    {},
    who,
  );
  assert.equal(imported.code, 0, imported.stderr);
  assert.match(imported.stdout, /^[0-9a-f-]{36}\n$/);
  assert.match(imported.stderr, /parcel_id +from "Parcel ID"\n/);
  assert.match(imported.stderr, /left out: Ref\n2 rows: 2 new, 0 changed, 0 as they were, 0 refused\.\n$/);
  const list = await run(['properties', 'list', '--import', imported.stdout.trim()], {}, who);
  assert.match(list.stdout, /^PROPERTY +COUNTY +PARCEL +DUE +SALE +STATUS +ADDRESS\n/);
  assert.match(list.stdout, /Blair, PA +01-1 +1234\.50 +active +1 Main St, Altoona\n/);
  const shown = await run(['properties', 'show', '01-1'], {}, who);
  assert.match(shown.stdout, /Parcel: +01-1\nAddress: +1 Main St, Altoona, PA\nDue: +1234\.50\n/);
  assert.match(shown.stdout, /Import: +blair\.csv, row 1\n/);
  assert.match(shown.stdout, /\nFindings\n(.*\n)*title_research: +-\n/);
  const json = JSON.parse((await run(['properties', 'show', '01-1', '--json'], {}, who)).stdout);
  assert.deepEqual([json.total_due, json.findings.bid_strategy], [1234.5, null]);
  const out = path.join(folder, 'out.csv');
  assert.equal((await run(['properties', 'export', '-o', out], {}, who)).code, 0);
  assert.match(await readFile(out, 'utf8'), /^id,county,state,parcel_id,/);
  const again = await run(['properties', 'import', out], {}, who);
  assert.match(again.stderr, /2 rows: 0 new, 0 changed, 2 as they were, 0 refused/);
  const piped = await run(['properties', 'export', '--parcel', '01-2'], {}, who);
  assert.equal(
    piped.stdout,
    (await readFile(out, 'utf8'))
      .split('\r\n')
      .filter((_, at) => at !== 1)
      .join('\r\n'),
  );
});

test('stdin, gzip and JSON lines are taken, with mapping and constants', async () => {
  const who = await api.client('analyst');
  const zipped = await file('zipped.csv.gz', gzipSync('No;Due\nA;5\nB;\n'));
  const args = [
    '--county',
    '42013',
    '--map',
    'No=parcel_id',
    '--map',
    '#2=total_due',
    '--const',
    'total_due=7',
  ];
  assert.equal((await run(['properties', 'import', zipped, ...args], {}, who)).code, 0);
  const stdin = await run(
    ['properties', 'import', '-', '--county', '42013', '--json'],
    { stdin: 'apn\nC\n' },
    who,
  );
  assert.equal(JSON.parse(stdin.stdout).rows_created, 1);
  const json = await file('some.jsonl', '{"parcel_id":"D","county":"Blair, PA"}\n');
  assert.equal((await run(['properties', 'import', json], {}, who)).code, 0);
  const listed = await run(['properties', 'list', '--jsonl', '--json=parcel_id,total_due'], {}, who);
  assert.deepEqual(
    listed.stdout
      .trim()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line))),
    [
      ['A', 5],
      ['B', 7],
      ['C', null],
      ['D', null],
    ],
  );
  assert.equal(
    (await run(['properties', 'list', '-q', '--limit', '2'], {}, who)).stdout.split('\n').length,
    3,
  );
  const first = await run(['properties', 'list', '--limit', '2'], {}, who);
  const cursor = /--cursor (\S+)/.exec(first.stderr)?.[1] ?? '';
  const second = await run(['properties', 'list', '--limit', '2', '--cursor', cursor], {}, who);
  assert.match(second.stdout, / C +.*\n.* D /);
  assert.equal(second.stderr, '');
});

test('refused rows are told, and decide the exit code', async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `${at},x`);
  const bad = await file('bad.csv', ['apn,total due', ...rows, '99,1', ''].join('\n'));
  const checked = await run(['properties', 'import', bad, '--county', '42013', '--check']);
  assert.equal(checked.code, 5);
  assert.match(checked.stderr, /13 rows: 1 would be new, 0 changed, 0 as they were, 12 refused/);
  assert.match(
    checked.stderr,
    /row 1 \(line 2\): total_due: "x" is no amount; .*\n(.*\n){9} {2}and 2 more\n$/,
  );
  assert.equal(
    (await run(['properties', 'list', '--parcel', '99'])).stdout,
    'There are no such properties.\n',
  );
  const stored = await run(['properties', 'import', bad, '--county', '42013']);
  assert.equal(stored.code, 6);
  assert.equal((await run(['properties', 'list', '--parcel', '99', '-q'])).stdout.length, 37);
});

test('what cannot be done says why, with its exit code', async () => {
  const cases: [string[], number, RegExp][] = [
    [['properties', 'import', path.join(folder, 'none.csv')], 3, /Cannot read/],
    [['properties', 'import', await file('e.csv', '')], 5, /empty/],
    [['properties', 'import', await file('n.csv', 'apn\n1\n')], 5, /county: no column/],
    [
      ['properties', 'import', await file('s.csv', 'apn\n1\n'), '--county', 'Somerset'],
      5,
      /any of 4 counties/,
    ],
    [
      ['properties', 'import', await file('p.csv', 'apn,parcel\n1,2\n'), '--county', '42013'],
      5,
      /Two columns .*\n.*--map/,
    ],
    [['properties', 'show', 'nothing'], 3, /no property "nothing"/],
    [['properties', 'list', '--county', 'Nowhere'], 3, /no county "Nowhere"/],
    [['properties', 'list', '--auction-status', 'gone'], 64, /Choose active/],
    [['counties', 'list', '--state', 'Atlantis'], 5, /no state "Atlantis"/],
  ];
  for (const [args, code, words] of cases) {
    const ran = await run(args);
    assert.equal(ran.code, code, `${args.join(' ')}\n${ran.stderr}`);
    assert.match(ran.stderr, words);
  }
});

test('one parcel number in several counties asks which', async () => {
  const who = await api.client('analyst');
  const two = 'apn,county\nX-1,"Blair, PA"\nX-1,"Centre, PA"\n';
  await run(['properties', 'import', '-'], { stdin: two }, who);
  const several = await run(['properties', 'show', 'X-1'], {}, who);
  assert.equal(several.code, 7);
  assert.match(
    several.stderr,
    /Several counties have a parcel "X-1".*\nSay which: --county "(Blair|Centre), PA"/,
  );
  const one = await run(['properties', 'show', 'X-1', '--county', 'centre pa'], {}, who);
  assert.match(one.stdout, /County: +Centre, PA/);
});

test('counties are listed and found by name', async () => {
  const list = await run(['counties', 'list', '--state', 'PA', '--limit', '2']);
  assert.match(
    list.stdout,
    /^FIPS +COUNTY +RESEARCHED +ID\n42001 +Adams County, PA +never +[0-9a-f-]{36}\n42003 /,
  );
  assert.match(list.stderr, /There are more: --cursor 42003/);
  const one = await run(['counties', 'find', 'saint', 'clair,', 'il', '--json=full_name,state_code']);
  assert.deepEqual(
    [one.code, JSON.parse(one.stdout)],
    [0, [{ full_name: 'St. Clair County', state_code: 'IL' }]],
  );
  const several = await run(['counties', 'find', 'Somerset', '-q']);
  assert.deepEqual([several.code, several.stdout.trim().split('\n').length], [7, 4]);
  const none = await run(['counties', 'find', 'Westmorland, PA']);
  assert.deepEqual([none.code, none.stdout], [3, '']);
  assert.match(none.stderr, /no county "Westmorland, PA"\. Nearest: Westmoreland County, PA/);
});

test('an import that is stopped, or whose client goes away, keeps what had arrived', async () => {
  const who = await api.client('analyst');
  const endless = new PassThrough();
  endless.write(`apn\n${Array.from({ length: 20_000 }, (_, at) => `PARCEL ${at}\n`).join('')}`);
  const stored = async () => {
    const { rows } = await database.pools.owner.query<{ n: number }>(
      'select count(*)::int as n from lotline.properties where org_id = $1',
      [who.organizationId],
    );
    return (rows[0]?.n ?? 0) >= 1000;
  };
  const ran = await run(
    ['properties', 'import', '-', '--county', '42013'],
    { stdin: endless, interrupt: until(stored).then(() => {}) },
    who,
  );
  assert.equal(ran.code, 2, ran.stderr);
  assert.match(ran.stderr, /stopped\.\nRows that had arrived are stored/);
  const { imports } = (await who.get('/api/imports')).body;
  assert.equal(imports[0].finished_at, null);
  assert.ok(imports[0].rows_stored >= 1000);
});

test('a server that is not there ends an import at once, and nothing is stored', async () => {
  const ran = await lotline(['properties', 'import', '-'], {
    env: { LOTLINE_URL: 'http://127.0.0.1:9', LOTLINE_API_KEY: client.key },
    stdin: 'apn\n1\n',
  });
  assert.equal(ran.code, 1);
  assert.match(ran.stderr, /Is the server running/);
});
