import assert from 'node:assert/strict';
import test from 'node:test';
import { disconnected, failing, huge, inNewOrganization, loading, readingOnly } from './pages/states.ts';
import { everyAddress, startAround } from './support/addresses.ts';
import { openBrowser } from './support/chromium.ts';
import { wrongWith } from './support/look.ts';
import { signUp, startProduct } from './support/product.ts';
import { openTab, violations, within } from './support/tab.ts';
import { routesOf, settled, visit } from './support/visit.ts';

/** Where nothing stands: they lead on, or stand before all others. */
const LEAD_ON = ['/login', '/settings', '/jobs/$jobId'];

const around = await startAround();
test.after(() => around.stop());
const [browser, product] = await Promise.all([openBrowser(), startProduct({ env: around.env })]);
const state = await signUp(browser, product);
const byRoute = await everyAddress(product, around);
const addresses = Object.values(byRoute);
const stage = { browser, product, state, addresses };

test('every page has a heading, no finding of axe in either theme, no error, and is no wider than its window', async () => {
  await within(await openTab(browser, product.url, { state }), async (page) => {
    await page.goto('/settings');
    const found: string[] = [];
    for (const address of addresses) {
      await visit(page, address);
      await settled(page);
      found.push(...(await wrongWith(page, { whole: true })));
    }
    assert.deepEqual(found, []);
    const routes = (await routesOf(page)).filter((route) => !LEAD_ON.includes(route));
    assert.deepEqual(Object.keys(byRoute).sort(), routes.sort());
  });
});

test('pages of an organization that has nothing yet say so, and what to do', () => inNewOrganization(stage));

test('pages that wait for their data show its place', () => loading(stage));

test('pages whose data cannot be had say what failed, panel by panel, and offer another try', () =>
  failing(stage));

test('a page that hears nothing any more says from when its data is', () => disconnected(stage));

test('who may only read is offered nothing else', () => readingOnly(stage));

test('a job of ten thousand items is read a hundred at a time, from any number on', () => huge(stage));

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
  // the key goes by what the page says, whatever stopped it
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await page.getByRole('button', { name: 'Paused', exact: true }).waitFor();
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Live', exact: true }).waitFor();
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
