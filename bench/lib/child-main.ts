/** Entry of a child process: loads one contestant, then enqueues or works on command. */

import type { ChildTask, Command, Message } from './child.ts';
import { loadContestant } from './contestants.ts';
import { peakResidentMb } from './cpu.ts';
import { openDatabase } from './database.ts';
import { makeHandler } from './handler.ts';
import { makePayloads } from './items.ts';

// written by child.ts, which starts this file
const task = JSON.parse(process.argv[2] ?? 'null') as ChildTask;
const contestant = await loadContestant(task.contestant);
const database = openDatabase(task.urls);
const handler = makeHandler(task.work, task.concurrency);
let stop: (() => Promise<void>) | null = null;
let reporter: NodeJS.Timeout | undefined;
let cpuAtStart = process.cpuUsage();

process.on('message', (command: Command) => {
  obey(command).catch((error: unknown) => {
    tell({ kind: 'error', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
tell({ kind: 'ready' });

async function obey(command: Command): Promise<void> {
  switch (command) {
    case 'enqueue':
      return await enqueue();
    case 'work':
      return await work();
    case 'stop':
      return await finish();
  }
}

async function enqueue(): Promise<void> {
  const payloads = makePayloads(task.items);
  cpuAtStart = process.cpuUsage();
  const start = performance.now();
  await contestant.enqueue(database, payloads);
  const milliseconds = performance.now() - start;
  tell({ kind: 'enqueued', milliseconds, peakMb: peakResidentMb('self'), cpuSeconds: cpuSeconds() });
}

async function work(): Promise<void> {
  cpuAtStart = process.cpuUsage();
  let told = 0;
  reporter = setInterval(() => {
    if (handler.finished() === told) return;
    told = handler.finished();
    tell({ kind: 'handled', count: told });
  }, 10);
  stop = await contestant.work(database, handler);
}

async function finish(): Promise<void> {
  clearInterval(reporter);
  const used = { peakMb: peakResidentMb('self'), cpuSeconds: cpuSeconds() };
  await stop?.();
  await database.close();
  tell({ kind: 'stopped', handled: handler.finished(), ...used });
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(cpuAtStart);
  return (user + system) / 1e6;
}

function tell(message: Message): void {
  process.send?.(message);
}
