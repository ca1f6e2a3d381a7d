import type { Bench, Group } from '../lib/bench.ts';
import { type DrainSample, type DrainTask, drainOnce } from '../lib/drain.ts';
import { drainSection } from './drain-report.ts';

/** The rows that store items and work them off. */
export const drainGroup: Group = {
  rows: tasks(1).flatMap((together) => together.map((task) => task.row)),
  run: async (bench) => drainSection(await runDrains(bench)),
};

/** Rows in one list are measured side by side, because they are compared with each other. */
function tasks(scale: number): DrainTask[][] {
  const items = (count: number): number => Math.round(count * scale);
  const few = { items: items(10_000), work: 'noop' } as const;
  return [
    [{ row: 'drain', items: items(100_000), work: 'noop', waiting: 0 }],
    [{ row: 'drain-5ms', items: items(20_000), work: '5ms', waiting: 0 }],
    [
      { row: 'drain-alone', ...few, waiting: 0 },
      { row: 'drain-waiting', ...few, waiting: items(1_000_000) },
    ],
  ];
}

/** All contestants in turn, again and again, so that each repetition saw the same weather. */
async function runDrains(bench: Bench): Promise<DrainSample[]> {
  const samples: DrainSample[] = [];
  for (const together of tasks(bench.scale)) {
    const wanted = together.filter(({ row }) => bench.wanted(row));
    for (let repetition = 1; repetition <= bench.repetitions; repetition += 1) {
      for (const contestant of bench.contestants) {
        for (const task of wanted) {
          const sample = await drainOnce(bench.server, bench.templates, contestant, task, repetition);
          bench.record(sample, describe(sample));
          samples.push(sample);
        }
      }
    }
    for (const { waiting } of wanted.filter((task) => task.waiting > 0)) {
      for (const contestant of bench.contestants) await bench.templates.drop(contestant, waiting);
    }
  }
  return samples;
}

function describe(sample: DrainSample): string {
  const perItem = (total: number, decimals: number): string => (total / sample.items).toFixed(decimals);
  const micros = (seconds: number): string => perItem(seconds * 1e6, 1);
  return [
    sample.row.padEnd(13),
    sample.repetition,
    sample.contestant.padEnd(15),
    `enqueue ${sample.enqueueMs.toFixed(0)} ms`,
    `drain ${sample.drainMs.toFixed(0)} ms`,
    `${((sample.items / sample.drainMs) * 1000).toFixed(0)}/s`,
    `server ${micros(sample.enqueueServerSeconds)} + ${micros(sample.drainServerSeconds)} µs`,
    `node ${micros(sample.enqueueNodeSeconds)} + ${micros(sample.drainNodeSeconds)} µs`,
    `WAL ${perItem(sample.enqueueWalBytes, 0)} + ${perItem(sample.drainWalBytes, 0)} B`,
    `${sample.peakEnqueuerMb.toFixed(0)}/${sample.peakWorkerMb.toFixed(0)} MB`,
    `others ${sample.foreignCores.toFixed(2)} cores`,
  ].join('  ');
}
