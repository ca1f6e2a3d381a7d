import assert from 'node:assert/strict';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { lotline, lotlineProcess } from '../../support/lotline-process.ts';
import { until } from '../../support/until.ts';
import type { HeldService } from '../support/held-service.ts';
import type { Product } from '../support/product.ts';

const TOTAL = 2_200;
/** Items from here on get no answer, nor do those that are in one batch with them. */
const HELD_FROM = 2_101;
/** A worker is taken for dead after 30 seconds without a sign. */
const SILENT_SECONDS = 31;
const ALERT_SECONDS = 60;
/** Percent: by the time that somebody has said yes twice it is about half. */
const HALF = 35;

/** A worker dies with work in its hands; what it held is released, and what failed is put back to work by and by. */
export async function operatorJourney(given: {
  readonly page: Page;
  readonly product: Product;
  readonly service: HeldService;
}): Promise<void> {
  const { page, product, service } = given;
  const job = await begin(product, service);
  const doomed = lotlineProcess(['worker'], product.env);
  await doomed.says(/The worker is running/);
  const failed = await until(async () => {
    const counts = await countsOf(product, job);
    return counts.failed + service.held() === TOTAL && counts.failed;
  }, 'what is held');
  doomed.child.kill('SIGKILL');
  await doomed.ended();
  const database = await ownerOf(product);
  // nobody waits half a minute: the database's clock is moved on
  await database.query('insert into lotline.clock_shift (amount) values ($1)', [`${SILENT_SECONDS} seconds`]);

  await page.goto('/');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  const lost = attention.getByRole('link', { name: /^Worker .* was lost$/ });
  await lost.waitFor({ timeout: (ALERT_SECONDS - SILENT_SECONDS) * 1000 });
  await page.getByRole('link', { name: 'Operations' }).click();
  await page.getByRole('link', { name: /^Stuck/ }).click();
  const stuck = page.getByRole('listitem').filter({ hasText: 'Lost worker' });
  assert.match(await stuck.innerText(), /Last heartbeat\s+3\d s ago[\s\S]*Batches held\s+\d/);
  await stuck.getByRole('button', { name: 'Release' }).click();
  const release = page.getByRole('dialog', { name: /^Release/ });
  await release.getByRole('listitem').filter({ hasText: 'to be taken again' }).waitFor();
  await release.getByRole('textbox', { name: /^Reason/ }).fill('its machine burned');
  await release.getByRole('button', { name: 'Release' }).click();
  await stuck.waitFor({ state: 'detached' });
  service.behave(() => 'work');
  const fresh = lotlineProcess(['worker'], product.env);
  const released = TOTAL - failed;
  await until(
    async () => (await countsOf(product, job)).completed === released,
    'the end of what was released',
  );

  assert.ok(failed >= 2_000, `${failed}`);
  await redrive(page, failed);
  await until(async () => (await countsOf(product, job)).processing === 0, 'the end of what was taken up');
  const counts = await countsOf(product, job);
  assert.equal(counts.completed + counts.failed, TOTAL);
  assert.ok(counts.failed > 0 && counts.completed > released + 10, JSON.stringify(counts));
  assert.deepEqual((await database.query('select * from lotline.engine_check($1)', [job])).rows, []);
  await database.end();
  fresh.child.kill('SIGTERM');
  assert.equal(await fresh.ended(), 0);
}

/** From the cause of the failures to a retry of all: ten first, then the others, until somebody stops it. */
async function redrive(page: Page, failed: number): Promise<void> {
  const words = (count: number) => count.toLocaleString('en-US');
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('link', { name: 'registry_closed' }).click();
  await page.getByRole('button', { name: `Retry ${words(failed)}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Retry: registry_closed' });
  await dialog.getByText('How to retry').click();
  await dialog.getByRole('checkbox', { name: 'Try the first 10, then wait for me' }).check();
  await dialog.getByRole('textbox', { name: 'Items per minute' }).fill('12000');
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('the registry is open again');
  await dialog.getByRole('button', { name: `Retry ${words(failed)}` }).click();
  await page.getByRole('button', { name: 'See how it goes' }).click();
  await page.getByRole('button', { name: `Go on with the other ${words(failed - 10)}` }).click();
  const bar = page.getByRole('progressbar');
  await until(async () => Number(await bar.getAttribute('aria-valuenow')) >= HALF, 'nearly half of it');
  await page.getByRole('button', { name: 'Abort' }).click();
  await page
    .getByRole('dialog', { name: 'Abort this action?' })
    .getByRole('button', { name: 'Abort' })
    .click();
  await page.getByRole('status').filter({ hasText: 'Aborted' }).waitFor();
  const percent = Number(await bar.getAttribute('aria-valuenow'));
  assert.ok(percent >= HALF && percent < 100, `${percent} %`);
}

/** A job of which most items have failed, and the last are in the hands of the only worker. */
async function begin(product: Product, service: HeldService): Promise<string> {
  await product.ask('/api/http-secret', { method: 'POST' });
  const { workers } = z
    .object({ workers: z.array(z.object({ id: z.string(), state: z.string() })) })
    .parse(await product.ask('/api/workers'));
  for (const { id, state } of workers) {
    if (state === 'live')
      await product.ask(`/api/workers/${encodeURIComponent(id)}/stop`, { method: 'POST' });
  }
  service.behave((item) => (item < HELD_FROM ? 'fail' : 'hold'));
  const items = Array.from({ length: TOTAL }, (_, at) => ({ input: at }));
  const body = { kind: 'http', name: 'Slopes of June', params: { url: service.url }, items, max_attempts: 1 };
  const made = await product.ask('/api/jobs', { method: 'POST', body: JSON.stringify(body) });
  const { job_id: job } = z.object({ job_id: z.string() }).parse(made);
  // else it stops at the tenth
  const never = JSON.stringify({ failureLimit: 0 });
  await product.ask(`/api/jobs/${job}/settings`, { method: 'PATCH', body: never });
  return job;
}

const countsSchema = z.object({
  counts: z.object({ completed: z.int(), failed: z.int(), processing: z.int() }),
});
const countsOf = async (product: Product, job: string) =>
  countsSchema.parse(await product.ask(`/api/jobs/${job}`)).counts;

async function ownerOf({ env }: Product): Promise<pg.Client> {
  const { stdout } = await lotline(['db', 'url', '--owner'], env);
  const client = new pg.Client({ connectionString: stdout.trim() });
  await client.connect();
  return client;
}
