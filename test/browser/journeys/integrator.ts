import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { csvText } from '../../../src/base/csv.ts';
import { until } from '../../support/until.ts';
import { press, tabTo } from '../support/keys.ts';

const ROWS = 10_000;
const BAD_STATES = 14;
const BAD_ZIPS = 8;
const BAD = BAD_STATES + BAD_ZIPS;
/** Every so many rows one is bad. */
const APART = 400;
/** How long ten thousand lookups may take on a busy machine. */
const LOOKED_UP_MS = 90_000;

/**
 * A file of ten thousand rows, 22 of them bad, is mapped and looked up; the bad ones are mended and given back, and the
 * results stand beside the rows of the first file. No mouse.
 */
export async function integratorJourney(page: Page): Promise<void> {
  const good = goodRows();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.getByRole('heading', { name: 'Lookups', level: 1 }).waitFor();
  await page.keyboard.press('n');
  await give(
    page,
    page.getByRole('button', { name: 'Choose a file' }),
    csvText([HEADER, ...spoiled(good)], false),
  );
  await press(page, page.getByRole('button', { name: 'Continue to columns' }));

  const reference = page.getByRole('combobox', { name: 'What "Our number" means' });
  await tabTo(page, reference);
  await page.keyboard.type('Reference');
  assert.equal(await reference.inputValue(), 'reference_id');
  await press(page, page.getByRole('button', { name: 'Check the rows' }));
  const check = page.getByRole('button', { name: `Continue without the ${BAD} rows at fault` });
  await check.waitFor({ timeout: LOOKED_UP_MS });
  await page
    .getByRole('listitem')
    .filter({ hasText: `${BAD_STATES}×` })
    .filter({ hasText: 'State must be' })
    .waitFor();
  await press(page, check);
  await press(page, page.getByRole('button', { name: 'Look up 9,978 rows' }));

  const bar = page.getByRole('progressbar', { name: /^Progress of/ });
  const ended = () =>
    until(async () => (await bar.getAttribute('aria-valuenow')) === '100', 'the end', LOOKED_UP_MS);
  await bar.waitFor();
  await ended();
  await press(page, page.getByRole('button', { name: 'Fix and retry' }));
  const failures = table(
    await taken(page, () => press(page, page.getByRole('link', { name: 'Download failures' }))),
  );
  assert.equal(failures.length, BAD + 1);
  await give(page, page.getByRole('button', { name: 'Choose a file' }), csvText(mended(failures, good)));
  await press(page, page.getByRole('button', { name: `Run ${BAD} rows again` }));
  await page.getByRole('dialog', { name: 'Fix and retry' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Fix and retry' }).waitFor({ state: 'detached' });
  await ended();

  await press(page, page.getByRole('button', { name: 'Download', exact: true }));
  const everything = page.getByRole('menuitem', { name: 'All rows, CSV' });
  await everything.waitFor();
  await until(
    () => everything.evaluate((item) => item === document.activeElement),
    'the focus on the first of the menu, which nobody has opened before',
  );
  const [header = [], ...results] = table(await taken(page, () => page.keyboard.press('Enter')));
  assert.deepEqual(header.slice(0, HEADER.length), HEADER);
  assert.deepEqual(
    results.map((row) => row.slice(0, HEADER.length)),
    good,
    'every row in its place',
  );
  const status = header.indexOf('status');
  assert.deepEqual(new Set(results.map((row) => row[status])), new Set(['completed']));
}

const HEADER = ['Our number', 'Addr', 'City', 'ST', 'ZIP Code'];
const STATE = 3;
const ZIP = 4;

const ADDRESSES = z.object({
  addresses: z.array(
    z.object({
      address1: z.string(),
      city: z.string().default(''),
      state: z.string(),
      postalCode: z.string(),
    }),
  ),
});

/** Real addresses, over and over, each row with a number of its own. */
function goodRows(): string[][] {
  const all: unknown = createRequire(import.meta.url)('rrad/addresses-us-all.json');
  const addresses = ADDRESSES.parse(all).addresses.filter(({ city }) => city !== '');
  return Array.from({ length: ROWS }, (_, at) => {
    const { address1, city, state, postalCode } = addresses[at % addresses.length] ?? assert.fail();
    return [`lot-${at + 1}`, address1, city, state, postalCode];
  });
}

/** The same rows, some with what people and spreadsheets make of states and ZIP codes. */
const spoiled = (rows: readonly string[][]): string[][] =>
  rows.map((row, at) => {
    const bad = at % APART === 0 ? at / APART : BAD;
    if (bad < BAD_STATES) return row.with(STATE, 'Somewhere');
    return bad < BAD ? row.with(ZIP, '941') : row;
  });

/** The failures as somebody corrects them: each row by its number in the file. */
function mended([header = [], ...rows]: string[][], good: readonly string[][]): string[][] {
  const number = header.indexOf('row_number');
  return [
    header,
    ...rows.map((row) => [...(good[Number(row[number]) - 1] ?? assert.fail()), ...row.slice(HEADER.length)]),
  ];
}

const table = (text: string): string[][] => parse(text, { bom: true });

/** Gives a file where a button asks for one. */
async function give(page: Page, button: Locator, text: string): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await press(page, button);
  await (await asked).setFiles({ name: 'lots.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** The file that something brings. */
async function taken(page: Page, act: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return readFile(await download.path(), 'utf8');
}
