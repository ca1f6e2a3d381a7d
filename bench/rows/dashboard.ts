import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { createPool } from '../../src/db/pool.ts';
import { offerSetup } from '../../src/identity/people/links.ts';
import { launchBrowser } from '../../test/browser/support/chromium.ts';
import { until } from '../../test/support/until.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import type { Urls } from '../lib/contestant.ts';
import { openDatabase, organization } from '../lib/database.ts';
import { type EventProxy, startEventProxy } from '../lib/event-proxy.ts';
import { startProduct } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';
import { fillJobs } from './job-list.ts';

const DATABASE = 'bench_dashboard';
const JOBS = 50;
const EVENTS_PER_SECOND = 200;
const WATCH_MS = 20_000;
/** What an hour of a list of fifty running jobs brings: each of them once a second. */
const HOUR_EVENTS = 50 * 3_600;
const THROTTLE = 4;
/** Slow 4G as Lighthouse has it: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const TARGETS = { scriptKib: 180, styleKib: 15, slowMs: 2_500, fastMs: 800, busy: 0.2, heapMb: 10 };

/** What the dashboard costs a browser: to load, to keep live, and to be left open. */
export const dashboardGroup: Group = {
  rows: ['dashboard'],
  run: async (bench) => section(await measure(bench)),
};

interface Measured {
  scriptKib: number;
  styleKib: number;
  slowMs: number;
  fastMs: number;
  /** Share of the main thread, at a quarter of its speed: by a list of jobs, and by one job's page. */
  busy: number;
  jobBusy: number;
  heapMb: number;
}

