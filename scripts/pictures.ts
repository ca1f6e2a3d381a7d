// Makes the pictures of the README and the guides: `npm run pictures` starts Lotline on an empty folder, gives it something
// to do, and photographs its pages into docs/pictures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { csvText } from '../src/base/csv.ts';
import { portOf } from '../src/base/port-of.ts';
import { madeUpWorld } from '../src/simulators/world/made-up.ts';
import { launchBrowser } from '../test/browser/support/chromium.ts';

const ROOT = path.join(import.meta.dirname, '..');
const TARGET = path.join(ROOT, 'docs', 'pictures');
const PATIENCE_MS = 60_000;
/** Items of the jobs that are seen at work, in a batch, and how long the service takes for one. */
const ITEMS = 1_845;
const BATCH = 10;
const BATCH_MS = 1_800;

const jobSchema = z.object({
  counts: z.object({ completed: z.int(), failed: z.int() }),
  pace: z.object({ eta: z.object({ state: z.string() }) }).nullable(),
});

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-pictures-'));
mkdirSync(TARGET, { recursive: true });
const service = await startService();
const product = spawn(process.execPath, [path.join(ROOT, 'src', 'main.ts'), 'start'], {
  env: {
    PATH: process.env.PATH,
    LOTLINE_DATA: path.join(folder, 'data'),
    PORT: '0',
    LOTLINE_LOG_LEVEL: 'warn',
    LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.1',
  },
  stdio: ['ignore', 'ignore', 'pipe'],
});
const browser = await launchBrowser();
try {
  const { url, key, setupLink } = await greeting();
  const ask = asker(url, key);
  await properties(ask);
  const job = await work(ask);
  await take(browser, { url, setupLink, job, ask });
} finally {
  await browser.close();
  if (product.exitCode === null) {
    product.kill('SIGTERM');
    await once(product, 'close');
  }
  service.stop();
  rmSync(folder, { recursive: true, force: true });
}

type Ask = (address: string, init?: RequestInit) => Promise<unknown>;

function asker(url: string, key: string): Ask {
  return async (address, init = {}) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(new URL(address, url), { ...init, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** What the product says at its start: where it is, its first key and the link of the first person. */
function greeting(): Promise<{ url: string; key: string; setupLink: string }> {
  return new Promise((resolve, reject) => {
    let said = '';
    // read to its end: a process whose error output nobody takes ends with its next word
    product.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, key] = /API key\s+(lot_live_\w+)/.exec(said) ?? [];
      const [setupLink] = /http\S+setup\?token=\S+/.exec(said) ?? [];
      const [, url] = /Serving on (http\S+)\./.exec(said) ?? [];
      if (url !== undefined && key !== undefined && setupLink !== undefined) resolve({ url, key, setupLink });
    });
    product.once('close', () => reject(new Error(`Lotline ended:\n${said}`)));
  });
}

/** Properties in many counties: what waits is what the map shows. */
async function properties(ask: Ask): Promise<void> {
  const lines = madeUpWorld(1)
    .parcels.filter(({ apn, address }) => apn !== '' && address !== '')
    .map(({ apn, address, city, zip, county, state }) =>
      JSON.stringify({
        parcel_id: apn,
        property_address: address,
        city,
        postal_code: zip,
        county: `${county}, ${state}`,
      }),
    );
  await ask('/api/properties/import', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: `${lines.join('\n')}\n`,
  });
}

