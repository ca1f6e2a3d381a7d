import type { Contestant } from '../lib/contestant.ts';
import { type DrainSample, type DrainTask, drainOnce } from '../lib/drain.ts';
import type { BenchServer } from '../lib/server.ts';
import { Templates } from '../lib/templates.ts';

/** The rows that store items and work them off; names are what `--rows` takes. */
export function drainTasks(scale: number): DrainTask[] {
  const items = (count: number): number => Math.max(200, Math.round(count * scale));
  return [
    { row: 'drain', items: items(100_000), work: 'noop', waiting: 0 },
    { row: 'drain-5ms', items: items(20_000), work: '5ms', waiting: 0 },
    { row: 'drain-alone', items: items(10_000), work: 'noop', waiting: 0 },
    { row: 'drain-waiting', items: items(10_000), work: 'noop', waiting: items(1_000_000) },
  ];
}

/** All contestants in turn, again and again, so that each repetition saw the same weather. */
export async function runDrains(
  server: BenchServer,
  contestants: readonly Contestant[],
  tasks: readonly DrainTask[],
  repetitions: number,
  tell: (sample: DrainSample) => void,
): Promise<DrainSample[]> {
  const templates = new Templates(server);
  const samples: DrainSample[] = [];
  for (const task of tasks) {
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      for (const contestant of contestants) {
        const sample = await drainOnce(server, templates, contestant, task, repetition);
        tell(sample);
        samples.push(sample);
      }
    }
    if (task.waiting === 0) continue;
    for (const contestant of contestants) await templates.drop(contestant, task.waiting);
  }
  return samples;
}
