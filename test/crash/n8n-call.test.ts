import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { startN8n } from '../../src/simulators/n8n.ts';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-n8n-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const n8n = await startN8n();
after(() => n8n.stop());
n8n.publish({ path: 'research' });
const env = {
  LOTLINE_DATA: path.join(folder, 'data'),
  PORT: '0',
  N8N_COUNTY_RESEARCH_WEBHOOK_URL: n8n.productionUrl('research'),
};

async function start(more: Record<string, string> = {}) {
  const product = lotlineProcess(['start', '--no-sample'], { ...env, ...more });
  const [, url = ''] = await product.says(/Serving on (http\S+)\./);
  return { product, url };
}

test('a process killed between the commit of a start and the call to n8n: the next one makes the call', async () => {
  const first = await start({ LOTLINE_FAILPOINTS: 'before_n8n_call' });
  const key = /API key\s+(lot_live_[0-9a-f]{64})/.exec(first.product.stderr())?.[1] ?? '';
  const send = async (method: string, where: string, body: unknown) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const answer = await fetch(first.url + where, { method, headers, body: JSON.stringify(body) });
    return (await answer.json()) as { result?: string };
  };
  const create = { action: 'create', job_type: 'county_research', county: 'Blair, PA' };
  const { result: id } = await send('POST', '/api/batch-jobs/actions', create);
  await assert.rejects(send('PATCH', `/api/batch-jobs/${id}`, { status: 'in_progress' }));
  await first.product.ended();
  assert.equal(n8n.requests.length, 0);

  const second = await start();
  const { stdout } = await lotline(['db', 'url', '--owner'], env);
  const owner = new pg.Client({ connectionString: stdout.trim() });
  await owner.connect();
  const { rows } = await owner.query('select status, driver, org_id from lotline.jobs where id = $1', [id]);
  assert.deepEqual([rows[0]?.status, rows[0]?.driver], ['in_progress', 'n8n'], 'the start was kept');
  // whoever took the call is taken for dead after half a minute; a move in SQL tells the sweeper to look
  await owner.query("insert into lotline.clock_shift values (interval '31 seconds')");
  await owner.query("notify lotline_n8n, ''");
  await until(() => n8n.requests.length === 1, 'the call that was owed');

  await owner.query('select lotline.pause_job($1, $2)', [rows[0]?.org_id, id]);
  await owner.query('select lotline.resume_job($1, $2)', [rows[0]?.org_id, id]);
  await until(() => n8n.requests.length === 2, 'the call of a resume in SQL');
  assert.deepEqual(
    n8n.requests.map((request) => request.body),
    [1, 2].map(() => ({ job_id: id, action: 'start' })),
  );
  await owner.end();
  second.product.child.kill('SIGTERM');
  assert.equal(await second.product.ended(), 0);
});
