import { asOrganization, createPool } from '../../src/db/pool.ts';
import { appendItems, createJob, submitJob } from '../../src/engine/jobs.ts';
import type { NewItem } from '../../src/engine/vocabulary.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { organization } from '../lib/database.ts';
import { makePayloads } from '../lib/items.ts';
import { toLookup } from '../lib/lookups.ts';
import { type ProductServer, startProduct } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { spread } from '../lib/statistics.ts';

const ITEMS = 10_000;
const DATABASE = 'bench_post';
const TARGET = 2.5;
/** Pairs per repetition: one takes only a quarter of a second. */
const PAIRS = 4;
const WARM_UP = 3;

/** How long `POST /batch-lookups` takes, beside the time that the engine takes to store the same items. */
export const postGroup: Group = {
  rows: ['post'],
  run: async (bench) => section(await measure(bench)),
};

interface Pair {
  postMs: number;
  engineMs: number;
}

async function measure(bench: Bench): Promise<Pair[]> {
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const product = await startProduct(urls);
  const pool = createPool(urls.api, { name: 'bench post', max: 1 });
  try {
    const organizationId = await organization(urls);
    const items = makePayloads(Math.round(ITEMS * bench.scale)).map(toLookup);
    const body = JSON.stringify({ items });
    const rows = items.map(({ reference_id: reference, ...input }) => ({ reference, input }));
    const engine = (): Promise<void> =>
      asOrganization(pool, organizationId, (db) => store(db, organizationId, rows));
    const pairs: Pair[] = [];
    for (let count = -WARM_UP; count < PAIRS * bench.repetitions; count += 1) {
      const pair = { postMs: await timed(() => post(product, body)), engineMs: await timed(engine) };
      if (count < 0) continue;
      pairs.push(pair);
      bench.record(
        { row: 'post', ...pair },
        `post  ${pair.postMs.toFixed(0)} ms, engine ${pair.engineMs.toFixed(0)} ms`,
      );
    }
    return pairs;
  } finally {
    await pool.end();
    await product.stop();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function post(product: ProductServer, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': product.key };
  const answer = await fetch(`${product.url}/batch-lookups`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`POST /batch-lookups: ${answer.status} ${text.slice(0, 500)}`);
}

async function store(
  db: Parameters<typeof createJob>[0],
  organizationId: string,
  rows: readonly NewItem[],
): Promise<void> {
  const job = await createJob(db, {
    organizationId,
    kind: 'incentive_lookup',
    name: 'Bench',
    actor: 'bench',
    sealed: false,
  });
  await appendItems(db, { organizationId, jobId: job.id, chunk: null, rows });
  await submitJob(db, { organizationId, jobId: job.id, actor: 'bench' });
}

function section(pairs: readonly Pair[]): Section {
  const ratio = spread(pairs.map(({ postMs, engineMs }) => postMs / engineMs));
  const row = (name: string, values: readonly number[], decimals: number): string[] => {
    const { median, minimum, maximum } = spread(values);
    return [name, ...[median, minimum, maximum].map((value) => figure(value, decimals))];
  };
  const ratios = pairs.map(({ postMs, engineMs }) => postMs / engineMs);
  return {
    title: 'Posting 10,000 items over HTTP',
    body: `One request on a warm server, from the first byte sent to the last received; beside it the engine alone: create, append and submit the same items in one transaction. ${pairs.length} pairs.\n\n${table(
      ['', 'median', 'min', 'max'],
      [
        row(
          'POST /batch-lookups, ms',
          pairs.map((pair) => pair.postMs),
          0,
        ),
        row(
          'engine, ms',
          pairs.map((pair) => pair.engineMs),
          0,
        ),
        row('ratio', ratios, 2),
      ],
    )}`,
    verdicts: [
      {
        target: `POST of 10,000 items: at most ${TARGET} × the engine's time to store them`,
        reached: `${figure(ratio.median, 2)} (${figure(ratio.minimum, 2)}–${figure(ratio.maximum, 2)})`,
        met: ratio.median <= TARGET,
      },
    ],
  };
}
