import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser } from './support/chromium.ts';
import { signUp, startProduct } from './support/product.ts';
import { openTab, overflow, violations } from './support/tab.ts';

const [browser, product] = await Promise.all([openBrowser(), startProduct()]);
const state = await signUp(browser, product);
const addresses = await everyAddress();

/** Of each page one address, of things that the samples made where it is about one. */
async function everyAddress(): Promise<string[]> {
  const { jobs } = (await product.ask('/api/jobs')) as { jobs: { id: string; kind: string }[] };
  const lookup = jobs.find(({ kind }) => kind === 'incentive_lookup')?.id;
  const { reports } = (await product.ask('/incentive-reports')) as { reports: { id: string }[] };
  const { properties } = (await product.ask('/api/properties?limit=1')) as {
    properties: { id: string; county_id: string }[];
  };
  const tabs = ['overview', 'items', 'failures', 'batches', 'log', 'settings'];
  return [
    ...['/', '/jobs', '/jobs/new', '/lookups', '/lookups/new', '/reports', '/search', '/leads', '/counties'],
    ...['/properties', '/documents', '/ops', '/ops/stuck', '/ops/actions', '/ops/services', '/inbox'],
    ...['profile', 'notifications', 'api-keys', 'webhooks', 'organization', 'members', 'audit', 'work'].map(
      (name) => `/settings/${name}`,
    ),
    ...tabs.map((tab) => `/jobs/${lookup}/${tab}`),
    `/lookups/${lookup}`,
    `/reports/${reports[0]?.id}`,
    `/counties/${properties[0]?.county_id}`,
    `/properties/${properties[0]?.id}`,
    '/ops/queues/incentive_lookup',
  ];
}

test('every page has a heading, no finding of axe in either theme, no error, and is no wider than its window', async () => {
  const [light, dark] = await Promise.all([
    openTab(browser, product.url, { state }),
    openTab(browser, product.url, { state, theme: 'dark' }),
  ]);
  const found: string[] = [];
  for (const address of addresses) {
    await Promise.all([light, dark].map(({ page }) => open(page, address)));
    found.push(...(await violations(light.page)).map((line) => `${address} light ${line}`));
    // what a theme changes is colours
    const colours = await violations(dark.page, ['color-contrast']);
    found.push(...colours.map((line) => `${address} dark ${line}`));
    found.push(...(await tooWide(light.page)).map((line) => `${address} ${line}`));
    for (const { problems } of [light, dark])
      found.push(...problems.splice(0).map((line) => `${address} ${line}`));
  }
  assert.deepEqual(found, []);
});

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** In which narrower windows the page is wider than the window. */
async function tooWide(page: Page): Promise<string[]> {
  const wide: string[] = [];
  for (const width of [1024, 390, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const more = await overflow(page);
    if (more > 0) wide.push(`${more} px wider than ${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return wide;
}

test('whoever is not signed in signs in first, and comes back to the page', async () => {
  const { page, problems } = await openTab(browser, product.url);
  await page.goto('/jobs?status=failed');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByLabel('Password').fill('a sentence that only I would say');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Jobs' }).waitFor();
  assert.equal(new URL(page.url()).search, '?status=failed');
  assert.deepEqual(problems, []);
});

test('a session that ends while a page is open leads to the sign-in, and back', async () => {
  const { page } = await openTab(browser, product.url, { state });
  await page.goto('/jobs');
  await page.getByRole('heading', { name: 'Jobs' }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Reports' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('next'), '/reports');
});

test('an address that nobody has answers 404 with a page that leads back', async () => {
  const { page } = await openTab(browser, product.url, { state });
  const answer = await page.goto('/nothing-here');
  assert.equal(answer?.status(), 404);
  await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
  assert.deepEqual(await violations(page), []);
  const asked = await fetch(new URL('/nothing-here', product.url));
  assert.equal(asked.headers.get('content-type'), 'application/json; charset=utf-8');
});
