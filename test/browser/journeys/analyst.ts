import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { csvText } from '../../../src/base/csv.ts';
import type { RegridSimulator } from '../../../src/simulators/regrid/regrid.ts';
import { until } from '../../support/until.ts';
import type { Product } from '../support/product.ts';

/** Fewer than all are out when the tenth failure stops the job. */
const EACH = 40;
const COUNTIES = ['Chatham, GA', 'Maricopa, AZ', 'Jefferson, KY'] as const;
const FIPS = ['13051', '04013', '21111'] as const;

/** Pending work of three counties becomes a job; it pauses itself, its failures are read and retried at a lower rate. */
export async function analystJourney(given: {
  page: Page;
  product: Product;
  regrid: RegridSimulator;
}): Promise<void> {
  const { page, product, regrid } = given;
  await importProperties(product, regrid);
  const limits = JSON.stringify({ per_minute: 6000, burst: 300 });
  await product.ask('/api/services/regrid/limits', { method: 'PUT', body: limits });
  // as a gateway in front of a service turns away who comes too fast; late, so that not all are out by the tenth
  const refusal = { kind: 'status', status: 403, body: 'Slow down', contentType: 'text/plain' } as const;
  regrid.fail({ ...refusal, times: null }, { kind: 'latency', delayMs: 400, times: null });

  await page.goto('/');
  const pending = page
    .getByRole('table', { name: 'Pending work' })
    .getByRole('row', { name: /Regrid Scraping/ });
  assert.match(await pending.innerText(), new RegExp(`\\b${EACH * COUNTIES.length}\\b`));
  await page.evaluate(() => Object.assign(window, { lotlineKept: true }));
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await page.getByRole('link', { name: 'New job' }).first().click();
  const counties = page.getByRole('combobox', { name: 'Counties' });
  for (const name of COUNTIES) {
    await counties.fill(name.split(',')[0] ?? '');
    await page.getByRole('option', { name: `${name} ${EACH} pending` }).click();
  }
  await page.getByRole('textbox', { name: 'Batch size' }).fill('10');
  await page.getByRole('button', { name: 'Create and start' }).click();

  await page.getByRole('link', { name: 'See the failures' }).click();
  const bar = page.getByRole('progressbar', { name: /^Progress of/ });
  const progress = async () => (await bar.getAttribute('aria-valuetext')) ?? '';
  await until(async () => !/running/.test(await progress()), 'the end of what was out');
  // the page before has the same causes, with less of each; it stays until the next one has come
  const causes = page.getByRole('table', { name: 'Causes of failures' });
  await causes.getByRole('columnheader', { name: 'Attempts' }).waitFor();
  const [, failed = ''] = /(\d+) failed/.exec(await progress()) ?? [];
  const retry = page.getByRole('button', { name: `Retry ${failed}`, exact: true });
  const row = causes.getByRole('row', { name: /regrid_forbidden/ }).filter({ has: retry });
  assert.match(await row.innerText(), /403: Slow down/);
  regrid.heal();
  await retry.click();
  const dialog = page.getByRole('dialog', { name: 'Retry: regrid_forbidden' });
  await dialog.getByText('How to retry').click();
  await dialog.getByRole('textbox', { name: 'At most per second' }).fill('30');
  await dialog.getByRole('button', { name: /^Retry \d+$/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Resume' }).click();

  await until(async () => (await bar.getAttribute('aria-valuenow')) === '100', 'the end of the job');
  await page.getByRole('button', { name: /^Actions for/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download items as CSV' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  assert.equal(file.trim().split('\n').length, 1 + EACH * COUNTIES.length);
  assert.equal(await page.evaluate(() => 'lotlineKept' in window), true, 'nothing was loaded anew');
}

async function importProperties(product: Product, { world }: RegridSimulator): Promise<void> {
  for (const [at, fips] of FIPS.entries()) {
    const parcels = world.parcels
      .filter((one) => one.fips === fips && one.stack === null && one.address !== '' && one.apn !== '')
      .slice(0, EACH);
    assert.equal(parcels.length, EACH);
    const rows = parcels.map(({ apn, address, city, zip }) => [apn, address, city, zip]);
    const county = encodeURIComponent(COUNTIES[at] ?? '');
    await product.ask(`/api/properties/import?county=${county}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: csvText([['Parcel ID', 'Property Address', 'City', 'Zip'], ...rows]),
    });
  }
}
