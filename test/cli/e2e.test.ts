import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { readCsv } from '../../src/base/csv.ts';
import { createApiKey } from '../../src/identity/api-keys.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { IncentivesService } from './incentives-service.ts';
import { lotline, type Ran } from './terminal.ts';

const database = await testDatabase();
const incentives = new IncentivesService();
let child: ChildProcess | null = null;
let address = { url: '', port: 0 };
let env: Record<string, string> = {};
let folder = '';

async function startServer(port = 0): Promise<void> {
  const { api, worker } = database.urls;
  child = fork(join(import.meta.dirname, '..', 'support', 'lookups-server-child.ts'), [
    api,
    worker,
    String(port),
    incentives.url,
  ]);
  [address] = (await once(child, 'message')) as [typeof address];
}

async function killServer(): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotline-e2e-'));
  await incentives.start();
  await startServer();
});
after(async () => {
  await killServer();
  await incentives.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  incentives.calm = false;
  incentives.held = null;
  incentives.asked.length = 0;
  const organizationId = await database.organization();
  const made = await createApiKey(database.pools.owner, {
    organizationId,
    name: 'cli',
    role: 'admin',
    createdBy: 't',
  });
  env = { LOTLINE_URL: address.url, LOTLINE_API_KEY: made.key };
});

async function fileOf(content: string | Uint8Array, name = 'leads.csv'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const run = (...args: string[]): Promise<Ran> => lotline(args, { env });

async function ok(...args: string[]): Promise<string> {
  const ran = await run(...args);
  assert.equal(ran.code, 0, ran.stderr);
  return ran.stdout;
}

async function table(csv: string): Promise<Record<string, string>[]> {
  const rows: string[][] = [];
  async function* bytes(): AsyncGenerator<Buffer> {
    yield Buffer.from(csv);
  }
  for await (const { cells } of readCsv(bytes())) rows.push(cells);
  const [header = [], ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

function rowsOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `deal-${at + 1},${at + 1} Main St,Boston,MA,02134\n`).join(
    '',
  );
}

const HEADER = 'Deal ID,Street Address,City,State,ZIP';

test('upload, wait, download: a row back for each row, in order, with its cells, its reason or its result', async () => {
  const file = await fileOf(
    `\ufeff${HEADER},Note\r\n` +
      'deal-1,1 Main St,Boston,MA,02134,"=cmd, ""quoted""\r\nline"\r\n' +
      'deal 2,2 Main St,Boston,MA,02134,space in the reference\r\n' +
      'deal-3,,Boston,MA,02134,no street\r\n' +
      ',4 Main St,Boston,MA,02134,no reference\r\n' +
      'deal-5,5 Nowhere,Boston,MA,02134,no utility\r\n' +
      'deal-6,6 Main St, Rear,Boston,MA,02134,comma not quoted\r\n' +
      'deal-7,7 Main St,Boston,MA\r\n',
  );
  const ran = await run('lookups', 'upload', file, '--wait', '--json');
  assert.equal(ran.code, 6, ran.stderr);
  const answer = JSON.parse(ran.stdout);
  assert.deepEqual([answer.rows, answer.accepted, answer.rejected], [7, 4, 3]);
  assert.deepEqual([answer.counts.completed, answer.counts.failed, answer.counts.skipped], [3, 1, 3]);

  const csv = await ok('lookups', 'download', answer.job_id);
  assert.ok(csv.startsWith(`${HEADER},Note,status,error_code,error_message,attempts,customer_id,utility,`));
  const rows = await table(csv);
  assert.deepEqual(
    rows.map((row) => [row['Deal ID'], row.status, row.error_code]),
    [
      ['deal-1', 'completed', ''],
      ['deal 2', 'failed', 'invalid_input'],
      ['deal-3', 'failed', 'invalid_input'],
      ['', 'completed', ''],
      ['deal-5', 'failed', 'no_utility_at_address'],
      ['deal-6', 'failed', 'invalid_input'],
      ['deal-7', 'completed', ''],
    ],
  );
  assert.equal(rows[0]?.Note, '\'=cmd, "quoted"\r\nline');
  assert.equal(rows[0]?.ZIP, '02134');
  assert.equal(rows[0]?.total_incentive_amount, '100.00');
  assert.equal(rows[0]?.utility, "'=Pacific Gas & Electric");
  assert.match(rows[1]?.error_message ?? '', /reference_id/);
  assert.match(rows[2]?.error_message ?? '', /street_1/);
  assert.match(rows[5]?.error_message ?? '', /7 cells and the header 6/);
  assert.equal(rows[6]?.ZIP, '');

  const failed = await table(await ok('lookups', 'download', answer.job_id, '--failed'));
  assert.deepEqual(
    failed.map((row) => row['Deal ID']),
    ['deal 2', 'deal-3', 'deal-5', 'deal-6'],
  );
  const lines = (await ok('lookups', 'download', answer.job_id, '--format', 'jsonl')).trim().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).row),
    [1, 2, 3, 4, 5, 6, 7],
  );
});

