import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { ApiServer, type StoredJob } from './api-server.ts';
import { lotline } from './terminal.ts';

const server = new ApiServer();
let folder = '';
before(async () => {
  await server.start();
  folder = await mkdtemp(join(tmpdir(), 'lotline-download-'));
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  server.jobs.clear();
  server.requests.length = 0;
  server.fault = () => undefined;
});

function finished(): StoredJob {
  const rows = [{ row: 1, cells: ['d-1', '1 Elm'], item: { address: {} } }];
  const counts = { total: 1, waiting: 0, processing: 0, completed: 1, failed: 0, skipped: 0, cancelled: 0 };
  return server.addJob({
    status: 'completed',
    columns: ['Deal ID', 'Street'],
    chunks: new Map([[1, rows]]),
    counts,
  });
}

const FILE = 'Deal ID,Street,status,error_code,error_message,attempts\r\nd-1,1 Elm,completed,,,1\r\n';

test('rows go to stdout, and nothing else does', async () => {
  const job = finished();
  const ran = await lotline(['lookups', 'download'], { env: server.env() });
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(ran.stdout, FILE);
  assert.match(ran.stderr, new RegExp(`Job ${job.id}`));
});

test('the choice of rows and format is passed on', async () => {
  const { id } = finished();
  const pathOf = async (...args: string[]) => {
    const ran = await lotline(['lookups', 'download', id, ...args], { env: server.env() });
    assert.equal(ran.code, 0, ran.stderr);
    return server.requests.at(-1)?.path;
  };
  assert.equal(await pathOf('--failed'), `/batch-lookups/${id}/download?format=csv&status=failed`);
  assert.equal(
    await pathOf('--status', 'completed'),
    `/batch-lookups/${id}/download?format=csv&status=completed`,
  );
  assert.equal(await pathOf('--format', 'jsonl'), `/batch-lookups/${id}/download?format=jsonl`);
  const both = await lotline(['lookups', 'download', id, '--failed', '--status', 'failed'], {
    env: server.env(),
  });
  assert.equal(both.code, 64);
  assert.equal(
    (await lotline(['lookups', 'download', id, '--format', 'xml'], { env: server.env() })).code,
    64,
  );
});

test('a file appears when it is complete, also after a download that broke off', async () => {
  const { id } = finished();
  const out = join(folder, 'results.csv');
  let broken = 0;
  server.fault = (request) =>
    request.path.includes('/download') && ++broken < 3 ? 'cut the body' : undefined;
  const ran = await lotline(['lookups', 'download', id, '--out', out], { env: server.env() });
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(await readFile(out, 'utf8'), FILE);
  assert.equal(ran.stderr.match(/Starting again/g)?.length, 2);
  assert.deepEqual(await readdir(folder), ['results.csv']);
});

test('a download that never completes leaves no file and is exit code 1', async () => {
  const { id } = finished();
  server.fault = (request) => (request.path.includes('/download') ? 'cut the body' : undefined);
  const out = join(folder, 'never.csv');
  const ran = await lotline(['lookups', 'download', id, '--out', out, '--json'], { env: server.env() });
  assert.equal(ran.code, 1);
  assert.equal(JSON.parse(ran.stderr.trim().split('\n').at(-1) ?? '').code, 'download_broken');
  assert.ok(!(await readdir(folder)).includes('never.csv'));
  const piped = await lotline(['lookups', 'download', id], { env: server.env() });
  assert.equal(piped.code, 1);
});

test('an unfinished job gives what there is, and says so', async () => {
  const job = finished();
  job.status = 'in_progress';
  job.counts = { ...job.counts, total: 4, waiting: 3 };
  const ran = await lotline(['lookups', 'download', job.id], { env: server.env() });
  assert.equal(ran.code, 0);
  assert.match(ran.stderr, /at 25%/);
});
