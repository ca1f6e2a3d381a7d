import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { openDatabase } from '../lib/database.ts';
import { type ProductServer, startProduct, startWorkerProcess } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { quantile } from '../lib/statistics.ts';

const SIZES = [10_000, 100_000];
const DATABASE = 'bench_leads';
const TARGET_MS = 200;
const MOST_MS = 3_600_000;
const CRITERIA = [{ name: 'County', value: ['42013'] }];

interface Import {
  readonly records: number;
  readonly seconds: number;
  /** Of requests while it ran. */
  readonly times: number[];
}

/** How long people wait for the API while a worker imports leads of a simulated vendor. */
export const leadsGroup: Group = {
  rows: ['leads'],
  run: async (bench) => {
    const imports: Import[] = [];
    for (const size of SIZES) imports.push(await measure(bench, Math.round(size * bench.scale)));
    return section(imports);
  },
};

async function measure(bench: Bench, count: number): Promise<Import> {
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const vendor = fork(new URL('../lib/vendor-child.ts', import.meta.url), [String(count)], {
    stdio: 'inherit',
  });
  // the child is a program of this folder and says nothing else
  const [{ url, key }] = (await once(vendor, 'message')) as [{ url: string; key: string }];
  const env = { PROPERTYRADAR_API_URL: url, PROPERTYRADAR_API_TOKEN: key };
  const database = openDatabase(urls);
  const product = await startProduct(urls, env);
  const worker = startWorkerProcess(urls, env);
  try {
    await ask(product, '/api/leads/preview', { criteria: CRITERIA });
    // What is measured is us, not how long the vendor makes people wait.
    await database.query(`update lotline.service_budgets
      set chosen = '{"per_minute": 60000, "burst": 100, "concurrency": 8}' where service = 'propertyradar'`);
    const start = performance.now();
    const { data } = await ask<{ data: { id: string } }>(product, '/api/batch-jobs', { criteria: CRITERIA });
    const times = await readWhileItRuns(product, data.id, start);
    const seconds = (performance.now() - start) / 1000;
    const done = { records: count, seconds, times };
    const text = `leads  ${count} records in ${seconds.toFixed(1)} s  p95 ${at(times, 0.95).toFixed(1)} ms`;
    bench.record({ row: 'leads', ...done }, text);
    return done;
  } finally {
    await worker.stop();
    await product.stop();
    vendor.kill();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/** Asks what people ask, one after the other, until the import is over. */
async function readWhileItRuns(product: ProductServer, job: string, start: number): Promise<number[]> {
  const times: number[] = [];
  const paths = [
    `/api/batch-jobs/${job}`,
    '/api/batch-jobs',
    '/api/leads',
    '/api/leads?city=Altoona',
    '/api/properties',
  ];
  for (;;) {
    for (const path of paths) {
      const before = performance.now();
      const answer = await ask<{ data?: { status?: string; error_details?: string | null } }>(product, path);
      times.push(performance.now() - before);
      const status = answer.data?.status;
      if (status === 'completed') return times;
      if (status !== undefined && status !== 'pending' && status !== 'in_progress') {
        throw new Error(`the import is ${status}: ${answer.data?.error_details}`);
      }
    }
    if (performance.now() - start > MOST_MS) throw new Error('the import does not end');
    await sleep(20);
  }
}

async function ask<T>(product: ProductServer, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${product.url}${path}`, {
    headers: { 'x-api-key': product.key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
  // an answer of the product under its own schema; a wrong one fails the row that reads it
  return JSON.parse(text) as T;
}

function at(times: readonly number[], share: number): number {
  return quantile(
    times.toSorted((a, b) => a - b),
    share,
  );
}

function section(imports: readonly Import[]): Section {
  const rows = imports.map(({ records, seconds, times }) => [
    figure(records),
    figure(seconds, 1),
    figure(times.length),
    ...[0.5, 0.95, 1].map((share) => figure(at(times, share), 1)),
  ]);
  const head = ['records', 'seconds', 'requests', 'median ms', 'p95 ms', 'slowest ms'];
  return {
    title: 'Requests while leads are imported',
    body: `One server, one worker and a simulated PropertyRadar on this machine; job, lists of jobs, leads and properties are asked for one after the other while the import runs.\n\n${table(head, rows)}`,
    verdicts: imports.map(({ records, times }) => ({
      target: `while ${figure(records)} leads are imported: at most ${TARGET_MS} ms at p95`,
      reached: `${figure(at(times, 0.95), 1)} ms`,
      met: at(times, 0.95) <= TARGET_MS,
    })),
  };
}
