import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page, Route } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from './support/chromium.ts';
import { wrongWith } from './support/look.ts';
import { PASSWORD, signUp, startProduct } from './support/product.ts';
import { openTab, within } from './support/tab.ts';

const [browser, product] = await Promise.all([openBrowser(), startProduct({ samples: false })]);
const state = await signUp(browser, product);
/** One page of each manner: panels, lists, a wizard, a map, forms. */
const PAGES = ['/', '/jobs', '/lookups', '/reports', '/counties', '/leads', '/ops', '/settings/members'];
const ITEMS = 10_000;

/** What pages are filled with. Who is signed in is known, and what is not asked for stays as it is. */
const isData = ({ pathname }: URL) =>
  /^\/(api|batch-lookups|incentive-reports|webhooks)\b/.test(pathname) &&
  !/^\/api\/(me|auth|csrf-token|events)\b/.test(pathname);

/** Each page once, looked at when it is as it should be. */
async function eachPage(page: Page, ready: (page: Page) => Promise<void>): Promise<void> {
  const found: string[] = [];
  for (const address of PAGES) {
    await page.goto(address);
    await page.getByRole('main').waitFor();
    await ready(page);
    found.push(...(await wrongWith(page)));
  }
  assert.deepEqual(found, []);
}

const loaded = async (page: Page) => {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
};

test('pages of an organization that has nothing yet say so, and what to do', async () => {
  await within(await openTab(browser, product.url, { state }), async (page) => {
    await eachPage(page, loaded);
    await page.goto('/jobs');
    await page.getByText('No jobs yet').waitFor();
    await page.goto('/jobs?q=nothing');
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
  });
});

test('pages that wait for their data show its place', async () => {
  await within(await openTab(browser, product.url, { state }), async (page) => {
    const held: Route[] = [];
    await page.route(isData, (route) => void held.push(route));
    await eachPage(page, (now) => now.locator('[aria-busy=true]').first().waitFor());
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('pages whose data cannot be had say what failed, panel by panel, and offer another try', async () => {
  const tab = await openTab(browser, product.url, { state });
  const answer = { status: 400, json: { error: 'It broke', code: 'broken', request_id: 'req-1' } };
  await tab.page.route(isData, (route) => route.fulfill(answer));
  await eachPage(tab.page, (page) => page.getByRole('button', { name: 'Try again' }).first().waitFor());
  // the browser tells of each refusal by itself
  assert.deepEqual(
    tab.problems.filter((line) => !/status of 400/.test(line)),
    [],
  );
});

test('a page that hears nothing any more says from when its data is', async () => {
  await within(await openTab(browser, product.url, { state }), async (page) => {
    await page.clock.install();
    await page.route(/\/api\/events/, () => undefined);
    await page.goto('/jobs');
    await loaded(page);
    await page.clock.fastForward(45_000);
    await page.getByRole('button', { name: /Data from/ }).waitFor();
    assert.deepEqual(await wrongWith(page), []);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('who may only read is offered nothing else', async () => {
  const body = JSON.stringify({ email: 'vera@example.org', role: 'viewer' });
  await product.ask('/api/invitations', { method: 'POST', body });
  const [, link = ''] = await product.process.says(/"link":"([^"]+)"[^\n]*vera@/);
  await within(await openTab(browser, product.url), async (page) => {
    await page.goto(link);
    await page.getByRole('textbox', { name: /name/i }).fill('Vera Holt');
    for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
    await page.getByRole('button').click();
    await eachPage(page, loaded);
    await page.goto('/jobs');
    await loaded(page);
    assert.equal(await page.getByRole('link', { name: 'New job' }).count(), 0);
  });
});

test('a job of ten thousand items is read a hundred at a time, from any number on', async () => {
  const items = Array.from({ length: ITEMS }, (_, at) => ({ reference_id: `lot-${at + 1}`, input: at }));
  const params = { url: 'https://slopes.example.org/' };
  await product.ask('/api/http-secret', { method: 'POST' });
  const queue = JSON.stringify({ paused: true, reason: 'They are only to be looked at' });
  await product.ask('/api/queues/http', { method: 'PATCH', body: queue });
  const made = await product.ask('/api/jobs', {
    method: 'POST',
    body: JSON.stringify({ kind: 'http', params, items }),
  });
  const { job_id: job } = z.object({ job_id: z.string() }).parse(made);
  await within(await openTab(browser, product.url, { state }), async (page) => {
    await page.goto(`/jobs/${job}/items`);
    await loaded(page);
    assert.equal(await page.getByRole('row').count(), 101);
    await page.getByRole('textbox', { name: 'Go to number' }).fill('9950');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /lot-10000\b/ }).waitFor();
    assert.deepEqual(await wrongWith(page), []);
    for (const tab of ['overview', 'log']) {
      await page.goto(`/jobs/${job}/${tab}`);
      await loaded(page);
      assert.deepEqual(await wrongWith(page), []);
    }
  });
});