/** A service that takes its time, and with which something is wrong now and then. */
async function startService() {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { items } = z.object({ items: z.array(z.object({ item: z.int() })) }).parse(JSON.parse(text));
    const results = items.map(({ item }) => {
      if (item % 17 === 3)
        return { item, outcome: 'failed', code: 'rate_limited', message: 'Too many requests', retry: true };
      if (item % 61 === 5)
        return { item, outcome: 'failed', code: 'no_such_parcel', message: 'The county does not list it' };
      return { item, outcome: 'completed', result: { degrees: item % 30 } };
    });
    setTimeout(
      () => response.setHeader('content-type', 'application/json').end(JSON.stringify({ results })),
      BATCH_MS,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // the address of a server that listens on a port
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Three jobs: one is at work and has failures, one runs, one is paused. Answers the first. */
async function work(ask: Ask): Promise<string> {
  await ask('/api/http-secret', { method: 'POST' });
  const ids: string[] = [];
  for (const name of ['Soil maps of Centre', 'Flood maps of Chatham', 'Slopes of Blair']) {
    const items = Array.from({ length: ITEMS }, (_, at) => ({ reference_id: `lot-${at + 1}`, input: at }));
    const limits = { batch_size: BATCH, max_at_once: 2, max_attempts: 1 };
    const body = JSON.stringify({ kind: 'http', name, params: { url: service.url }, items, ...limits });
    const made = z.object({ job_id: z.string() }).parse(await ask('/api/jobs', { method: 'POST', body }));
    await ask(`/api/jobs/${made.job_id}/settings`, {
      method: 'PATCH',
      body: JSON.stringify({ failureLimit: 0 }),
    });
    ids.push(made.job_id);
  }
  const [paused = '', , busy = ''] = ids;
  await until(ask, paused, ({ counts }) => counts.completed + counts.failed >= ITEMS / 20);
  await ask(`/api/jobs/${paused}/pause`, {
    method: 'POST',
    body: JSON.stringify({ reason: 'Asked the county first' }),
  });
  return busy;
}

type Job = z.infer<typeof jobSchema>;

async function until(ask: Ask, job: string, holds: (job: Job) => boolean): Promise<void> {
  while (!holds(jobSchema.parse(await ask(`/api/jobs/${job}`)))) {
    await new Promise((done) => setTimeout(done, 250));
  }
}

interface Scene {
  readonly url: string;
  readonly setupLink: string;
  readonly job: string;
  readonly ask: Ask;
}

async function take(browser: Browser, { url, setupLink, job, ask }: Scene): Promise<void> {
  const look = {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  } as const;
  const light = await browser.newContext({ ...look, colorScheme: 'light' });
  light.setDefaultTimeout(PATIENCE_MS);
  const page = await light.newPage();
  await signUp(page, setupLink);
  await shoot(page, '/counties', 'counties');
  const { reports } = z
    .object({ reports: z.array(z.object({ id: z.string() })) })
    .parse(await ask('/incentive-reports'));
  await shoot(page, `/reports/${reports[0]?.id}`, 'report');
  // when it will be finished is known after a minute
  await until(ask, job, ({ pace }) => pace?.eta.state !== 'measuring');
  await shoot(page, '/jobs', 'jobs');
  await shoot(page, `/jobs/${job}/failures`, 'job');
  await shoot(page, '/', 'home');
  const dark = await browser.newContext({
    ...look,
    colorScheme: 'dark',
    storageState: await light.storageState(),
  });
  dark.setDefaultTimeout(PATIENCE_MS);
  await shoot(await dark.newPage(), `/jobs/${job}/overview`, 'job-dark');
  // leaves a draft behind, which the other pages would show
  await checkStep(page);
}

async function signUp(page: Page, setupLink: string): Promise<void> {
  await page.goto(setupLink);
  const password = 'a sentence that only I would say';
  await page.locator('input[name=email]').fill('ann@example.org');
  await page.locator('input[name=name]').fill('Ann Marsh');
  await page.locator('input[name=password]').fill(password);
  await page.locator('input[name=again]').fill(password);
  await page.getByRole('button').click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** The third step of an import, with rows at fault. */
async function checkStep(page: Page): Promise<void> {
  const all: unknown = createRequire(import.meta.url)('rrad/addresses-us-all.json');
  const address = z.object({
    address1: z.string(),
    city: z.string().default(''),
    state: z.string(),
    postalCode: z.string(),
  });
  const { addresses } = z.object({ addresses: z.array(address) }).parse(all);
  const rows = addresses
    .slice(0, 1_200)
    .map(({ address1, city, state, postalCode }, at) => [
      `deal-${at + 1}`,
      address1,
      city,
      at % 90 === 7 ? 'Calif.' : state,
      at % 150 === 20 ? postalCode.slice(0, 4) : postalCode,
    ]);
  const text = csvText([['Deal ID', 'Street', 'City', 'State', 'ZIP'], ...rows], false);
  await page.goto('/lookups/new');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await asked).setFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Continue to columns' }).click();
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await page.getByRole('button', { name: /^Continue without/ }).waitFor();
  await save(page, 'import');
}

/** One page as it is once everything on it is there. */
async function shoot(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('load');
  // charts and maps come in pieces of their own
  await page.waitForTimeout(1_500);
  await save(page, name);
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(TARGET, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}
