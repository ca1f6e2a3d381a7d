import assert from 'node:assert/strict';
import type { Browser, Page, Route } from 'playwright-core';
import { z } from 'zod';
import { wrongWith } from '../support/look.ts';
import { EMAIL, PASSWORD, type Product, type SignedIn } from '../support/product.ts';
import { openTab, type Tab, within } from '../support/tab.ts';
import { settled, visit } from '../support/visit.ts';

/** What the states of pages are looked at in. */
export interface Stage {
  readonly browser: Browser;
  readonly product: Product;
  /** An admin. */
  readonly state: SignedIn;
  /** Of each route one address. */
  readonly addresses: readonly string[];
}

/** Pages that show nothing of the server's, or a part of it that is there before them. */
const OWN = /^\/(search|lookups\/new|settings\/(profile|organization))$/;

/** What pages are filled with. Who is signed in is known, and what is not asked for stays as it is. */
const isData = ({ pathname }: URL) =>
  /^\/(api|batch-lookups|incentive-reports|webhooks|webhook-config)\b/.test(pathname) &&
  !/^\/api\/(me|auth|csrf-token|events)\b/.test(pathname);

/** Each page once, looked at when it is as it should be. */
async function eachPage(
  page: Page,
  addresses: readonly string[],
  ready: (page: Page, address: string) => Promise<void>,
): Promise<void> {
  const found: string[] = [];
  for (const address of addresses) {
    await visit(page, address);
    await ready(page, address);
    found.push(...(await wrongWith(page)));
  }
  assert.deepEqual(found, []);
}

/** The same where the browser tells of each refusal by itself. */
async function refused(tab: Tab, work: (page: Page) => Promise<void>): Promise<void> {
  const others = { page: tab.page, problems: [] as string[] };
  await within(others, work);
  assert.deepEqual(
    tab.problems.filter((line) => !/status of 40[034]/.test(line)),
    [],
  );
}

const VIEWER = 'vera@example.org';

/** Somebody who has just made an organization, works in it, and lets somebody else look at it. */
export async function inNewOrganization({ browser, product, addresses }: Stage): Promise<void> {
  await refused(await openTab(browser, product.url), async (page) => {
    await page.goto('/login');
    await page.getByLabel('E-mail address').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await page.evaluate(async (email) => {
      const { token } = await (await fetch('/api/csrf-token')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
      const send = async (method: string, path: string, body: object) => {
        const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${path}: ${text}`);
        return text === '' ? undefined : JSON.parse(text);
      };
      const { id } = await send('POST', '/api/organizations', { name: 'New Homes', slug: 'new-homes' });
      await send('PUT', '/api/me/organization', { organization_id: id });
      await send('POST', '/api/invitations', { email, role: 'viewer' });
    }, VIEWER);
    await page.goto('/inbox');
    await eachPage(page, addresses, settled);
    await visit(page, '/jobs');
    await page.getByText('No jobs yet').waitFor();
    await visit(page, '/jobs?q=nothing');
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
  });
}

export async function loading({ browser, product, state, addresses }: Stage): Promise<void> {
  await within(await openTab(browser, product.url, { state }), async (page) => {
    const held: Route[] = [];
    await page.route(isData, (route) => void held.push(route));
    await page.goto('/settings/profile');
    await eachPage(page, addresses, async (now, address) => {
      if (!OWN.test(address)) await now.locator('[aria-busy=true]').first().waitFor();
    });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

export async function failing({ browser, product, state, addresses }: Stage): Promise<void> {
  await refused(await openTab(browser, product.url, { state }), async (page) => {
    const answer = { status: 400, json: { error: 'It broke', code: 'broken', request_id: 'req-1' } };
    await page.route(isData, (route) => route.fulfill(answer));
    await page.goto('/settings/profile');
    await eachPage(page, addresses, async (now, address) => {
      if (!OWN.test(address)) await now.getByRole('button', { name: 'Try again' }).first().waitFor();
    });
  });
}

export async function disconnected({ browser, product, state, addresses }: Stage): Promise<void> {
  await within(await openTab(browser, product.url, { state }), async (page) => {
    await page.clock.install();
    await page.route(/\/api\/events/, () => undefined);
    await page.goto('/settings/profile');
    await settled(page);
    await page.clock.fastForward(45_000);
    const since = page.getByRole('button', { name: /Data from/ });
    await since.waitFor();
    assert.deepEqual(await wrongWith(page, { whole: true }), []);
    // what it changes stands around every page
    for (const address of addresses) {
      await visit(page, address);
      await since.waitFor();
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

/** Somebody who was invited to look at what others do. */
export async function readingOnly({ browser, product, addresses }: Stage): Promise<void> {
  const [, link = ''] = await product.process.says(/"link":"([^"]+)"[^\n]*vera@/);
  await refused(await openTab(browser, product.url), async (page) => {
    await page.goto(link);
    await page.getByRole('textbox', { name: /name/i }).fill('Vera Holt');
    for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
    await page.getByRole('button').click();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await eachPage(page, addresses, settled);
    await visit(page, '/jobs');
    await settled(page);
    assert.equal(await page.getByRole('link', { name: 'New job' }).count(), 0);
  });
}

const ITEMS = 10_000;

/** A job of which nobody reads every item. */
export async function huge({ browser, product, state }: Stage): Promise<void> {
  const items = Array.from({ length: ITEMS }, (_, at) => ({ reference_id: `lot-${at + 1}`, input: at }));
  const params = { url: 'https://slopes.example.org/' };
  const queue = JSON.stringify({ paused: true, reason: 'They are only to be looked at' });
  await product.ask('/api/queues/http', { method: 'PATCH', body: queue });
  const made = await product.ask('/api/jobs', {
    method: 'POST',
    body: JSON.stringify({ kind: 'http', params, items }),
  });
  const { job_id: job } = z.object({ job_id: z.string() }).parse(made);
  await within(await openTab(browser, product.url, { state }), async (page) => {
    await page.goto(`/jobs/${job}/items`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    assert.equal(await page.getByRole('row').count(), 101);
    await page.getByRole('textbox', { name: 'Go to number' }).fill('9950');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /lot-10000\b/ }).waitFor();
    assert.deepEqual(await wrongWith(page), []);
    await eachPage(page, [`/jobs/${job}/overview`, `/jobs/${job}/log`], settled);
  });
}
