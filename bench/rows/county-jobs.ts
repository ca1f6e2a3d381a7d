import { asOrganization, createPool, type Pool } from '../../src/db/pool.ts';
import { cancelJob } from '../../src/engine/control.ts';
import { pullBatch, settleLease } from '../../src/engine/outside.ts';
import { createCountyJob, STRATEGIES, type Strategy } from '../../src/property/county-jobs/create.ts';
import { pendingWork } from '../../src/property/county-jobs/pending.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { addProperties, COUNTIES, checkOrder, cloneWithCounties } from '../lib/county-work.ts';
import { type OpenDatabase, organization } from '../lib/database.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { quantile, spread } from '../lib/statistics.ts';

const PROPERTIES = 100_000;
const DATABASE = 'bench_county_jobs';
const CREATE_TARGET_MS = 3000;
const PENDING_TARGET_MS = 200;
/** Reads of the pending work at each stage of a repetition. */
const READS = 20;
const BATCH = 1000;

/** What is in hand when pending work is counted. */
const STAGES = ['nothing in hand', 'a job holds all', 'half of it settled'] as const;
type Stage = (typeof STAGES)[number];

interface Times {
  readonly create: Record<Strategy, number[]>;
  readonly pending: Record<Stage, number[]>;
}

/** Making jobs of 100,000 properties, and counting what waits beside them. */
export const countyJobsGroup: Group = {
  rows: ['county-jobs'],
  run: async (bench) => section(await measure(bench)),
};

async function measure(bench: Bench): Promise<Times> {
  const times: Times = {
    create: { sequential: [], round_robin: [], auction_date: [] },
    pending: { 'nothing in hand': [], 'a job holds all': [], 'half of it settled': [] },
  };
  for (let repetition = 1; repetition <= bench.repetitions; repetition += 1) {
    const database = await cloneWithCounties(bench, DATABASE);
    const pool = createPool(database.urls.api, { name: 'bench county jobs', max: 1 });
    try {
      const one = await repeat(bench, database, pool, times);
      bench.record({ row: 'county-jobs', repetition, ...one }, `county-jobs  ${repetition}  ${one.line}`);
    } finally {
      await pool.end();
      await database.close();
      await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
    }
  }
  return times;
}

/** Every measurement once, on a database of its own. */
async function repeat(bench: Bench, database: OpenDatabase, pool: Pool, times: Times) {
  const count = Math.round(PROPERTIES * bench.scale);
  const organizationId = await organization(database.urls);
  await addProperties(database, organizationId, count);
  const pending = async (stage: Stage, waiting: number): Promise<number> => {
    const reads: number[] = [];
    for (let n = 0; n < READS; n += 1) {
      const [found, ms] = await timed(() =>
        asOrganization(pool, organizationId, (db) => pendingWork(db, organizationId)),
      );
      const scraping = found.find(({ jobType }) => jobType === 'regrid_scraping')?.pending;
      if (scraping !== waiting) throw new Error(`${stage}: ${scraping} wait, not ${waiting}`);
      reads.push(ms);
    }
    times.pending[stage].push(...reads);
    return spread(reads).median;
  };

  const before = await pending('nothing in hand', count);
  const create: Partial<Record<Strategy, number>> = {};
  let last = '';
  for (const strategy of STRATEGIES) {
    const job = { organizationId, actor: 'bench', jobType: 'regrid_scraping', countyIds: null } as const;
    const [{ id }, ms] = await timed(() =>
      asOrganization(pool, organizationId, (db) => createCountyJob(db, { ...job, strategy })),
    );
    times.create[strategy].push(ms);
    create[strategy] = ms;
    await checkOrder(database, id, strategy, count);
    if (strategy === STRATEGIES.at(-1)) last = id;
    else
      await asOrganization(pool, organizationId, (db) =>
        cancelJob(db, { organizationId, jobId: id, actor: 'bench' }),
      );
  }
  const held = await pending('a job holds all', 0);
  await settleHalf(pool, organizationId, last, count / 2);
  const half = await pending('half of it settled', 0);
  const made = STRATEGIES.map((strategy) => `${strategy} ${figure(create[strategy] ?? 0)} ms`).join(', ');
  const line = `${made}; pending ${[before, held, half].map((ms) => figure(ms)).join(', ')} ms`;
  return { create, pending: { before, held, half }, line };
}

/** Works the first half of the job as an agent does, with a finding for each property. */
async function settleHalf(pool: Pool, organizationId: string, jobId: string, count: number): Promise<void> {
  for (let settled = 0; settled < count; ) {
    settled += await asOrganization(pool, organizationId, async (db) => {
      const limit = Math.min(BATCH, count - settled);
      const batch = await pullBatch(db, { organizationId, jobId, session: 'bench', limit });
      if (batch === null) throw new Error('nothing to pull');
      const result = { land_use: 'Residential', lot_size_acres: 0.25, assessed_value: 42_000 };
      const outcomes = batch.items.map(({ seq }) => ({ seq, outcome: 'completed', result }) as const);
      const { batchId, token } = batch;
      const done = await settleLease(db, { organizationId, jobId, batchId, token, outcomes });
      if (done.accepted !== outcomes.length)
        throw new Error(`${done.accepted} of ${outcomes.length} settled`);
      return done.accepted;
    });
  }
}

async function timed<T>(run: () => Promise<T>): Promise<[result: T, milliseconds: number]> {
  const start = performance.now();
  return [await run(), performance.now() - start];
}

function section({ create, pending }: Times): Section {
  const worst = Math.max(...STRATEGIES.map((strategy) => spread(create[strategy]).median));
  const p95 = (times: readonly number[]): number =>
    quantile(
      times.toSorted((a, b) => a - b),
      0.95,
    );
  const slowest = Math.max(...STAGES.map((stage) => spread(pending[stage]).median));
  const creating = STRATEGIES.map((strategy) => {
    const { median, minimum, maximum } = spread(create[strategy]);
    return [strategy, ...[median, minimum, maximum].map((ms) => figure(ms))];
  });
  const counting = STAGES.map((stage) => {
    const { median, maximum } = spread(pending[stage]);
    return [stage, figure(median), figure(p95(pending[stage])), figure(maximum)];
  });
  return {
    title: 'Jobs of 100,000 properties in 67 counties',
    body: `${figure(PROPERTIES)} properties without Regrid data over ${COUNTIES} counties, just imported: nothing is vacuumed or analysed by hand. A job of all of them is made with each strategy, and its order checked item by item; then what waits of all eight types is counted ${READS} times with nothing in hand, while the last job holds everything, and after an agent has settled half of it with findings.\n\n${table(['create, ms', 'median', 'min', 'max'], creating)}\n\n${table(['pending work, ms', 'median', 'p95', 'max'], counting)}`,
    verdicts: [
      {
        target: `a job of 100,000 properties: made in at most ${CREATE_TARGET_MS / 1000} s with each strategy`,
        reached: `${figure(worst)} ms (the slowest strategy's median)`,
        met: worst <= CREATE_TARGET_MS,
      },
      {
        target: `pending work of all types over 100,000 properties: at most ${PENDING_TARGET_MS} ms`,
        reached: `${figure(slowest)} ms (the slowest stage's median)`,
        met: slowest <= PENDING_TARGET_MS,
      },
    ],
  };
}