test('what --check calls bad is what the server refuses, and nothing else', async () => {
  const file = await fileOf(
    `${HEADER}\n${rowsOf(3)}x,1 Elm,York,PA,17401\nd-5,,York,PA,17401\nd-6,6 Elm,,,\nd-7,7 Elm,York,PA,17401,more\nd-8,8 Elm,York,PA,1\n`,
  );
  const checked = JSON.parse((await run('lookups', 'upload', file, '--check', '--json')).stdout);
  const id = (await ok('lookups', 'upload', file, '-q')).trim();
  const refused = (await table(await ok('lookups', 'download', id))).flatMap((row, at) =>
    row.error_code === 'invalid_input' ? [at + 1] : [],
  );
  const bad = new Set<number>(
    checked.errors.flatMap((one: { rows: { row: number }[] }) => one.rows.map((at) => at.row)),
  );
  assert.deepEqual([...bad].sort(), refused);
  assert.equal(checked.bad, refused.length);
});

test('failed rows are grouped by cause, retried by cause, and then succeed', async () => {
  const file = await fileOf(
    `${HEADER}\n${rowsOf(5)}busy-1,1 Busy St,York,PA,17401\nnone-1,1 Nowhere,York,PA,17401\n`,
  );
  const ran = await run('lookups', 'upload', file, '--wait');
  assert.equal(ran.code, 6, ran.stderr);
  const id = ran.stdout.trim();
  const groups = JSON.parse(await ok('jobs', 'failures', id, '--json'));
  assert.deepEqual(
    groups
      .map((one: { code: string; count: number; final: number; retryable: boolean }) => [
        one.code,
        one.count,
        one.final,
        one.retryable,
      ])
      .sort(),
    [
      ['no_utility_at_address', 1, 1, false],
      ['upstream_transient', 4, 1, true],
    ],
  );
  incentives.calm = true;
  const retried = await run('jobs', 'retry', id, '--failed', '--wait', '--json', '--reason', 'calm again');
  assert.equal(retried.code, 6, retried.stderr);
  assert.equal(JSON.parse(retried.stdout).counts.completed, 6);
  assert.match(retried.stderr, /1 item will be tried again/);
  const events = JSON.parse(await ok('jobs', 'events', id, '--json'));
  assert.ok(events.some((event: { reason: string | null }) => event.reason === 'calm again'));
  assert.equal((await run('jobs', 'retry', id, '--failed')).code, 7);
});

