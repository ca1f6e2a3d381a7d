import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { lookups, lookupsTold, RECEIVER } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { type DrainSample, drainOnce } from '../lib/drain.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { spread } from '../lib/statistics.ts';

const ITEMS = 40_000;
const TARGET = 0.85;

/** What it costs the drain when each lookup has to be told. */
export const webhooksGroup: Group = {
  rows: ['webhooks'],
  run: async (bench) => section(await measure(bench)),
};

interface Sample extends DrainSample {
  /** Events that arrived while the drain was measured. */
  told: number;
}

async function measure(bench: Bench): Promise<Sample[]> {
  const receiver = fork(new URL('../lib/receiver-child.ts', import.meta.url), { stdio: 'inherit' });
  try {
    // the child is a program of this folder and says nothing else
    const [{ url }] = (await once(receiver, 'message')) as [{ url: string }];
    process.env[RECEIVER] = url;
    const task = {
      row: 'webhooks',
      items: Math.round(ITEMS * bench.scale),
      work: '5ms',
      waiting: 0,
    } as const;
    const samples: Sample[] = [];
    for (let repetition = 1; repetition <= bench.repetitions; repetition += 1) {
      // Whoever comes first has the cooler machine: they take turns.
      const inTurn = repetition % 2 === 1 ? [lookups, lookupsTold] : [lookupsTold, lookups];
      for (const contestant of inTurn) {
        const before = await taken(receiver);
        const sample = await drainOnce(bench.server, bench.templates, contestant, task, repetition);
        const told = (await taken(receiver)) - before;
        bench.record(
          { ...sample, told },
          `webhooks  ${repetition}  ${contestant.name}  ${figure(rate(sample))}/s, ${told} told meanwhile`,
        );
        samples.push({ ...sample, told });
      }
    }
    return samples;
  } finally {
    receiver.kill();
  }
}

async function taken(receiver: ChildProcess): Promise<number> {
  receiver.send('?');
  // the child is a program of this folder and says nothing else
  const [message] = (await once(receiver, 'message')) as [{ taken: number }];
  return message.taken;
}

const rate = (sample: DrainSample): number => (sample.items / sample.drainMs) * 1000;

function section(samples: readonly Sample[]): Section {
  const of = (name: string) => samples.filter((sample) => sample.contestant === name);
  const ratios = of(lookupsTold.name).map((told) => {
    const without = of(lookups.name).find(({ repetition }) => repetition === told.repetition);
    return without === undefined ? 0 : rate(told) / rate(without);
  });
  const reached = spread(ratios);
  const row = (label: string, name: string): string[] => {
    const rates = spread(of(name).map(rate));
    const micros = (seconds: (sample: Sample) => number) =>
      figure(spread(of(name).map((sample) => (seconds(sample) * 1e6) / sample.items)).median, 1);
    return [
      label,
      `${figure(rates.median)} (${figure(rates.minimum)}–${figure(rates.maximum)})`,
      `${micros((s) => s.drainServerSeconds)} + ${micros((s) => s.drainNodeSeconds)}`,
      figure(spread(of(name).map((sample) => sample.told)).median),
    ];
  };
  return {
    title: 'Webhooks while draining',
    body: `A job of ${figure(ITEMS)} lookups with a 5 ms handler, 50 at once, is drained by one process, with and without an endpoint that is told of each lookup (50 a second, the default of an endpoint; the rest follows after the drain). They take turns. With webhooks the drain keeps ${figure(reached.median, 2)} (${figure(reached.minimum, 2)}–${figure(reached.maximum, 2)}) of its rate.\n\n${table(
      ['', 'items/s (min–max)', 'CPU µs/item, server + Node', 'told meanwhile'],
      [row('without webhooks', lookups.name), row('with webhooks', lookupsTold.name)],
    )}`,
    verdicts: [
      {
        target: `drain of lookups with webhooks: at least ${TARGET} × the drain without`,
        reached: `${figure(reached.median, 2)} ×`,
        met: reached.median >= TARGET,
      },
    ],
  };
}
