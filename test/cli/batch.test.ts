import assert from 'node:assert/strict';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { addProperties } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);

/** Somebody with a key at a terminal. */
async function somebody(properties: number) {
  const client = await api.client('admin');
  await addProperties(database, client.organizationId, properties);
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key };
  return (line: readonly string[], stdin = '') => lotline(['batch', ...line], { env, stdin });
}

test('a county job is made, worked batch by batch, and seen to its end', async () => {
  const batch = await somebody(5);
  const made = await batch(['create', 'regrid_scraping', '--county', 'Blair, PA', '--size', '3', '--start']);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stderr, /Regrid Scraping - Blair: 5 items in 2 batches\n.*is in_progress/);
  const job = made.stdout.trim();
  assert.match(job, /^[0-9a-f-]{36}$/);

  const first = await batch(['next', job.slice(0, 8), '--session', 'me']);
  const taken = JSON.parse(first.stdout);
  assert.equal(taken.items.length, 3);
  const lines = taken.items.map(({ item_id }: { item_id: string }) =>
    JSON.stringify({ item_id, outcome: 'completed' }),
  );
  const partly = await batch(['report', job, taken.lease], lines[0]);
  assert.deepEqual([partly.code, partly.stderr], [0, '1 item reported\n']);
  const again = await batch(['next', job, '--session', 'me']);
  assert.equal(JSON.parse(again.stdout).items.length, 2, 'what is not reported is still mine');
  assert.match((await batch(['release', job, taken.lease])).stderr, /go to the next who asks/);
  const lost = await batch(['report', job, taken.lease, '--json'], `[${lines.join()}]`);
  assert.equal(lost.code, 7, lost.stderr);
  assert.equal(JSON.parse(lost.stderr).code, 'lease_lost');

  for (let rest = await batch(['next']); rest.stdout !== ''; rest = await batch(['next', job])) {
    const { lease, items } = JSON.parse(rest.stdout);
    const outcomes = items.map(({ seq }: { seq: number }) => ({ seq, outcome: 'completed' }));
    assert.equal((await batch(['report', job, lease, '-'], JSON.stringify(outcomes))).code, 0);
  }
  const list = await batch(['list', '--status', 'completed']);
  assert.match(list.stdout, /completed +100% +5 +0 +0m +Regrid Scraping - Blair/);
  assert.match(list.stderr, /0 running, 0 paused, 1 completed today, success rate 100%/);
  assert.deepEqual(JSON.parse((await batch(['list', '--json=id'])).stdout), [{ id: job }]);
});

test('a job is started by whom one says, and paused until a time', async () => {
  const batch = await somebody(2);
  const made = await batch([
    'create',
    'regrid_scraping',
    '--state',
    'PA',
    '--strategy',
    'round_robin',
    '--no-reuse',
    '--json',
  ]);
  const { id, name, strategy } = JSON.parse(made.stdout);
  const { rows } = await database.pools.owner.query('select params from lotline.jobs where id = $1', [id]);
  assert.equal(rows[0].params.reuse, false);
  assert.deepEqual([name, strategy], ['Regrid Scraping - All Counties in PA', 'round_robin']);
  const started = await batch(['start', '--by', 'agent', '--json=status,driver']);
  assert.deepEqual(JSON.parse(started.stdout), { status: 'in_progress', driver: 'agent' }, started.stderr);
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const paused = await batch(['pause-until', id, at, '--reason', 'rate limit']);
  assert.match(paused.stderr, new RegExp(`is paused until ${at}`));
  assert.match((await batch(['next', id])).stderr, /rate limit/);
  assert.match((await batch(['pause-until', id, 'never'])).stderr, /stays paused/);
  assert.equal((await batch(['pause-until', id, 'soon'])).code, 64);
});

test('a mistake says what to write instead', async () => {
  const batch = await somebody(1);
  assert.match(
    (await batch(['create', 'regrid_scraping'])).stderr,
    /exactly one of --county, --state and --all/,
  );
  assert.match(
    (await batch(['create', 'scraping', '--all'])).stderr,
    /job_type: must be one of regrid_scraping/,
  );
  assert.match((await batch(['create', 'regrid_scraping', '--county', 'Atlantis'])).stderr, /Atlantis/);
  assert.match(
    (await batch(['create', 'bid_strategy', '--all', '--no-reuse'])).stderr,
    /bid_strategy uses no answers of earlier jobs/,
  );
  const made = await batch(['create', 'regrid_scraping', '--all', '-q']);
  const { stderr, code } = await batch(['report', made.stdout.trim(), '1.1'], 'done');
  assert.equal(code, 64);
  assert.match(stderr, /No outcomes could be read/);
});
