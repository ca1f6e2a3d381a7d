import { createRequire } from 'node:module';
import os from 'node:os';
import type { Contestant } from './contestant.ts';
import type { Options } from './options.ts';
import { type Section, table } from './section.ts';
import { type BenchServer, SETTINGS } from './server.ts';

/** Versions and conditions, the targets, then every table. */
export async function report(
  server: BenchServer,
  contestants: readonly Contestant[],
  options: Options,
  sections: readonly Section[],
): Promise<string> {
  const verdicts = sections.flatMap((section) => section.verdicts);
  const targets = verdicts.map(({ target, reached, met }) => [
    target,
    reached,
    options.quick ? '–' : met ? 'yes' : '**no**',
  ]);
  const parts = [
    '# Benchmarks',
    options.quick ? QUICK : INTRODUCTION,
    '## Targets',
    table(['target', 'reached', 'met'], targets),
    '## Conditions',
    (await conditions(server, contestants, options)).map((line) => `- ${line}`).join('\n'),
    ...sections.flatMap((section) => [`## ${section.title}`, section.body]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const require = createRequire(import.meta.url);
const pgVersion: string = require('pg/package.json').version;
/** By package name: the peers' exact versions, and our own. */
const versions: Readonly<Record<string, string | undefined>> = {
  ...require('../package.json').dependencies,
  lotline: require('../../package.json').version,
};

const QUICK = `A quick run: it shows that the harness works. The figures mean nothing.`;

const INTRODUCTION = `Written by \`npm run bench\`; how it measures is told in \`bench/README.md\`. \`raw\` is the floor: the
simplest table-and-UPDATE queue that SQL allows, without leases, retries, counters or recovery. The machine is rarely
quiet, so contestants run in turn and are compared within each repetition: a ratio is the median of the repetitions'
ratios, with the smallest and the largest. CPU time is less disturbed than wall time.`;

async function conditions(
  server: BenchServer,
  contestants: readonly Contestant[],
  options: Options,
): Promise<string[]> {
  const [version] = await server.admin.query<{ server_version: string }>('show server_version');
  const settings = Object.entries(SETTINGS).map(([name, value]) => `${name} = ${value}`);
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${options.repetitions} repetitions`,
    `${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}`,
    `PostgreSQL ${version?.server_version} on the same machine, default durability (fsync, synchronous_commit, full_page_writes), ${settings.join(', ')}, otherwise as the product starts it`,
    `one small durable commit: ${await commitMillis(server)} ms (median of 300)`,
    `Node ${process.version}, pg ${pgVersion}`,
    ...contestants.map(
      ({ name, settings: own }) => `${[`\`${name}\``, versions[name]].filter(Boolean).join(' ')}: ${own}`,
    ),
  ];
}

async function commitMillis(server: BenchServer): Promise<string> {
  await server.admin.query('create table if not exists bench_commit (i int)');
  const times: number[] = [];
  for (let count = 0; count < 300; count += 1) {
    const start = performance.now();
    await server.admin.query('insert into bench_commit values (1)');
    times.push(performance.now() - start);
  }
  return (times.toSorted((a, b) => a - b)[150] ?? Number.NaN).toFixed(2);
}
