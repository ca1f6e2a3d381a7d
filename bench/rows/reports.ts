import { setTimeout as delay } from 'node:timers/promises';
import { createPool, type Pool } from '../../src/db/pool.ts';
import { claimBatches, settleBatch } from '../../src/engine/claims.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { peakResidentMb } from '../lib/cpu.ts';
import { type OpenDatabase, openDatabase } from '../lib/database.ts';
import { makePayloads } from '../lib/items.ts';
import { toLookup } from '../lib/lookups.ts';
import { type ProductServer, startProduct } from '../lib/product.ts';
import { reportResult } from '../lib/report-results.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { quantile } from '../lib/statistics.ts';

const SITES = 10_000;
const MANY_SITES = 1_000_000;
const DATABASE = 'bench_reports';
const TARGET_MS = 100;
/** Items of one settling, and the time that their lookups are given: the report fills over some seconds. */
const SETTLED_AT_ONCE = 25;
const LOOKUP_MS = 20;
const SETTLERS = 3;
const READS_OF_MANY = 20;

/** How long a report takes to open: one of 10,000 sites while it fills, and one of 1,000,000. */
export const reportsGroup: Group = {
  rows: ['reports'],
  run: async (bench) => section(await measure(bench)),
};

interface Filling {
  /** Of the report. */
  filling: number[];
  /** Of its job, read in turn with it: what any small answer takes on cores that are busy filling. */
  beside: number[];
}

interface Reads extends Filling {
  many: Record<string, number[]>;
  workbook: { seconds: number; megabytes: number; serverMb: number };
}

async function measure(bench: Bench): Promise<Reads> {
  const filling: number[] = [];
  const beside: number[] = [];
  for (let repetition = 1; repetition <= bench.repetitions; repetition += 1) {
    const times = await withProduct(bench, readWhileFilling);
    bench.record(
      { row: 'reports', repetition, ...times },
      `reports  ${repetition}  ${times.filling.length} reads while it fills, p95 ${at(times.filling, 0.95).toFixed(1)} ms; of its job ${at(times.beside, 0.95).toFixed(1)} ms`,
    );
    filling.push(...times.filling);
    beside.push(...times.beside);
  }
  return { filling, beside, ...(await withProduct(bench, readMany)) };
}

interface Parts {
  readonly bench: Bench;
  readonly product: ProductServer;
  readonly database: OpenDatabase;
}

