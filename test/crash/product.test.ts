import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { lookupItems } from '../support/lookups.ts';
import { type LotlineProcess, lotline, lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-crash-'));
const env = { LOTLINE_DATA: path.join(folder, 'data'), PORT: '0' };
after(() => rmSync(folder, { recursive: true, force: true }));

interface Served {
  readonly product: LotlineProcess;
  get(path: string): Promise<Record<string, unknown>>;
  /** Posts a job of 10,000 lookups and answers its id. */
  post10000(): Promise<string>;
}

let key = '';
/** API, worker and database, as `npm start` has them. */
async function start(): Promise<Served> {
  const product = lotlineProcess(['start', '--no-sample'], env);
  const [, url = ''] = await product.says(/Serving on (http\S+)\./);
  key = /API key\s+(lot_live_[0-9a-f]{64})/.exec(product.stderr())?.[1] ?? key;
  return {
    product,
    async get(what) {
      const answer = await fetch(url + what, { headers: { 'x-api-key': key } });
      assert.equal(answer.status, 200, what);
      return (await answer.json()) as Record<string, unknown>;
    },
    async post10000() {
      const answer = await fetch(`${url}/batch-lookups`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ items: lookupItems(10_000) }),
      });
      assert.equal(answer.status, 201);
      return ((await answer.json()) as { job_id: string }).job_id;
    },
  };
}

test('the product killed twice in the middle of 10,000 lookups finishes them by itself, each once', async () => {
  let served = await start();
  const job_id = await served.post10000();
  const processed = async () => Number((await served.get(`/batch-lookups/${job_id}`)).processed_items);

  for (const share of [1_500, 5_000]) {
    const before = await until(async () => {
      const done = await processed();
      return done >= share && done;
    }, `${share} lookups`);
    served.product.child.kill('SIGKILL');
    await served.product.ended();
    served = await start();
    assert.ok((await processed()) >= before, 'what was shown as done is done');
  }

  await until(async () => (await processed()) === 10_000, 'the end of the job', 60_000);
  const job = await served.get(`/batch-lookups/${job_id}`);
  assert.equal(job.status, 'completed');

  const owner = await ownerClient();
  const rows = await owner.query(
    `select count(*)::int as rows, count(distinct seq)::int as items from lotline.results
     where job_no = (select number from lotline.jobs where id = $1)`,
    [job_id],
  );
  assert.deepEqual(rows.rows, [{ rows: 10_000, items: 10_000 }]);
  assert.deepEqual((await owner.query('select * from lotline.engine_check($1)', [job_id])).rows, []);
  await owner.end();

  served.product.child.kill('SIGTERM');
  assert.equal(await served.product.ended(), 0);
});

test('the product and its PostgreSQL killed together go on at once: no lease of the dead is waited for', async () => {
  let served = await start();
  const job_id = await served.post10000();
  const processed = async () => Number((await served.get(`/batch-lookups/${job_id}`)).processed_items);
  const before = await until(async () => {
    const done = await processed();
    return done >= 1_000 && done;
  }, 'the first lookups');

  const pidFile = readFileSync(path.join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8');
  served.product.child.kill('SIGKILL');
  process.kill(Number.parseInt(pidFile, 10), 'SIGKILL');
  await served.product.ended();

  served = await start();
  assert.ok((await processed()) >= before, 'what was shown as done is done');
  // a lease runs for two minutes
  await until(async () => (await processed()) === 10_000, 'the end of the job', 45_000);
  served.product.child.kill('SIGTERM');
  assert.equal(await served.product.ended(), 0);
});

async function ownerClient(): Promise<pg.Client> {
  const { stdout } = await lotline(['db', 'url', '--owner'], env);
  const client = new pg.Client({ connectionString: stdout.trim() });
  await client.connect();
  return client;
}
