import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import type { ReportedOutcome } from '../../src/engine/vocabulary.ts';
import { reportSummary } from '../../src/outcomes/report.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItem, lookupResult, workLookups } from '../support/lookups.ts';
import { seededRandom } from '../support/random.ts';
import { fullResult } from '../support/report-results.ts';

const seed = Number(process.env.LOTLINE_CHAOS_SEED ?? randomInt(2 ** 31));
const database = await testDatabase();
const { owner, worker } = database.pools;
const api = await testApi(database);

const STATES = ['CA', 'NY', 'VT', 'tx'];

/** What report_check finds wrong now. */
async function wrong(jobId: string): Promise<unknown[]> {
  return (await owner.query('select problem, detail from lotline.report_check($1)', [jobId])).rows;
}

async function counts(jobId: string): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ key: string; value: string }>(
    `select c.dimension || ':' || c.key as key,
            concat_ws('/', sum(c.sites), sum(c.eligible_sites), sum(c.failed_sites), trim_scale(sum(c.total_incentive_value))) as value
       from lotline.report_counts c join lotline.jobs j on j.number = c.job_no
      where j.id = $1 group by 1 having sum(c.sites) <> 0`,
    [jobId],
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

function anyOutcome(random: ReturnType<typeof seededRandom>, seq: number): ReportedOutcome {
  const dice = random.below(100);
  if (dice < 10) return { seq, outcome: 'failed', class: 'permanent', code: 'no_utility', message: 'None' };
  if (dice < 15) return { seq, outcome: 'failed', class: 'transient', code: 'busy', message: 'Busy' };
  if (dice < 17) return { seq, outcome: 'skipped', code: 'not_wanted', message: 'Not wanted' };
  const state = STATES[random.below(STATES.length)] ?? 'CA';
  const tiers = Array.from(
    { length: random.below(4) },
    () => [`p${random.below(5)}`, 1 + random.below(3), random.below(3) * 10.01] as const,
  );
  return { seq, outcome: 'completed', result: fullResult({ state, tiers }) };
}

test(`counts equal rows in every snapshot while workers settle, retry, correct and cancel (seed ${seed})`, async () => {
  const client = await api.client('analyst');
  const total = 600;
  const items = Array.from({ length: total }, (_, at) =>
    lookupItem(`deal-${at}`, { device_ids: at % 3 === 0 ? [1, 2, 2] : [1 + (at % 3)] }),
  );
  const jobId: string = (await client.post('/batch-lookups', { items })).body.job_id;
  let running = true;
  let looks = 0;

  async function work(index: number): Promise<void> {
    const random = seededRandom(seed + index);
    while (running) {
      for (const batch of await claimLookups(database, jobId, 1 + random.below(40))) {
        const outcomes = batch.items.map(({ seq }) => anyOutcome(random, seq));
        const half = outcomes.slice(0, Math.ceil(outcomes.length / 2));
        if (random.below(2) === 0) await settleBatch(worker, { ...batch, outcomes: half });
        await settleBatch(worker, { ...batch, outcomes });
      }
    }
  }
  async function look(): Promise<void> {
    while (running) {
      assert.deepEqual(await wrong(jobId), []);
      looks += 1;
    }
  }
  async function meddle(): Promise<void> {
    const random = seededRandom(seed + 100);
    for (let round = 0; round < 25; round += 1) {
      const seq = 1 + random.below(total);
      await ignoring(
        owner.query(`select from lotline.retry_items($1, $2, p_all => true)`, [client.organizationId, jobId]),
      );
      await ignoring(
        owner.query('select lotline.correct_item($1, $2, $3, $4)', [
          client.organizationId,
          jobId,
          seq,
          JSON.stringify(lookupItem('deal-new', { device_ids: [3] })),
        ]),
      );
      await owner.query('select lotline.fold_report(number) from lotline.jobs where id = $1', [jobId]);
    }
    await ignoring(owner.query('select lotline.cancel_job($1, $2)', [client.organizationId, jobId]));
  }
  const workers = [1, 2, 3].map(work);
  const ended = meddle().finally(() => {
    running = false;
  });
  await Promise.all([...workers, look(), ended]);
  assert.deepEqual(await wrong(jobId), []);
  assert.ok(looks > 0);
  const before = await counts(jobId);
  await owner.query('select lotline.fold_reports()');
  const { rows } = await owner.query('select from lotline.report_changes');
  assert.equal(rows.length, 0, 'an ended report is folded whole');
  assert.deepEqual(await counts(jobId), before);
  assert.deepEqual(await wrong(jobId), []);
});

/** Commands may come when the job has just ended, an item is out, or two of them meet. */
async function ignoring(command: Promise<unknown>): Promise<void> {
  await command.catch((error: { code?: string }) => {
    if (!/^(LL001|LL008|40P01)$/.test(String(error.code))) throw error;
  });
}

test('a site is counted once for its state, its devices and its programmes', async () => {
  const client = await api.client('analyst');
  const items = [
    lookupItem('deal-1', { device_ids: [1, 2, 2] }),
    lookupItem('deal-2', {
      device_ids: [9],
      address: { ...(lookupItem('x').address as object), state_or_province_code: 'New York' },
    }),
  ];
  const jobId: string = (await client.post('/batch-lookups', { items })).body.job_id;
  await workLookups(database, jobId, (seq) =>
    seq === 1
      ? {
          outcome: 'completed',
          result: fullResult({
            state: 'ca',
            tiers: [
              ['p1', 1, 100.5],
              ['p1', 2, 0],
              ['p2', 1, 50],
            ],
          }),
        }
      : { outcome: 'failed', class: 'permanent', code: 'no_utility_at_address', message: 'None' },
  );
  assert.deepEqual(await counts(jobId), {
    'total:': '2/1/1/150.5',
    'eligibility:eligible': '1/1/0/150.5',
    'eligibility:failed': '1/0/1/0',
    'state:CA': '1/1/0/150.5',
    'state:NY': '1/0/1/0',
    'error:no_utility_at_address': '1/0/1/0',
    'program:p1': '1/1/0/100.5',
    'program:p2': '1/1/0/50',
    'device:1': '1/1/0/150.5',
    'device:2': '1/0/0/0',
    'device:9': '1/0/0/0',
  });
});

test('a programme named twice in an answer is one, and half a surrogate pair settles as U+FFFD', async () => {
  const client = await api.client('analyst');
  const jobId: string = (await client.post('/batch-lookups', { items: [lookupItem('deal-1')] })).body.job_id;
  const base = lookupResult(1, 10) as { incentives: { by_program: Record<string, unknown>[] } };
  const [program] = base.incentives.by_program;
  const result = {
    ...base,
    utility: { eiaid: 1, name: 'Half \ud800 Power' },
    incentives: { ...base.incentives, by_program: [program, { ...program, program_name: 'Other name' }] },
  };
  await workLookups(database, jobId, () => ({ outcome: 'completed', result }));
  assert.deepEqual(await wrong(jobId), []);
  assert.equal((await counts(jobId))['program:p1'], '1/1/0/20');
  const { rows } = await owner.query(
    'select s.utility_name from lotline.report_sites s join lotline.jobs j on j.number = s.job_no where j.id = $1',
    [jobId],
  );
  assert.deepEqual(rows, [{ utility_name: 'Half \ufffd Power' }]);
});

test('report_check finds a count that differs from its rows, and knows nothing of others’ jobs', async () => {
  const client = await api.client('analyst');
  const jobId: string = (await client.post('/batch-lookups', { items: [lookupItem('deal-1')] })).body.job_id;
  await workLookups(database, jobId, () => ({ outcome: 'completed', result: lookupResult(1, 10) }));
  await owner.query(
    `update lotline.report_changes c set sites = c.sites + 1
       from lotline.jobs j where j.number = c.job_no and j.id = $1 and c.dimension = 'state'`,
    [jobId],
  );
  await owner.query(
    `update lotline.report_tallies c set sites = c.sites + 1
       from lotline.jobs j where j.number = c.job_no and j.id = $1 and c.dimension = 'state'`,
    [jobId],
  );
  assert.deepEqual(
    (await wrong(jobId)).map((one) => (one as { problem: string }).problem),
    ['counts differ from rows'],
  );
  const none = await owner.query('select problem from lotline.report_check(gen_random_uuid())');
  assert.deepEqual(none.rows, [{ problem: 'no such job' }]);
});

test('retention empties the reports of jobs that are long hidden, and no others', async () => {
  const client = await api.client('admin');
  const ids = [];
  for (let n = 0; n < 2; n += 1) {
    const id: string = (await client.post('/batch-lookups', { items: [lookupItem('deal-1')] })).body.job_id;
    await workLookups(database, id, () => ({ outcome: 'completed', result: lookupResult(1, 10) }));
    ids.push(id);
  }
  await owner.query(
    "update lotline.jobs set hidden_at = lotline.clock() - interval '40 days' where id = $1",
    [ids[0]],
  );
  await owner.query('select lotline.empty_old_reports(30)');
  const left = await owner.query(
    `select j.id, (select count(*)::int from lotline.report_sites s where s.job_no = j.number) as sites,
            (select count(*)::int from lotline.report_counts c where c.job_no = j.number and c.sites <> 0) > 0 as counted
       from lotline.jobs j where j.id = any ($1) order by j.number`,
    [ids],
  );
  assert.deepEqual(left.rows, [
    { id: ids[0], sites: 0, counted: false },
    { id: ids[1], sites: 1, counted: true },
  ]);
  assert.equal((await owner.query('select lotline.empty_old_reports(30) as n')).rows[0]?.n, 0);
  assert.equal((await reportSummary(owner, client.organizationId, ids[1] ?? ''))?.totalSites, 1);
});
