import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '../../src/base/port-of.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import type { Limits } from '../../src/providers/service.ts';
import { startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { openDatabase } from '../lib/database.ts';
import { figure, type Section, table } from '../lib/section.ts';

const DATABASE = 'bench_services';
const PROCESSES = 4;
/** More than the minute that Regrid counts in, so that its window slides. */
const SHARED_SECONDS = 90;
const ALONE_SECONDS = 8;
const LANES = 32;
const TARGET_USED = 0.9;
const TARGET_CALLS = 1_000;

/** What the governor costs a call, and what four processes make of one limit. */
export const servicesGroup: Group = {
  rows: ['services'],
  run: async (bench) => section(await measure(bench)),
};

interface Sample {
  calls: number;
  putOff: number;
  seconds: number;
  cpuSeconds: number;
}

interface Measured {
  bare: Sample;
  governed: Sample;
  shared: { used: number; most: number; refused: number; atOnce: number; least: number; greatest: number };
}

async function measure(bench: Bench): Promise<Measured> {
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const [organization] = await database.query<{ id: string }>('select id from lotline.organizations limit 1');
  if (!organization) throw new Error('there is no organization');
  const task = { database: urls.worker, organizationId: organization.id };

  const quick = createServer((_, response) => void response.end('{}'));
  await new Promise<void>((resolve) => quick.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${portOf(quick)}`;
  const wide: Limits = {
    perMinute: 1_000_000,
    burst: 50_000,
    concurrency: LANES,
    perMonth: null,
    reserve: 0,
  };
  const alone = { ...task, url, token: 'nobody-asks', limits: wide, lanes: LANES, seconds: ALONE_SECONDS };
  const bare = await run({ ...alone, bare: true });
  const governed = await run({ ...alone, bare: false });
  quick.closeAllConnections();
  quick.close();

  const regrid = await startRegrid({ world: madeUpWorld(1) });
  const { limits } = SERVICES.regrid;
  const seconds = Math.max(10, SHARED_SECONDS * bench.scale);
  const part = { ...task, url: regrid.url, token: regrid.token, limits, lanes: 6, seconds, bare: false };
  const samples = await Promise.all(Array.from({ length: PROCESSES }, () => run(part)));
  const { accepted, peakInWindow, peakConcurrency, refusedByRate, refusedByConcurrency } = regrid.counts;
  await regrid.stop();
  await database.close();
  const each = samples.map(({ calls }) => calls).sort((a, b) => a - b);
  const measured: Measured = {
    ...{ bare, governed },
    shared: {
      used: accepted / ((limits.perMinute / 60) * Math.max(...samples.map((sample) => sample.seconds))),
      ...{ most: peakInWindow, atOnce: peakConcurrency, refused: refusedByRate + refusedByConcurrency },
      ...{ least: each[0] ?? 0, greatest: each.at(-1) ?? 0 },
    },
  };
  bench.record(
    measured,
    `services  ${figure(rate(bare))}/s bare, ${figure(rate(governed))}/s governed; ${PROCESSES} processes used ${figure(measured.shared.used, 3)}, refused ${measured.shared.refused}`,
  );
  return measured;
}

async function run(task: object): Promise<Sample> {
  const child = fork(new URL('../lib/service-child.ts', import.meta.url), { stdio: 'inherit' });
  child.send(task);
  // the child is a program of this folder and says nothing else
  const [sample] = (await once(child, 'message')) as [Sample];
  return sample;
}

const rate = ({ calls, seconds }: Sample): number => calls / seconds;
const micros = ({ calls, cpuSeconds }: Sample): string => figure((cpuSeconds * 1e6) / calls);

function section({ bare, governed, shared }: Measured): Section {
  return {
    title: 'Calls to outside services',
    body: `One process, ${LANES} calls at once, against a service that answers at once and allows a million a minute; governed calls have their turn from the shared budget, are judged, and are logged.\n\n${table(
      ['', 'calls/s', 'CPU µs/call'],
      [
        ['requests alone', figure(rate(bare)), micros(bare)],
        ['with budget, policy and log', figure(rate(governed)), micros(governed)],
      ],
    )}\n\n${PROCESSES} processes with one key against Regrid’s simulator with its real limits (200 in any minute, 10 at once): ${figure(shared.used * 100, 1)} % of the limit used, at most ${shared.most} in a minute and ${shared.atOnce} at once, ${shared.refused} refused; the process with the fewest made ${shared.least} calls, the one with the most ${shared.greatest}.`,
    verdicts: [
      {
        target: `governed calls of one process: at least ${figure(TARGET_CALLS)} a second`,
        reached: `${figure(rate(governed))}/s`,
        met: rate(governed) >= TARGET_CALLS,
      },
      {
        target: `four processes on one limit: at least ${TARGET_USED * 100} % used, none refused`,
        reached: `${figure(shared.used * 100, 1)} %, ${shared.refused} refused`,
        met: shared.used >= TARGET_USED && shared.refused === 0,
      },
    ],
  };
}
