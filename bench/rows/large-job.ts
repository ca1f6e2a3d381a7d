import { asOrganization, createPool, type Pool, type Queryable } from '../../src/db/pool.ts';
import { claimBatches, settleBatch } from '../../src/engine/claims.ts';
import { listFailureGroups } from '../../src/engine/failures.ts';
import { listItems } from '../../src/engine/items.ts';
import { listJobBatches } from '../../src/engine/job-batches.ts';
import { getJobItem } from '../../src/engine/job-item.ts';
import { appendItems, createJob, getJob, submitJob } from '../../src/engine/jobs.ts';
import { Paces } from '../../src/engine/paces.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { Child } from '../lib/child.ts';
import type { Urls } from '../lib/contestant.ts';
import { openDatabase, organization } from '../lib/database.ts';
import { makePayload } from '../lib/items.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { transactionTimes } from '../lib/server-times.ts';
import { quantile } from '../lib/statistics.ts';

const ITEMS = 1_000_000;
const PART = 50_000;
/** Items that failed for good before the drain is looked at, and causes that they share. */
const FAILED = 4_000;
const CAUSES = 40;
const READS = 150;
const WARM_UP = 10;
const BATCH = 1000;
const KIND = 'bench_item';
const DATABASE = 'bench_large_job';
const GROUPS = 'failure groups';
const PACE = 'the job with its pace and end';

interface Asked {
  readonly organizationId: string;
  readonly jobId: string;
  readonly jobNumber: string;
  /** A number of an item somewhere in the job. */
  readonly seq: number;
}

const page = (more: Omit<Parameters<typeof listItems>[1], 'organizationId' | 'jobId' | 'limit'>) => more;

/** What is asked as the HTTP server asks it, and the most that it may take, in ms. */
const READINGS: Readonly<
  Record<string, readonly [mostMs: number, read: (db: Queryable, asked: Asked) => Promise<unknown>]>
> = {
  [GROUPS]: [20, readGroups],
  [PACE]: [20, readPace],
  'the first page of items': [100, items(() => page({}))],
  'a page anywhere': [100, items(({ seq }) => page({ afterSeq: seq }))],
  'items of a reference': [100, items(({ seq }) => page({ reference: makePayload(seq - 1).ref }))],
  'failed items': [100, items(() => page({ statuses: ['failed'] }))],
  'completed items anywhere': [
    100,
    items(({ seq }) => page({ statuses: ['completed'], afterSeq: seq >> 2 })),
  ],
  'waiting items': [100, items(() => page({ statuses: ['pending'] }))],
  'one item': [100, getJobItem],
  batches: [100, (db, asked) => listJobBatches(db, { ...asked, limit: 100 })],
};

function items(wanted: (asked: Asked) => ReturnType<typeof page>) {
  return (db: Queryable, asked: Asked) =>
    listItems(db, { organizationId: asked.organizationId, jobId: asked.jobId, limit: 100, ...wanted(asked) });
}

async function readGroups(db: Queryable, asked: Asked): Promise<unknown> {
  await getJob(db, asked.organizationId, asked.jobId);
  return listFailureGroups(db, { ...asked, limit: 50 });
}

async function readPace(db: Queryable, { organizationId, jobId }: Asked): Promise<void> {
  const job = await getJob(db, organizationId, jobId);
  if (!job) throw new Error('the job is gone');
  // nothing is kept from the time before
  await new Paces().of(db, [job]);
}

/** How fast a job of a million items answers while it is worked off. */
export const largeJobGroup: Group = {
  rows: ['large-job'],
  run: async (bench) => section(await measure(bench), Math.round(ITEMS * bench.scale)),
};

interface Times {
  /** What PostgreSQL itself says that the statements of each read took, in ms. */
  server: number[];
  /** As the reader sees it: with the waits of a machine whose cores work off the job. */
  roundTrip: number[];
}

