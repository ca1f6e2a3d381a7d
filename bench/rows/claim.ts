import { createPool, type Pool } from '../../src/db/pool.ts';
import { claimBatches } from '../../src/engine/claims.ts';
import { createJob, submitJob } from '../../src/engine/jobs.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { openDatabase, organization } from '../lib/database.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { spread } from '../lib/statistics.ts';

const WAITING = [100_000, 1_000_000, 10_000_000] as const;
const JOB_ITEMS = 1_000_000;
const ITEMS_PER_CLAIM = 100;
/** Few enough that the smallest size stays nearly full. */
const CLAIMS_PER_ROUND = 40;
const KIND = 'bench_item';

/** How long a claim takes with more and more items waiting. */
export const claimGroup: Group = {
  rows: ['claim'],
  run: async (bench) => section(await measure(bench)),
};

interface Measured {
  waiting: number;
  /** Milliseconds of each claim, by round. */
  rounds: number[][];
}

/** The sizes take turns, so that a disturbance meets all of them. */
async function measure(bench: Bench): Promise<Measured[]> {
  const sizes: (Measured & { pool: Pool })[] = [];
  try {
    for (const full of WAITING) {
      const waiting = Math.round(full * bench.scale);
      const name = `bench_claim_${waiting}`;
      await bench.templates.clone(name, lotline, 0);
      await fill(openDatabase(bench.server.urls(name)), waiting);
      sizes.push({ waiting, rounds: [], pool: createPool(bench.server.urls(name).worker, { name, max: 1 }) });
    }
    await bench.server.admin.query('checkpoint');
    const count = Math.max(2, Math.round(CLAIMS_PER_ROUND * bench.scale));
    for (const size of sizes) await claims(size.pool, count);
    for (let round = 0; round < bench.repetitions; round += 1) {
      for (const { waiting, rounds, pool } of sizes) {
        const times = await claims(pool, count);
        rounds.push(times);
        const { median } = spread(times);
        bench.record(
          { row: 'claim', waiting, round, times },
          `claim  ${waiting} waiting  ${median.toFixed(2)} ms`,
        );
      }
    }
  } finally {
    await Promise.all(sizes.map(({ pool }) => pool.end()));
    for (const { waiting } of sizes) {
      await bench.server.admin.query(`drop database bench_claim_${waiting} with (force)`);
    }
  }
  return sizes;
}

/** Milliseconds of some claims, one after the other, each kept: nothing is rolled back. */
async function claims(pool: Pool, count: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    const start = performance.now();
    const batches = await claimBatches(pool, { worker: 'bench', kinds: [KIND], limit: ITEMS_PER_CLAIM });
    times.push(performance.now() - start);
    const got = batches.reduce((sum, batch) => sum + batch.items.length, 0);
    if (got !== ITEMS_PER_CLAIM) throw new Error(`a claim gave ${got} items`);
  }
  return times;
}

/** Jobs of a million small items each, made by the engine's functions inside the server. */
async function fill(database: ReturnType<typeof openDatabase>, waiting: number): Promise<void> {
  const organizationId = await organization(database.urls);
  const pool = createPool(database.urls.api, { name: 'bench fill', max: 1, statementTimeoutMs: 0 });
  try {
    for (let done = 0; done < waiting; done += JOB_ITEMS) {
      const job = await createJob(pool, {
        organizationId,
        kind: KIND,
        name: 'Bench',
        actor: 'bench',
        sealed: false,
        settings: { batchSize: ITEMS_PER_CLAIM },
      });
      const end = Math.min(done + JOB_ITEMS, waiting);
      for (let start = done; start < end; start += CHUNK) {
        await pool.query(FILL_SQL, [organizationId, job.id, start, Math.min(start + CHUNK, end) - 1]);
      }
      await submitJob(pool, { organizationId, jobId: job.id, actor: 'bench' });
    }
    await database.query('vacuum analyze');
  } finally {
    await pool.end();
    await database.close();
  }
}

const CHUNK = 10_000;
const FILL_SQL = `select from lotline.append_items($1, $2, null,
  (select string_agg('{"i":' || g || '}', E'\\n') from generate_series($3::int, $4::int) g), null, null, null, null, null)`;

function section(sizes: readonly Measured[]): Section {
  const medians = sizes.map(({ rounds }) => spread(rounds.map((times) => spread(times).median)));
  const base = medians[0]?.median ?? Number.NaN;
  const rows = sizes.map(({ waiting, rounds }, index) => {
    const own = medians[index];
    if (!own) throw new Error('no measurements');
    return [
      figure(waiting),
      `${figure(own.median, 2)} (${figure(own.minimum, 2)}–${figure(own.maximum, 2)})`,
      figure(own.median / base, 2),
      figure(spread(rounds.flat()).maximum, 2),
    ];
  });
  const worst =
    Math.max(...medians.map(({ median }) => median)) / Math.min(...medians.map(({ median }) => median));
  return {
    title: 'Claiming among waiting items',
    body: `One connection, ${ITEMS_PER_CLAIM} items a claim, ${CLAIMS_PER_ROUND} claims a round, round trip included; jobs of at most ${figure(JOB_ITEMS)} items.\n\n${table(
      ['items waiting', 'ms a claim, median (min–max of the rounds)', '÷ the smallest', 'slowest claim, ms'],
      rows,
    )}`,
    verdicts: [
      {
        target: `claim time flat within 2 × from ${figure(sizes[0]?.waiting ?? 0)} to ${figure(sizes.at(-1)?.waiting ?? 0)} waiting items`,
        reached: `${figure(worst, 2)} ×`,
        met: worst <= 2,
      },
    ],
  };
}
