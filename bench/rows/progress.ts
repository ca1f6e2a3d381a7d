import { setTimeout as delay } from 'node:timers/promises';
import { asOrganization, createPool } from '../../src/db/pool.ts';
import { getJob } from '../../src/engine/jobs.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { Child } from '../lib/child.ts';
import { openDatabase } from '../lib/database.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { transactionTimes } from '../lib/server-times.ts';
import { quantile } from '../lib/statistics.ts';

const ITEMS = 100_000;
const EVERY_MS = 5;
const DATABASE = 'bench_progress';
const TARGET_MS = 5;

/** How long it takes to read a job's progress while it is being drained at full speed. */
export const progressGroup: Group = {
  rows: ['progress'],
  run: async (bench) => section(await measure(bench)),
};

interface Reads {
  /** What PostgreSQL itself says that the statements of each read took, in ms. */
  server: number[];
  /** As the reader sees it, in ms: with the waits of a machine whose cores are all busy draining. */
  roundTrip: number[];
}

async function measure(bench: Bench): Promise<Reads> {
  const roundTrip: number[] = [];
  const server: number[] = [];
  for (let repetition = 1; repetition <= bench.repetitions; repetition += 1) {
    const before = (await bench.server.logLines()).length;
    const reads = await drainAndRead(bench);
    const lines = (await bench.server.logLines()).slice(before - 1);
    const own = transactionTimes(lines);
    bench.record(
      { row: 'progress', repetition, server: own, roundTrip: reads },
      `progress  ${repetition}  ${own.length} reads, p95 ${p95(own).toFixed(2)} ms of server time, ${p95(reads).toFixed(2)} ms round trip`,
    );
    server.push(...own);
    roundTrip.push(...reads);
  }
  return { server, roundTrip };
}

/** Drains a job in a child process and reads it from here all the while; the reads' round trips in ms. */
async function drainAndRead(bench: Bench): Promise<number[]> {
  const items = Math.round(ITEMS * bench.scale);
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const task = { contestant: lotline.name, urls, items, work: 'noop', concurrency: 50 } as const;
  const children: Child[] = [];
  const pool = createPool(urls.api, { name: 'bench reader', max: 1 });
  try {
    const enqueuer = await Child.start(task);
    children.push(enqueuer);
    await enqueuer.enqueue();
    const worker = await Child.start(task);
    children.push(worker);
    const [job] = await database.query<{ id: string; org_id: string }>('select id, org_id from lotline.jobs');
    if (!job) throw new Error('no job was made');
    await database.query(`alter role lotline_api in database ${DATABASE} set log_min_duration_statement = 0`);
    worker.work();
    const times: number[] = [];
    for (;;) {
      const start = performance.now();
      const read = await asOrganization(pool, job.org_id, (db) => getJob(db, job.org_id, job.id));
      times.push(performance.now() - start);
      worker.check();
      if (read?.status === 'completed') return times;
      await delay(EVERY_MS);
    }
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await pool.end();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

function p95(times: readonly number[]): number {
  return quantile(
    times.toSorted((a, b) => a - b),
    0.95,
  );
}

function section({ server, roundTrip }: Reads): Section {
  const row = (name: string, times: readonly number[]): string[] => {
    const sorted = times.toSorted((a, b) => a - b);
    return [name, ...[0.5, 0.95, 1].map((share) => figure(quantile(sorted, share), 2))];
  };
  const reached = p95(server);
  return {
    title: 'Reading progress while draining',
    body: `A job of ${figure(ITEMS)} no-op items is drained at full speed; its progress is read as the HTTP server reads it, every ${EVERY_MS} ms, ${figure(server.length)} times in all. Server time is what PostgreSQL's log says of all statements of a read.\n\n${table(
      ['ms', 'median', 'p95', 'slowest'],
      [row('server time', server), row('round trip, on busy cores', roundTrip)],
    )}`,
    verdicts: [
      {
        target: `progress read while draining: at most ${TARGET_MS} ms of server time at p95`,
        reached: `${figure(reached, 2)} ms`,
        met: reached <= TARGET_MS,
      },
    ],
  };
}