async function measure(bench: Bench): Promise<Record<string, Times>> {
  const count = Math.round(ITEMS * bench.scale);
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const pool = createPool(urls.api, { name: 'bench reader', max: 1 });
  const worker = await Child.start({
    contestant: lotline.name,
    urls,
    items: count,
    work: '5ms',
    concurrency: 50,
  });
  try {
    const job = await fill(urls, count);
    await database.query(`alter role lotline_api in database ${DATABASE} set log_min_duration_statement = 0`);
    worker.work();
    const before = (await bench.server.logLines()).length;
    const roundTrips = await read(pool, job, count, () => worker.check());
    const server = transactionTimes((await bench.server.logLines()).slice(before - 1));
    const names = Object.keys(READINGS);
    if (server.length !== names.length * (READS + WARM_UP)) {
      throw new Error(`${server.length} transactions were logged, not ${names.length * (READS + WARM_UP)}`);
    }
    const times = Object.fromEntries(
      names.map((name, at) => {
        const own = (all: readonly number[]) =>
          all.filter((_, index) => index % names.length === at).slice(WARM_UP);
        return [name, { server: own(server), roundTrip: own(roundTrips) }];
      }),
    );
    for (const [name, found] of Object.entries(times)) {
      bench.record(
        { row: 'large-job', reading: name, ...found },
        `large-job  ${name}  p95 ${p95(found.server).toFixed(2)} ms of server time, ${p95(found.roundTrip).toFixed(1)} ms round trip`,
      );
    }
    return times;
  } finally {
    await worker.kill();
    await pool.end();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/** A job of so many items, of which some failed in several ways. */
async function fill(urls: Urls, items: number): Promise<Omit<Asked, 'seq'>> {
  const organizationId = await organization(urls);
  const api = createPool(urls.api, { name: 'bench', max: 1 });
  const worker = createPool(urls.worker, { name: 'bench', max: 1 });
  try {
    const named = { organizationId, kind: KIND, name: 'Bench', actor: 'bench' };
    const settings = { batchSize: BATCH, maxAttempts: 1, failureLimit: 0 };
    const within = <T>(work: Parameters<typeof asOrganization<T>>[2]) =>
      asOrganization(api, organizationId, work);
    const job = await within((db) => createJob(db, { ...named, settings }));
    const command = { organizationId, jobId: job.id, actor: 'bench' };
    for (let first = 0; first < items; first += PART) {
      const rows = Array.from({ length: Math.min(PART, items - first) }, (_, at) => {
        const { ref, ...input } = makePayload(first + at);
        return { reference: ref, input };
      });
      await within((db) => appendItems(db, { ...command, chunk: first / PART, rows }));
    }
    await within((db) => submitJob(db, command));
    for (let failed = 0; failed < Math.min(FAILED, items / 10); failed += BATCH) {
      const [batch] = await claimBatches(worker, { worker: 'bench', kinds: [KIND], limit: BATCH });
      if (!batch) throw new Error('no batch was given');
      const outcomes = batch.items.map(({ seq }) => ({
        ...({
          seq,
          outcome: 'failed',
          class: 'permanent',
          code: `cause_${seq % CAUSES}`,
          message: 'It is broken',
        } as const),
      }));
      await settleBatch(worker, { ...batch, outcomes });
    }
    return { organizationId, jobId: job.id, jobNumber: job.number };
  } finally {
    await Promise.all([api.end(), worker.end()]);
  }
}

/** Reads each thing in turn, so that all of them meet the same drain; `check` throws when the worker is gone. */
async function read(
  pool: Pool,
  job: Omit<Asked, 'seq'>,
  count: number,
  check: () => void,
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < READS + WARM_UP; turn += 1) {
    check();
    // numbers all over the job, the same in every run
    const asked = { ...job, seq: 1 + ((turn * 7_919_003) % count) };
    for (const [, ask] of Object.values(READINGS)) {
      const start = performance.now();
      await asOrganization(pool, job.organizationId, (db) => ask(db, asked));
      times.push(performance.now() - start);
    }
  }
  return times;
}

function p95(times: readonly number[]): number {
  return quantile(
    times.toSorted((a, b) => a - b),
    0.95,
  );
}

function section(times: Record<string, Times>, count: number): Section {
  const rows = Object.entries(times).map(([name, { server, roundTrip }]) => {
    const sorted = server.toSorted((a, b) => a - b);
    const shares = [0.5, 0.95, 1].map((share) => figure(quantile(sorted, share), 2));
    return [name, ...shares, figure(p95(roundTrip), 1), figure(READINGS[name]?.[0] ?? 0)];
  });
  const verdict = (what: string, most: number, names: readonly string[]) => {
    const reached = Math.max(...names.map((name) => p95(times[name]?.server ?? [])));
    return {
      target: `${what} of a job of ${figure(count)} items while it drains: at most ${most} ms of server time at p95`,
      reached: `${figure(reached, 2)} ms`,
      met: reached <= most,
    };
  };
  const others = Object.keys(times).filter((name) => READINGS[name]?.[0] === 100);
  return {
    title: `A job of ${figure(count)} items`,
    body: `Read as the HTTP server reads it, ${READS} times each in turn, while a worker drains the job with the 5 ms handler, 50 at once, on the same cores; up to ${figure(FAILED)} items have failed in ${CAUSES} ways before. Server time is what PostgreSQL's log says of all statements of a read.\n\n${table(['ms', 'server time: median', 'p95', 'slowest', 'round trip on busy cores: p95', 'at most'], rows)}`,
    verdicts: [
      verdict(GROUPS, 20, [GROUPS]),
      verdict(PACE, 20, [PACE]),
      verdict('any page of items or batches', 100, others),
    ],
  };
}
