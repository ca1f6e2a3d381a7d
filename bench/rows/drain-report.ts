import type { DrainSample, DrainTask } from '../lib/drain.ts';
import { figure, type Section, table, type Verdict } from '../lib/section.ts';
import { type Spread, spread } from '../lib/statistics.ts';

type Measure = (sample: DrainSample) => number;

const drainRate: Measure = (sample) => sample.items / sample.drainMs;
const enqueueRate: Measure = (sample) => sample.items / sample.enqueueMs;
const walPerItem: Measure = (sample) => (sample.enqueueWalBytes + sample.drainWalBytes) / sample.items;
const serverMicros: Measure = (sample) => (sample.drainServerSeconds * 1e6) / sample.items;

/** One table per row, and how they stand to the targets. */
export function drainSection(samples: readonly DrainSample[]): Section {
  const tasks = [...new Map(samples.map((sample) => [sample.row, sample])).values()];
  const parts = tasks.map((task) => {
    const own = samples.filter((sample) => sample.row === task.row);
    return `### ${rowTitle(task)}\n\n${drainTable(own)}`;
  });
  return { title: 'Storing and working off items', body: parts.join('\n\n'), verdicts: verdicts(samples) };
}

function rowTitle({ row, items, work, waiting }: DrainTask): string {
  const handler = work === 'noop' ? 'no-op handler' : '5 ms handler, 50 at once';
  const beside = waiting > 0 ? `, ${figure(waiting)} items of other jobs waiting` : '';
  return `\`${row}\`: ${figure(items)} items, one process, ${handler}${beside}`;
}

function drainTable(samples: readonly DrainSample[]): string {
  const names = [...new Set(samples.map((sample) => sample.contestant))];
  const rows = names.map((name) => {
    const own = samples.filter((sample) => sample.contestant === name);
    const over = (measure: Measure): Spread => spread(own.map(measure));
    const middle = (measure: Measure, decimals = 0): string => figure(over(measure).median, decimals);
    const perItem = (seconds: Measure): string =>
      middle((sample) => (seconds(sample) * 1e6) / sample.items, 1);
    const bytes = (wal: Measure): string => middle((sample) => wal(sample) / sample.items);
    const ratio = (measure: Measure): string => ratioText(paired(samples, name, 'raw', measure));
    return [
      name,
      ratio(drainRate),
      `${middle((s) => drainRate(s) * 1000)} (${figure(over(drainRate).minimum * 1000)}–${figure(over(drainRate).maximum * 1000)})`,
      `${perItem((s) => s.drainServerSeconds)} + ${perItem((s) => s.drainNodeSeconds)}`,
      bytes((s) => s.drainWalBytes),
      ratio(enqueueRate),
      `${middle((s) => s.enqueueMs)} ms`,
      `${perItem((s) => s.enqueueServerSeconds)} + ${perItem((s) => s.enqueueNodeSeconds)}`,
      bytes((s) => s.enqueueWalBytes),
      `${middle((s) => s.peakEnqueuerMb)} / ${middle((s) => s.peakWorkerMb)}`,
      middle((s) => s.foreignCores, 2),
    ];
  });
  return table(
    [
      'contestant',
      'drain ÷ raw (min–max)',
      'items/s (min–max)',
      'drain CPU µs/item, server + Node',
      'drain WAL B/item',
      'enqueue ÷ raw (min–max)',
      'enqueue',
      'enqueue CPU µs/item, server + Node',
      'enqueue WAL B/item',
      'peak MB, enqueuer / worker',
      'cores of other programs',
    ],
    rows,
  );
}

/** Ratios within each repetition, in which both ran one after the other; null when either was not measured. */
function paired(
  samples: readonly DrainSample[],
  name: string,
  base: string,
  measure: Measure,
): Spread | null {
  const ratios = samples
    .filter((sample) => sample.contestant === name)
    .flatMap((sample) => {
      const other = samples.find(
        (candidate) =>
          candidate.contestant === base &&
          candidate.row === sample.row &&
          candidate.repetition === sample.repetition,
      );
      return other ? [measure(sample) / measure(other)] : [];
    });
  return ratios.length > 0 ? spread(ratios) : null;
}

function ratioText(ratio: Spread | null): string {
  if (!ratio) return '–';
  return `${figure(ratio.median, 2)} (${figure(ratio.minimum, 2)}–${figure(ratio.maximum, 2)})`;
}

function verdicts(all: readonly DrainSample[]): Verdict[] {
  const of = (row: string): DrainSample[] => all.filter((sample) => sample.row === row);
  const found: Verdict[] = [];
  const judge = (target: string, ratio: Spread | null, holds: (median: number) => boolean): void => {
    if (ratio) found.push({ target, reached: ratioText(ratio), met: holds(ratio.median) });
  };
  const raw = (row: string, measure: Measure): Spread | null => paired(of(row), 'lotline', 'raw', measure);
  judge('drain, no-op: at least 1.0 × raw', raw('drain', drainRate), (r) => r >= 1);
  judge(
    'drain with 1,000,000 items of other jobs waiting: at least 2.0 × raw',
    raw('drain-waiting', drainRate),
    (r) => r >= 2,
  );
  judge(
    'server CPU per item with them: at most 1.2 × without',
    waitingCost(of('drain-waiting'), of('drain-alone')),
    (r) => r <= 1.2,
  );
  judge('drain, 5 ms handler: at least 0.95 × raw', raw('drain-5ms', drainRate), (r) => r >= 0.95);
  judge("enqueue: at least 0.7 × raw's COPY", raw('drain', enqueueRate), (r) => r >= 0.7);
  judge('WAL per item, stored and drained: at most 0.7 × raw', raw('drain', walPerItem), (r) => r <= 0.7);
  const ahead = closestPeer(all);
  if (ahead) found.push(ahead);
  return found;
}

/** Server CPU of our drain among waiting items, over that of the same drain alone, repetition by repetition. */
function waitingCost(waiting: readonly DrainSample[], alone: readonly DrainSample[]): Spread | null {
  const ratios = waiting
    .filter((sample) => sample.contestant === 'lotline')
    .flatMap((sample) => {
      const other = alone.find((s) => s.contestant === 'lotline' && s.repetition === sample.repetition);
      return other ? [serverMicros(sample) / serverMicros(other)] : [];
    });
  return ratios.length > 0 ? spread(ratios) : null;
}

/** The peer that comes nearest to us anywhere, by the median ratio of its row. */
function closestPeer(all: readonly DrainSample[]): Verdict | null {
  const peers = new Set(all.map((sample) => sample.contestant).filter((name) => !OURS.has(name)));
  const measured = [...new Set(all.map((sample) => sample.row))].flatMap((row) =>
    [...peers].flatMap((peer) =>
      COMPARED.flatMap(([what, measure]) => {
        const ratio = paired(
          all.filter((sample) => sample.row === row),
          'lotline',
          peer,
          measure,
        );
        return ratio
          ? [{ text: `${ratioText(ratio)} × ${peer} (${what}, ${row})`, ratio: ratio.median }]
          : [];
      }),
    ),
  );
  const closest = measured.toSorted((a, b) => a.ratio - b.ratio)[0];
  if (!closest) return null;
  return {
    target: 'ahead of both peers in every drain and enqueue row',
    reached: `nearest: ${closest.text}`,
    met: closest.ratio > 1,
  };
}

const OURS = new Set(['lotline', 'lotline-100', 'raw', 'raw-lease']);
const COMPARED: readonly [string, Measure][] = [
  ['drain', drainRate],
  ['enqueue', enqueueRate],
];
