import { keysOf } from '../../src/base/keys.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { type OpenDatabase, openDatabase, organization } from '../lib/database.ts';
import { type ProductServer, startProduct } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { quantile } from '../lib/statistics.ts';

const JOBS = 10_000;
const READS = 200;
const WARM_UP = 20;
const DATABASE = 'bench_job_list';
const TARGET_MS = 50;

/** What is asked for; the first is the page that everybody sees. */
const QUERIES = {
  'no filter': '',
  'active ones': '?status=active',
  'failed ones': '?status=failed',
  'behind 9,000 others': '?offset=9000',
} as const;
type Query = keyof typeof QUERIES;

/** Of twenty jobs of an organization that has worked for a while. */
const USUAL: readonly string[] = [
  ...['pending', 'in_progress', 'paused', 'failed'],
  ...Array.from({ length: 16 }, () => 'completed'),
];

/** How long `GET /api/batch-jobs` takes over 10,000 jobs, figures over all of them included. */
export const jobListGroup: Group = {
  rows: ['job-list'],
  run: async (bench) => section(await measure(bench)),
};

async function measure(bench: Bench): Promise<Record<Query, number[]>> {
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const product = await startProduct(urls);
  try {
    await fillJobs(database, await organization(urls), Math.round(JOBS * bench.scale));
    // As a database at work would be.
    await database.query('vacuum analyze');
    const times = {} as Record<Query, number[]>; // filled by the loop below, name by name
    for (const name of keysOf(QUERIES)) {
      times[name] = await reads(product, QUERIES[name]);
      bench.record(
        { row: 'job-list', query: name, times: times[name] },
        `job-list  ${name}  p95 ${p95(times[name]).toFixed(1)} ms`,
      );
    }
    return times;
  } finally {
    await product.stop();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/**
 * Jobs as the engine leaves them behind: of twenty, sixteen completed and one failed; one is pending, one paused, one
 * runs with a lease out that is partly reported. Half of all have failures to tell of.
 */
export async function fillJobs(
  database: OpenDatabase,
  organizationId: string,
  count: number,
  statuses: readonly string[] = USUAL,
): Promise<void> {
  await database.query(
    `with wanted as (
       select ($3::text[])[n % cardinality($3::text[]) + 1] as special from generate_series(1, $2) n),
     made as (
       insert into lotline.jobs (number, org_id, kind, name, driver, status, sealed, params, batch_size, lease_seconds,
         max_attempts, backoff_base_seconds, backoff_cap_seconds, rate_burst, failure_limit, priority, weight,
         total_items, completed_items, failed_items, created_by, started_at, paused_at, completed_at)
       select lotline.next_job_number(), $1, 'regrid_scraping', 'Regrid Scraping - ' || c.county_name, 'agent', s.status, true,
         jsonb_build_object('job_type', 'regrid_scraping', 'county_id', c.id, 'strategy', 'sequential'),
         50, 3600, 4, 5, 3600, 1, 10, 1000, 1, 845,
         case s.status when 'completed' then 840 when 'pending' then 0 when 'failed' then 0 else 380 end,
         case s.status when 'completed' then 5 when 'pending' then 0 when 'failed' then 845 else 5 end, 'bench',
         case when s.status <> 'pending' then clock_timestamp() end,
         case when s.status = 'paused' then clock_timestamp() end,
         case when s.status in ('completed', 'failed') then clock_timestamp() end
       from (select special as status, row_number() over () as n from wanted) s
       join (select *, row_number() over (order by fips_code) as place, count(*) over () as all_places
         from lotline.county_list) c on c.place = s.n % c.all_places + 1
       returning number, org_id, kind, driver, status, failed_items),
     queued as (
       insert into lotline.cursors (job_no, org_id, kind, driver, base_priority, priority)
       select number, org_id, kind, driver, 1000, 1000 from made),
     ill as (
       insert into lotline.job_health (job_no, failed_attempts, last_error)
       select number, 5, 'Regrid API rate limit exceeded' from made where number % 2 = 0)
     insert into lotline.batches (job_no, worker, driver, items, open, open_items, size, completed, generation, fresh,
       limited, leased_at, lease_until)
     select number, 'session bench', 'agent', '{[386,436)}', '{[396,436)}', 40, 50, 10, 1, true, false,
       clock_timestamp(), clock_timestamp() + interval '1 hour'
     from made where status = 'in_progress'`,
    [organizationId, count, statuses],
  );
}

async function reads(product: ProductServer, query: string): Promise<number[]> {
  const times: number[] = [];
  for (let count = -WARM_UP; count < READS; count += 1) {
    const start = performance.now();
    const answer = await fetch(`${product.url}/api/batch-jobs${query}`, {
      headers: { 'x-api-key': product.key },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`GET /api/batch-jobs: ${answer.status} ${text.slice(0, 500)}`);
    if (count >= 0) times.push(performance.now() - start);
  }
  return times;
}

function p95(times: readonly number[]): number {
  return quantile(
    times.toSorted((a, b) => a - b),
    0.95,
  );
}

function section(times: Record<Query, number[]>): Section {
  const rows = Object.entries(times).map(([name, found]) => {
    const sorted = found.toSorted((a, b) => a - b);
    return [name, ...[0.5, 0.95, 1].map((share) => figure(quantile(sorted, share), 1))];
  });
  const reached = p95(times['no filter']);
  return {
    title: 'Listing 10,000 county jobs',
    body: `\`GET /api/batch-jobs\` over HTTP, a page of 100 of ${figure(JOBS)} jobs with figures over all of them; ${READS} reads of each kind.\n\n${table(['ms', 'median', 'p95', 'slowest'], rows)}`,
    verdicts: [
      {
        target: `list of ${figure(JOBS)} jobs: at most ${TARGET_MS} ms at p95`,
        reached: `${figure(reached, 1)} ms`,
        met: reached <= TARGET_MS,
      },
    ],
  };
}