test('pause, resume and cancel a running job; what is done stays', async () => {
  let release = (): void => {};
  incentives.held = new Promise((resolve) => {
    release = resolve;
  });
  const file = await fileOf(`${HEADER}\n${rowsOf(400)}`);
  const id = (await ok('lookups', 'upload', file)).trim();
  await until(() => incentives.asked.length > 0, 'a request to the service');
  assert.match(await ok('jobs', 'list', '--status', 'in_progress'), new RegExp(id));
  const paused = JSON.parse(await ok('jobs', 'pause', '--reason', 'lunch', '--json'));
  assert.deepEqual([paused.id, paused.status, paused.pauseReason], [id, 'paused', 'lunch']);
  assert.equal((await run('jobs', 'watch', id, '--timeout', '3')).code, 8);
  await ok('jobs', 'resume');
  assert.match((await run('jobs', 'cancel', id)).stderr, /Add --yes/);
  await ok('jobs', 'cancel', id, '--yes', '--reason', 'wrong file');
  release();
  incentives.held = null;
  const watched = await run('jobs', 'watch', id, '--json');
  assert.equal(watched.code, 2, watched.stderr);
  const { counts } = JSON.parse(watched.stdout);
  assert.equal(counts.completed + counts.cancelled, 400);
  assert.ok(counts.cancelled > 0);
  const rows = await table(await ok('lookups', 'download', id));
  assert.equal(rows.length, 400);
  assert.equal(rows.filter((row) => row.status === 'completed').length, counts.completed);
  assert.equal((await run('jobs', 'resume', id)).code, 7);
  assert.match((await run('jobs', 'delete', id)).stderr, /Add --yes/);
  assert.equal((await ok('jobs', 'delete', id, '--yes')).trim(), id);
  assert.equal((await run('jobs', 'get', id)).code, 3);
});

test('a server killed in the middle of an upload and of the work loses nothing and stores nothing twice', async () => {
  const file = await fileOf(`${HEADER}\n${rowsOf(12_000)}`);
  const earlier = await rowsStored();
  const uploading = lotline(['lookups', 'upload', file, '--wait', '--json'], { env, realTime: true });
  await until(async () => (await rowsStored()) > earlier, 'the first chunk');
  await killServer();
  await startServer(address.port);
  await until(() => incentives.asked.length > 1_000, 'work going on', 60_000);
  await killServer();
  assert.ok(incentives.asked.length < 12_000, 'killed before the end');
  await startServer(address.port);
  const ran = await uploading;
  assert.equal(ran.code, 0, ran.stderr);
  const { job_id: id, counts } = JSON.parse(ran.stdout);
  assert.equal(counts.completed, 12_000);
  const rows = await table(await ok('lookups', 'download', id));
  assert.deepEqual(
    rows.map((row) => row['Deal ID']),
    Array.from({ length: 12_000 }, (_, at) => `deal-${at + 1}`),
  );
  assert.ok(rows.every((row) => row.status === 'completed'));
  const jobs = JSON.parse(await ok('jobs', 'list', '--json'));
  assert.equal(jobs.length, 1);
});

async function rowsStored(): Promise<number> {
  const { rows } = await database.pools.owner.query<{ stored: string }>(
    'select coalesce(sum(added), 0) as stored from lotline.upload_chunks',
  );
  return Number(rows[0]?.stored);
}

test('an upload whose server is gone for good is resumed later, with no row twice', async () => {
  const earlier = await rowsStored();
  const file = await fileOf(`${HEADER}\n${rowsOf(12_000)}`);
  const uploading = run('lookups', 'upload', file, '--json');
  await until(async () => (await rowsStored()) > earlier, 'the first chunk');
  await killServer();
  const broken = await uploading;
  await startServer(address.port);
  if (broken.code === 0) return assert.fail('the upload was done before the server was killed');
  const hint = JSON.parse(broken.stderr.trim().split('\n').at(-1) ?? '').hint as string;
  const id = /--resume (\S+)/.exec(hint)?.[1] ?? '';
  assert.deepEqual(JSON.parse(await ok('jobs', 'get', id, '--json=status,sealed')), {
    status: 'pending',
    sealed: false,
  });
  const resumed = await run('lookups', 'upload', file, '--resume', id, '--json');
  assert.equal(resumed.code, 0, resumed.stderr);
  await ok('jobs', 'cancel', id, '--yes', '--force');
  const rows = await table(await ok('lookups', 'download', id));
  assert.deepEqual(
    rows.map((row) => row['Deal ID']),
    Array.from({ length: 12_000 }, (_, at) => `deal-${at + 1}`),
  );
});

test('the same key makes one job, and a results file appears whole', async () => {
  const file = await fileOf(`${HEADER}\n${rowsOf(20)}`);
  const first = await run('lookups', 'upload', file, '--idempotency-key', 'spring', '--wait');
  assert.equal(first.code, 0, first.stderr);
  const second = await run('lookups', 'upload', file, '--idempotency-key', 'spring', '--wait');
  assert.equal(second.code, 0, second.stderr);
  assert.equal(first.stdout, second.stdout);
  const out = join(folder, 'results.csv');
  await ok('lookups', 'download', first.stdout.trim(), '--out', out);
  assert.equal((await table(await readFile(out, 'utf8'))).length, 20);
});