async function measure(bench: Bench): Promise<Measured> {
  await bench.templates.clone(DATABASE, lotline, 0);
  const urls = bench.server.urls(DATABASE);
  const database = openDatabase(urls);
  const product = await startProduct(urls, { LOTLINE_SECRET_KEY: randomBytes(32).toString('hex') });
  const proxy = await startEventProxy(product.url);
  const browser = await launchBrowser();
  try {
    await fillJobs(database, await organization(urls), JOBS, ['in_progress']);
    const state = await signUp(browser, `${proxy.url}/setup?token=${await setupToken(urls)}`);
    const open = async () => (await browser.newContext({ storageState: state })).newPage();
    const loaded = await load(await open(), proxy.url);
    const slowMs = await paint(await open(), proxy.url, true);
    const fastMs = await paint(await open(), proxy.url, false);
    const page = await open();
    await page.goto(`${proxy.url}/jobs`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const jobs = await database.query<{ id: string }>('select id from lotline.jobs order by number desc');
    const states = await statesOf(product, jobs);
    await until(() => proxy.streams > 0);
    const busy = await watchBusy(page, (at) => sayNext(proxy, 'jobs', states, at), bench.scale);
    await seen(page, states);
    const heapMb = await watchHeap(page, proxy, states, bench.scale);
    const [first] = states;
    if (first === undefined) throw new Error('there is no job to watch');
    await page.goto(`${proxy.url}/jobs/${first.id}/overview`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const jobBusy = await watchBusy(
      page,
      (at) => sayNext(proxy, `job:${first.id}`, [first], at),
      bench.scale,
    );
    const measured = { ...loaded, slowMs, fastMs, busy, jobBusy, heapMb };
    bench.record({ row: 'dashboard', ...measured }, `dashboard  ${JSON.stringify(measured)}`);
    return measured;
  } finally {
    await browser.close();
    await proxy.stop();
    await product.stop();
    await database.close();
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

async function setupToken(urls: Urls): Promise<string> {
  const owner = createPool(urls.owner, { name: 'bench sign-up', max: 1 });
  try {
    return (await offerSetup(owner, { by: 'bench', replace: true })) ?? '';
  } finally {
    await owner.end();
  }
}

async function signUp(browser: Browser, link: string) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.locator('input[name=email]').fill('ann@example.org');
  await page.locator('input[name=name]').fill('Ann');
  for (const name of ['password', 'again'])
    await page.locator(`input[name=${name}]`).fill('a sentence that only I would say');
  await page.getByRole('button').click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page.context().storageState();
}

/** Scripts and styles that the first page needs, as they travel, in KiB. */
async function load(page: Page, url: string): Promise<Pick<Measured, 'scriptKib' | 'styleKib'>> {
  let [script, style] = [0, 0];
  const sized: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    sized.push(
      request.sizes().then(({ responseBodySize }) => {
        if (request.resourceType() === 'script') script += responseBodySize;
        if (request.resourceType() === 'stylesheet') style += responseBodySize;
      }),
    );
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await delay(1_000);
  await Promise.all(sized);
  return { scriptKib: script / 1024, styleKib: style / 1024 };
}

/** The largest contentful paint of the first page, in ms. */
async function paint(page: Page, url: string, slow: boolean): Promise<number> {
  if (slow) {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  }
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await delay(2_000);
  // as text: it runs in the browser, whose types this program does not have
  return page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
}

/** Jobs as the API tells them, to be told again as events. */
async function statesOf(
  { url, key }: { url: string; key: string },
  jobs: readonly { id: string }[],
): Promise<{ id: string; counts: { completed: number; failed: number } }[]> {
  return Promise.all(
    jobs.slice(0, JOBS).map(async ({ id }) => {
      const answer = await fetch(`${url}/api/jobs/${id}`, { headers: { 'x-api-key': key } });
      // as the API's own schema has it
      return (await answer.json()) as { id: string; counts: { completed: number; failed: number } };
    }),
  );
}

type States = Awaited<ReturnType<typeof statesOf>>;

/** The next state of one of the jobs: as if an item more were done. */
function sayNext(proxy: EventProxy, topic: string, states: States, at: number): void {
  const state = states[at % states.length];
  if (state === undefined) return;
  state.counts.completed += 1;
  proxy.say(topic, state);
}

/** Waits until the page shows the last of these states: one that heard nothing would be idle indeed. */
async function seen(page: Page, states: States): Promise<void> {
  for (const { counts } of states) {
    // a list says how many are settled, a job's page how many succeeded
    const shown = [counts.completed, counts.completed + counts.failed].map((count) =>
      count.toLocaleString('en-US'),
    );
    await page
      .getByText(new RegExp(`\\b(${shown.join('|')})\\b`))
      .first()
      .waitFor({ state: 'attached', timeout: 10_000 });
  }
}

/** The share of the main thread that a page takes at two hundred events a second. */
async function watchBusy(page: Page, say: (at: number) => void, scale: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  const before = await taskSeconds(session);
  const startedAt = performance.now();
  const lastMs = WATCH_MS * Math.max(scale, 0.2);
  for (let said = 0; performance.now() - startedAt < lastMs; said += 1) {
    say(said);
    const ahead = (said * 1_000) / EVENTS_PER_SECOND - (performance.now() - startedAt);
    if (ahead > 0) await delay(ahead);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const busy = ((await taskSeconds(session)) - before) / seconds;
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return busy;
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** How much more memory the page holds after an hour's worth of events, in MB. */
async function watchHeap(page: Page, proxy: EventProxy, states: States, scale: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const before = await heapMb(session);
  const events = HOUR_EVENTS * scale;
  for (let said = 0; said < events; said += 1) {
    sayNext(proxy, 'jobs', states, said);
    if (said % 500 === 499) await delay(150);
  }
  await delay(1_000);
  return (await heapMb(session)) - before;
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 / 1024;
}

function section({ scriptKib, styleKib, slowMs, fastMs, busy, jobBusy, heapMb: grown }: Measured): Section {
  const { scriptKib: mostScript, styleKib: mostStyle, slowMs: mostSlow, fastMs: mostFast } = TARGETS;
  const verdicts = [
    verdict('scripts of the first page, as they travel', scriptKib, mostScript, 'KiB'),
    verdict('its styles', styleKib, mostStyle, 'KiB'),
    verdict('largest paint of the first page on slow 4G, CPU at a quarter', slowMs, mostSlow, 'ms'),
    verdict('the same as the machine is', fastMs, mostFast, 'ms'),
    verdict('main thread kept busy by a live list, CPU at a quarter', busy * 100, TARGETS.busy * 100, '%'),
    verdict('main thread kept busy by a live job, CPU at a quarter', jobBusy * 100, TARGETS.busy * 100, '%'),
    verdict("memory that an hour's worth of events leaves behind", grown, TARGETS.heapMb, 'MB'),
  ];
  return {
    title: 'The dashboard in a browser',
    body: `The packaged Chromium against \`lotline serve\`, signed in. Live: a list of ${JOBS} running jobs, and the page of one, that hear ${EVENTS_PER_SECOND} states a second for ${WATCH_MS / 1_000} s; memory: the same list before and after ${figure(HOUR_EVENTS)} states, which is each job once a second for an hour. Slow 4G is 150 ms and 1.6 Mbit/s.\n\n${table(
      ['what', 'measured', 'target'],
      verdicts.map(({ target, reached, most }) => [target, reached, most]),
    )}`,
    verdicts: verdicts.map(({ target, most, reached, met }) => ({
      target: `${target}: ${most}`,
      reached,
      met,
    })),
  };
}

const verdict = (target: string, value: number, most: number, unit: string) => ({
  target,
  most: `at most ${figure(most)} ${unit}`,
  reached: `${figure(value, unit === 'MB' || unit === '%' ? 1 : 0)} ${unit}`,
  met: value <= most,
});
