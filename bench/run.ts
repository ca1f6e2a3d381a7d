import { appendFileSync, mkdirSync } from 'node:fs';
import { isPeer, loadContestant } from './lib/contestants.ts';
import type { DrainSample } from './lib/drain.ts';
import { readOptions } from './lib/options.ts';
import { installPeers } from './lib/peers.ts';
import { startServer } from './lib/server.ts';
import { drainTasks, runDrains } from './rows/drain.ts';

const options = readOptions(process.argv.slice(2));
if (options.contestants.some(isPeer)) installPeers();
const contestants = await Promise.all(options.contestants.map(loadContestant));
const server = await startServer();
mkdirSync(new URL('./results/', import.meta.url), { recursive: true });
const log = new URL(`./results/${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`, import.meta.url);
try {
  const tasks = drainTasks(options.quick ? 0.02 : 1).filter(
    (task) => options.rows?.includes(task.row) ?? true,
  );
  await runDrains(server, contestants, tasks, options.repetitions, tell);
} finally {
  await server.stop();
}

function tell(sample: DrainSample): void {
  appendFileSync(log, `${JSON.stringify(sample)}\n`);
  const perItem = (seconds: number): string => `${((seconds * 1e6) / sample.items).toFixed(1)}`;
  console.log(
    [
      sample.row.padEnd(14),
      sample.repetition,
      sample.contestant.padEnd(16),
      `enqueue ${sample.enqueueMs.toFixed(0)} ms`,
      `drain ${sample.drainMs.toFixed(0)} ms`,
      `${((sample.items / sample.drainMs) * 1000).toFixed(0)}/s`,
      `server ${perItem(sample.enqueueServerSeconds)} + ${perItem(sample.drainServerSeconds)} µs`,
      `node ${perItem(sample.enqueueNodeSeconds)} + ${perItem(sample.drainNodeSeconds)} µs`,
      `WAL ${(sample.enqueueWalBytes / sample.items).toFixed(0)} + ${(sample.drainWalBytes / sample.items).toFixed(0)} B`,
      `${sample.peakEnqueuerMb.toFixed(0)}/${sample.peakWorkerMb.toFixed(0)} MB`,
      `others ${sample.foreignCores.toFixed(2)} cores`,
    ].join('  '),
  );
}