test('failed rows are downloaded, mended and sent back; only they run again, and one file has all of it', async () => {
  const bad = new Set([3, 7, 11]);
  const rows = Array.from({ length: 12 }, (_, at) => at + 1).map(
    (n) => `deal-${n},${bad.has(n) ? `${n} Nowhere` : `${n} Main St`},Boston,MA,02134\n`,
  );
  const file = await fileOf(`${HEADER}\n${rows.join('')}deal-13,,Boston,MA,02134\n`);
  const uploaded = await run('lookups', 'upload', file, '--wait', '--device-ids', '4');
  assert.equal(uploaded.code, 6, uploaded.stderr);
  const job = uploaded.stdout.trim();
  const failed = await ok('lookups', 'download', job, '--failed');
  assert.equal(failed.trimEnd().split('\r\n').length, 5);
  const mended = await fileOf(
    failed.replaceAll('Nowhere', 'Main St').replace('deal-13,,', 'deal-13,13 Main St,'),
    'mended.csv',
  );
  incentives.asked.length = 0;
  const preview = await run('lookups', 'correct', mended, job, '--preview');
  assert.equal(preview.code, 0, preview.stderr);
  assert.match(
    preview.stderr,
    /4 rows: 4 changed and would run again, 0 had failed and would run again, 0 as they were\./,
  );
  assert.deepEqual(incentives.asked, []);
  const corrected = await run(
    'lookups',
    'correct',
    mended,
    job,
    '--wait',
    '--json',
    '--reason',
    'typing errors',
  );
  assert.equal(corrected.code, 0, corrected.stderr);
  const answer = JSON.parse(corrected.stdout);
  assert.deepEqual([answer.changed, answer.status, answer.counts.completed], [4, 'completed', 13]);
  assert.deepEqual(incentives.asked.toSorted(), ['deal-11', 'deal-13', 'deal-3', 'deal-7']);
  const all = await table(await ok('lookups', 'download', job, '--latest-good'));
  assert.deepEqual(
    all.map((row) => [row['Deal ID'], row['Street Address'], row.status, row.earlier_result]),
    Array.from({ length: 13 }, (_, at) => [`deal-${at + 1}`, `${at + 1} Main St`, 'completed', '']),
  );
});

test('a correction names the rows that it did not take, also in a file that is no correction', async () => {
  const file = await fileOf(`${HEADER}\n${rowsOf(2)}`);
  const job = (await ok('lookups', 'upload', file, '--wait')).trim();
  const wrong = await fileOf(
    `${HEADER},Note\ndeal-1,,Boston,MA,02134,gone\ndeal-9,9 Main St,Boston,MA,02134,new\n`,
    'wrong.csv',
  );
  const ran = await run('lookups', 'correct', wrong, job);
  assert.equal(ran.code, 6, ran.stderr);
  assert.equal(ran.stdout.trim(), job);
  assert.match(ran.stderr, /row 1 \(deal-1\): address\.street_1: is required/);
  assert.match(ran.stderr, /row 2 \(deal-9\): No row of this job has this reference_id or row_number/);
  assert.match(ran.stderr, /Left out: Note/);
  assert.equal((await run('lookups', 'correct', wrong, job, '--preview')).code, 5);
  assert.equal((await run('lookups', 'correct', wrong, job, '--preview', '--wait')).code, 64);
  const other = await run('lookups', 'correct', await fileOf('a,b\n1,2\n', 'other.csv'), job);
  assert.equal(other.code, 5);
  assert.match(other.stderr, /The file has no column of this job/);
  const added = await run('lookups', 'correct', wrong, job, '--append', '--wait');
  assert.equal(added.code, 6, added.stderr);
  const rows = await table(await ok('lookups', 'download', job));
  assert.deepEqual(
    rows.map((row) => [row['Deal ID'], row.status]),
    [1, 2, 9].map((n) => [`deal-${n}`, 'completed']),
  );
});
