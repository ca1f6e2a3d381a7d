import { setTimeout as delay } from 'node:timers/promises';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { Child } from '../lib/child.ts';
import { peakResidentMb, treeCpuSeconds } from '../lib/cpu.ts';
import { openDatabase } from '../lib/database.ts';
import { startProduct } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { quantile } from '../lib/statistics.ts';
import { openWatcher, type Watcher } from '../lib/watchers.ts';

const ITEMS = 10_000;
const CLIENTS = 1_000;
/** One of so many clients reads nothing until the drain is over. */
const ONE_SLOW_IN = 20;
const AT_ONCE = 50;
const DATABASE = 'bench_live';
const TARGET_KB_EACH = 100;
const TARGET_MS = 2_000;
const PATIENCE_MS = 30_000;

/** What it takes to tell a thousand clients how a job drains, and whether each is told how it ended. */
export const liveGroup: Group = {
  rows: ['live'],
  run: async (bench) => section(await measure(bench)),
};

interface Measured {
  clients: number;
  items: number;
  lost: number;
  /** Between the end of the job and the moment that a client that reads was told, in ms, sorted. */
  lateMs: number[];
  statesPerClient: number;
  drainSeconds: number;
  cpuSeconds: number;
  idleMb: number;
  peakMb: number;
}

async function measure(bench: Bench): Promise<Measured> {
  const items = Math.round(ITEMS * bench.scale);
  const clients = Math.round(CLIENTS * bench.scale);
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const product = await startProduct(urls);
  const task = { contestant: lotline.name, urls, items, work: '5ms', concurrency: 10 } as const;
  const children: Child[] = [];
  const watchers: Watcher[] = [];
  try {
    children.push(await Child.start(task));
    await children[0]?.enqueue();
    const [job] = await database.query<{ id: string }>('select id from lotline.jobs');
    if (!job) throw new Error('no job was made');
    const idleMb = peakResidentMb(product.pid);
    for (let first = 0; first < clients; first += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, clients - first) }, (_, i) =>
        openWatcher(product, job.id, (first + i) % ONE_SLOW_IN === 0),
      );
      watchers.push(...(await Promise.all(some)));
    }
    const worker = await Child.start(task);
    children.push(worker);
    const [cpuBefore, startedAt] = [treeCpuSeconds(product.pid), performance.now()];
    worker.work();
    const endedAt = await completion(database, worker);
    const cpuSeconds = treeCpuSeconds(product.pid) - cpuBefore;
    const reading = watchers.filter((_, i) => i % ONE_SLOW_IN !== 0);
    await told(reading);
    for (const watcher of watchers) watcher.resume();
    await told(watchers);
    const measured = {
      clients,
      items,
      lost: watchers.filter(({ completedAt }) => completedAt === undefined).length,
      lateMs: reading
        .flatMap(({ completedAt }) => (completedAt === undefined ? [] : [Math.max(0, completedAt - endedAt)]))
        .sort((a, b) => a - b),
      statesPerClient: reading.reduce((sum, { states }) => sum + states, 0) / reading.length,
      drainSeconds: (endedAt - startedAt) / 1000,
      cpuSeconds,
      idleMb,
      peakMb: peakResidentMb(product.pid),
    };
    const { lateMs, ...rest } = measured;
    const last = lateMs.at(-1) ?? Number.NaN;
    bench.record(
      { row: 'live', ...rest, lateMs: last },
      `live  ${clients} clients, ${measured.lost} not told of the end, the last ${last.toFixed(0)} ms after it, server ${measured.peakMb.toFixed(0)} MB`,
    );
    return measured;
  } finally {
    for (const watcher of watchers) watcher.close();
    await Promise.all(children.map((child) => child.kill()));
    await product.stop();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/** When the job was completed, to a few milliseconds. */
async function completion(database: ReturnType<typeof openDatabase>, worker: Child): Promise<number> {
  for (;;) {
    const [job] = await database.query<{ status: string }>('select status from lotline.jobs');
    worker.check();
    if (job?.status === 'completed') return performance.now();
    await delay(5);
  }
}

/** Waits until all of them were told of the end; who is not told in time is lost. */
async function told(watchers: readonly Watcher[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (watchers.some(({ completedAt }) => completedAt === undefined) && performance.now() < deadline)
    await delay(10);
}

function section(measured: Measured): Section {
  const { clients, items, lost, lateMs, statesPerClient, drainSeconds, cpuSeconds, idleMb, peakMb } =
    measured;
  const kbEach = ((peakMb - idleMb) * 1000) / clients;
  const [median, last] = [0.5, 1].map((share) => quantile(lateMs, share));
  return {
    title: 'Live updates',
    body: `${figure(clients)} clients watch a job of ${figure(items)} items (5 ms each, 10 at once) and the list of jobs by \`GET /api/events\` while it drains; one in ${ONE_SLOW_IN} reads nothing until it is over. Measured once.\n\n${table(
      ['', ''],
      [
        ['seconds of draining', figure(drainSeconds, 1)],
        ['states that each client was told', figure(statesPerClient, 1)],
        ['CPU seconds of the server meanwhile', figure(cpuSeconds, 1)],
        ['ms from the end to the median client', figure(median ?? Number.NaN)],
        ['ms from the end to the last client', figure(last ?? Number.NaN)],
        ['server before the clients, peak MB', figure(idleMb)],
        ['server, peak MB', figure(peakMb)],
      ],
    )}`,
    verdicts: [
      {
        target: `${figure(clients)} clients, slow ones included: every one is told the last state`,
        reached: `${figure(clients - lost)} were`,
        met: lost === 0,
      },
      {
        target: `the last client that reads is told within ${figure(TARGET_MS)} ms of the end`,
        reached: `${figure(last ?? Number.NaN)} ms`,
        met: (last ?? Number.POSITIVE_INFINITY) <= TARGET_MS,
      },
      {
        target: `at most ${TARGET_KB_EACH} kB of the server's memory for each client`,
        reached: `${figure(kbEach)} kB`,
        met: kbEach <= TARGET_KB_EACH,
      },
    ],
  };
}
