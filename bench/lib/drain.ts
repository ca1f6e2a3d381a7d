import { setTimeout as delay } from 'node:timers/promises';
import { Child } from './child.ts';
import type { Contestant, Database } from './contestant.ts';
import { machineCpuSeconds, treeCpuSeconds } from './cpu.ts';
import { openDatabase } from './database.ts';
import type { Work } from './handler.ts';
import type { BenchServer } from './server.ts';
import type { Templates } from './templates.ts';

/** What is asked of a contestant: store `items`, then work them off in one process. */
export interface DrainTask {
  row: string;
  items: number;
  work: Work;
  /** Items of other jobs that wait in the same tables. */
  waiting: number;
}

/** One contestant's run of a row. Seconds are CPU time, bytes are of write-ahead log. */
export interface DrainSample extends DrainTask {
  contestant: string;
  repetition: number;
  enqueueMs: number;
  enqueueWalBytes: number;
  enqueueServerSeconds: number;
  enqueueNodeSeconds: number;
  drainMs: number;
  drainWalBytes: number;
  drainServerSeconds: number;
  drainNodeSeconds: number;
  /** Processor cores that other programs of the machine took meanwhile. */
  foreignCores: number;
  peakWorkerMb: number;
  peakEnqueuerMb: number;
}

const CONCURRENCY = 50;
const RUN_DATABASE = 'bench_run';
const POLL_MS = 4;
const LIMIT_MS = 240_000;

/** Runs one contestant once on a fresh database and checks that every item was done exactly once. */
export async function drainOnce(
  server: BenchServer,
  templates: Templates,
  contestant: Contestant,
  task: DrainTask,
  repetition: number,
): Promise<DrainSample> {
  await templates.clone(RUN_DATABASE, contestant, task.waiting);
  await server.admin.query('checkpoint');
  const urls = server.urls(RUN_DATABASE);
  const database = openDatabase(urls);
  const children: Child[] = [];
  const startChild = async (): Promise<Child> => {
    const { items, work } = task;
    const child = await Child.start({
      contestant: contestant.name,
      urls,
      items,
      work,
      concurrency: CONCURRENCY,
    });
    children.push(child);
    return child;
  };
  try {
    const stored = await measureEnqueue(server, await startChild());
    const drained = await measureDrain(server, await startChild(), database, contestant, task);
    const { rows, distinct, matched } = await contestant.verify(database);
    const seen = { rows, distinct, matched, handled: drained.handled };
    if (Object.values(seen).some((count) => count !== task.items)) {
      throw new Error(
        `${contestant.name} did not do ${task.items} items exactly once: ${JSON.stringify(seen)}`,
      );
    }
    const { handled: _, ...measures } = drained;
    return { ...task, contestant: contestant.name, repetition, ...stored, ...measures };
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await database.close();
  }
}

async function measureEnqueue(server: BenchServer, child: Child) {
  const wal = await server.walBytes();
  const cpu = treeCpuSeconds(server.pid);
  const { milliseconds, peakMb, cpuSeconds } = await child.enqueue();
  return {
    enqueueMs: milliseconds,
    enqueueWalBytes: (await server.walBytes()) - wal,
    enqueueServerSeconds: treeCpuSeconds(server.pid) - cpu,
    enqueueNodeSeconds: cpuSeconds,
    peakEnqueuerMb: peakMb,
  };
}

async function measureDrain(
  server: BenchServer,
  child: Child,
  database: Database,
  contestant: Contestant,
  task: DrainTask,
) {
  const wal = await server.walBytes();
  await database.query('select 1');
  const cpu = { server: treeCpuSeconds(server.pid), machine: machineCpuSeconds(), own: process.cpuUsage() };
  const start = performance.now();
  child.work();
  await untilDone(child, database, contestant, task, start + LIMIT_MS);
  const drainMs = performance.now() - start;
  const serverSeconds = treeCpuSeconds(server.pid) - cpu.server;
  const machineSeconds = machineCpuSeconds() - cpu.machine;
  const own = process.cpuUsage(cpu.own);
  const drainWalBytes = (await server.walBytes()) - wal;
  const { handled, peakMb, cpuSeconds } = await child.stop();
  const foreignSeconds = machineSeconds - serverSeconds - cpuSeconds - (own.user + own.system) / 1e6;
  return {
    drainMs,
    drainWalBytes,
    drainServerSeconds: serverSeconds,
    drainNodeSeconds: cpuSeconds,
    foreignCores: Math.max(0, foreignSeconds / (drainMs / 1000)),
    peakWorkerMb: peakMb,
    handled,
  };
}

/** The clock stops when the store itself says so, which is asked only once the handler has run often enough. */
async function untilDone(
  child: Child,
  database: Database,
  contestant: Contestant,
  task: DrainTask,
  deadline: number,
): Promise<void> {
  for (;;) {
    child.check();
    if (child.handled >= task.items && (await contestant.countDone(database, task.waiting)) >= task.items)
      return;
    if (performance.now() > deadline) {
      const done = await contestant.countDone(database, task.waiting);
      throw new Error(`${contestant.name}: ${done} of ${task.items} done after ${LIMIT_MS / 1000} s`);
    }
    await delay(POLL_MS);
  }
}