async function withProduct<T>(bench: Bench, work: (parts: Parts) => Promise<T>): Promise<T> {
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const product = await startProduct(urls);
  try {
    return await work({ bench, product, database });
  } finally {
    await product.stop();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/** Round trips in ms, from the first site to the last and a little after. */
async function readWhileFilling({ bench, product, database }: Parts): Promise<Filling> {
  const sites = Math.round(SITES * bench.scale);
  const { report, job } = await createBatch(product, sites);
  const pool = createPool(database.urls.worker, { name: 'bench settle', max: SETTLERS });
  try {
    let filled = false;
    const fill = Promise.all(Array.from({ length: SETTLERS }, () => settleSome(pool))).finally(() => {
      filled = true;
    });
    const times: Filling = { filling: [], beside: [] };
    while (!filled) {
      await open(product, `incentive-reports/${report}`, times.filling);
      await open(product, `batch-lookups/${job}`, times.beside);
    }
    await fill;
    const last = await open(product, `incentive-reports/${report}`, times.filling);
    if (last.total_sites !== sites || last.status !== 'complete') {
      throw new Error(`the report ended ${last.status} with ${last.total_sites} of ${sites} sites`);
    }
    return times;
  } finally {
    await pool.end();
  }
}

async function createBatch(product: ProductServer, items: number): Promise<{ job: string; report: string }> {
  const answer = await fetch(`${product.url}/batch-lookups`, {
    method: 'POST',
    headers: { 'x-api-key': product.key, 'content-type': 'application/json' },
    body: JSON.stringify({ items: makePayloads(items).map(toLookup) }),
  });
  // the next line fails for anything else
  const body = (await answer.json()) as { job_id: string; report?: { id: string } };
  if (body.report === undefined) throw new Error(`POST /batch-lookups: ${answer.status}`);
  return { job: body.job_id, report: body.report.id };
}

async function settleSome(pool: Pool): Promise<void> {
  for (;;) {
    const batches = await claimBatches(pool, { worker: 'bench', kinds: ['incentive_lookup'], limit: 100 });
    if (batches.length === 0) return;
    for (const { batchId, token, items } of batches) {
      for (let from = 0; from < items.length; from += SETTLED_AT_ONCE) {
        await delay(LOOKUP_MS);
        const outcomes = items
          .slice(from, from + SETTLED_AT_ONCE)
          .map(({ seq }) => ({ seq, outcome: 'completed' as const, result: reportResult(seq) }));
        await settleBatch(pool, { batchId, token, outcomes });
      }
    }
  }
}

interface Opened {
  status: string;
  total_sites: number;
  next_cursor: string | null;
}

async function open(product: ProductServer, path: string, times: number[]): Promise<Opened> {
  const start = performance.now();
  const answer = await fetch(`${product.url}/${path}`, { headers: { 'x-api-key': product.key } });
  // an answer of the product under its own schema
  const body = (await answer.json()) as Opened;
  if (answer.status !== 200) throw new Error(`GET /${path}: ${answer.status}`);
  times.push(performance.now() - start);
  return body;
}

/** A report of a million sites, as settling leaves its rows behind; read in several ways, and had as a workbook. */
async function readMany({ bench, product, database }: Parts): Promise<Omit<Reads, keyof Filling>> {
  const sites = Math.round(MANY_SITES * bench.scale);
  const { report } = await createBatch(product, 1);
  const path = `incentive-reports/${report}`;
  await fillRows(database, sites);
  const deep = await open(product, `${path}/sites?limit=500`, []);
  const ways = {
    'open the report': path,
    'first sites by value': `${path}/sites?sort=-total_incentive_value`,
    'sites of a state': `${path}/sites?state=VT`,
    'next page of 500': `${path}/sites?limit=500&cursor=${deep.next_cursor}`,
  };
  const many: Record<string, number[]> = {};
  for (const [name, way] of Object.entries(ways)) {
    const times: number[] = [];
    for (let read = 0; read <= READS_OF_MANY; read += 1) await open(product, way, times);
    // The first one reads from the disk.
    many[name] = times.slice(1);
    bench.record({ row: 'reports', way: name, times }, `reports  ${name}: ${at(times, 0.5).toFixed(1)} ms`);
  }
  const start = performance.now();
  const answer = await fetch(`${product.url}/${path}/export?format=xlsx`, {
    headers: { 'x-api-key': product.key },
  });
  let bytes = 0;
  for await (const chunk of answer.body ?? []) bytes += chunk.length;
  const workbook = {
    seconds: (performance.now() - start) / 1000,
    megabytes: bytes / 1e6,
    serverMb: peakResidentMb(product.pid),
  };
  bench.record({ row: 'reports', workbook }, `reports  workbook: ${JSON.stringify(workbook)}`);
  return { many, workbook };
}

async function fillRows(database: OpenDatabase, sites: number): Promise<void> {
  const [job] = await database.query<{ number: string }>('select number from lotline.jobs');
  for (let from = 2; from <= sites; from += 50_000) {
    const values = [job?.number, from, Math.min(sites, from + 49_999)];
    await database.query(
      `insert into lotline.items (job_no, seq, reference, input)
       select $1, s, 'deal-' || s, json_build_object('address', json_build_object('street_1', s || ' Main St', 'city', 'Somewhere',
         'state_or_province_code', 'CA', 'postal_code', '94102', 'country_code', 'US'), 'building_type', 'RESIDENTIAL')
       from generate_series($2::int, $3::int) s`,
      values,
    );
    await database.query(
      `insert into lotline.report_sites (job_no, seq, eligible, total_incentive_value, utility_name, state_code, settled_at)
       select $1, s, s % 3 = 0, s % 5000, 'Pacific Gas & Electric Co.',
         (array['CA', 'PA', 'TX', 'CO', 'NY', 'VT'])[s % 6 + 1], clock_timestamp()
       from generate_series($2::int, $3::int) s`,
      values,
    );
    await database.query(
      `insert into lotline.report_site_programs (job_no, seq, program_id, program_name, total_incentive, eligible_combinations)
       select $1, s, 'bench-' || s % 60, 'Rebate of the benchmark', s % 5000, 1
       from generate_series($2::int, $3::int) s where s % 3 = 0`,
      values,
    );
  }
  await database.query('vacuum analyze');
}

function at(times: readonly number[], share: number): number {
  return quantile(
    times.toSorted((a, b) => a - b),
    share,
  );
}

function section({ filling, beside, many, workbook }: Reads): Section {
  const row = (name: string, times: readonly number[]): string[] => [
    name,
    ...[0.5, 0.95, 1].map((share) => figure(at(times, share), 1)),
  ];
  const reached = at(filling, 0.95);
  return {
    title: 'Opening reports',
    body: `\`GET /incentive-reports/{id}\` over HTTP, with all sums and 50 sites, again and again while a batch of ${figure(SITES)} lookups is settled by ${SETTLERS} workers beside it (${figure(filling.length)} reads); then a report of ${figure(MANY_SITES)} sites in several ways, ${READS_OF_MANY} reads each. Its workbook: ${figure(workbook.megabytes)} MB in ${figure(workbook.seconds)} s, with at most ${figure(workbook.serverMb)} MB of resident memory in the server.\n\n${table(
      ['ms', 'median', 'p95', 'slowest'],
      [
        row(`${figure(SITES)} sites, while it fills`, filling),
        row('its job, read in turn with it', beside),
        ...Object.entries(many).map(([name, times]) => row(`${figure(MANY_SITES)} sites: ${name}`, times)),
      ],
    )}`,
    verdicts: [
      {
        target: `report of ${figure(SITES)} sites: opens in at most ${TARGET_MS} ms at p95 while it fills`,
        reached: `${figure(reached, 1)} ms`,
        met: reached <= TARGET_MS,
      },
    ],
  };
}
