import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListRow } from '../../../src/property/pdf/list-row.ts';
import { dollars, noticePdf, type PrintedProperty, type TableColumn, tablePdf } from '../../support/pdf.ts';
import { countyOf } from '../../support/pdf-properties.ts';
import { assertRows, readingOf } from '../../support/read-pdf.ts';

const parcel: TableColumn = { name: 'Parcel Number', width: 120, of: (p) => p.parcel };
const owner: TableColumn = { name: 'Owner', width: 140, of: (p) => p.owner };
const situs: TableColumn = { name: 'Property Address', width: 150, of: (p) => p.address };
const due: TableColumn = { name: 'Amount Due', width: 90, of: (p) => `$${dollars(p.due)}`, right: true };

test('a table is read by the names of its columns, over pages, without what surrounds it', async () => {
  const list = countyOf(140, 0);
  const reading = await readingOf(
    await tablePdf(list, {
      columns: [parcel, owner, situs, due],
      title: 'UPSET TAX SALE 2026',
      footer: (page) => `Page ${page} of 4 - Printed 08/01/2026`,
    }),
  );
  assert.equal(reading.layout, 'table');
  assertRows(reading.rows, list, true);
  assert.deepEqual(reading.warnings, []);
  assert.ok(reading.rows.every(({ confidence }) => confidence === 100));
  assert.equal(reading.rows.at(-1)?.page, reading.pages);
});

test('pages without the names go on with the columns of the page before', async () => {
  const list = countyOf(120, 1);
  const columns = [{ ...due, name: 'Upset Price' }, { ...parcel, width: 170 }, situs];
  const reading = await readingOf(await tablePdf(list, { columns, headerOnEachPage: false }));
  assertRows(reading.rows, list);
});

test('a list that lies on a turned page is read upright, whichever way', async () => {
  for (const rotate of [90, 180, 270]) {
    const list = countyOf(30, 2);
    const columns = [parcel, situs, { ...due, name: 'Starting Bid' }];
    assertRows((await readingOf(await tablePdf(list, { columns, rotate }))).rows, list);
    assertRows((await readingOf(await tablePdf(list, { columns, rotate, drawnTurned: true }))).rows, list);
  }
});

test('cells that wrap are put together, and a fixed-width print is read as well', async () => {
  const list = countyOf(40, 3).map((p, at) => ({
    ...p,
    owner: at % 3 === 0 ? `${p.owner} AND ${p.owner}` : p.owner,
  }));
  const narrow = [parcel, { ...owner, width: 80 }, { ...situs, width: 70 }, due];
  assertRows((await readingOf(await tablePdf(list, { columns: narrow, leading: 22 }))).rows, list, true);
  assertRows((await readingOf(await tablePdf(list, { columns: narrow, leading: 10.4 }))).rows, list, true);
  const fixed = await tablePdf(list, {
    columns: [parcel, { ...owner, width: 200 }, situs],
    font: 'Courier',
    size: 8,
  });
  assert.equal((await readingOf(fixed)).rows.length, list.length);
});

test('names in two lines, and columns that mean nothing to us, are no hindrance', async () => {
  const list = countyOf(25, 4);
  const columns = [
    { name: 'Item', width: 30, of: () => '7' },
    { name: 'Tax ID No.', width: 90, of: (p: { parcel: string }) => p.parcel },
    { name: 'Legal Description', width: 120, of: () => 'LOT 4 BLK 2 SEC A' },
    { ...situs, name: 'Situs' },
    { name: 'Assessed Value', width: 80, of: () => '$45,000', right: true },
    { ...due, name: 'Minimum Bid' },
  ];
  assertRows((await readingOf(await tablePdf(list, { columns }))).rows, list);
});

test('town, state and ZIP code behind the street are fields of their own, in tables and notices', async () => {
  const towns = ['POOLER', 'GARDEN CITY', 'TYBEE ISLAND', "ST JOHN'S"];
  const list = countyOf(24, 2).map((p, at) => ({
    ...p,
    zip: String(31_400 + at),
    town: towns[at % 4] ?? '',
  }));
  const parts = (rows: readonly ListRow[]) =>
    rows.map(({ cells }) => [cells.property_address, cells.city, cells.postal_code]);
  const expected = list.map(({ address, town, zip }) => [address, town, zip]);
  const printed = list.map((p) => ({ ...p, address: `${p.address}, ${p.town} GA ${p.zip}` }));
  const wide = { ...situs, width: 220 };
  const { rows } = await readingOf(await tablePdf(printed, { columns: [parcel, wide, due] }));
  assert.deepEqual(parts(rows), expected);
  const entry = (p: PrintedProperty) =>
    `Parcel No. ${p.parcel}; Property Address: ${p.address}; Total Due: $${dollars(p.due)}`;
  const notice = await readingOf(await noticePdf(printed, { columns: 2, entry, indent: 0, space: 7 }));
  assert.equal(notice.layout, 'notice');
  assert.deepEqual(parts(notice.rows), expected);
  // without a state or a ZIP code behind it nobody knows whether a word is a town
  const unsure = list.map((p) => ({ ...p, address: `${p.address}, REAR` }));
  const kept = await readingOf(await tablePdf(unsure, { columns: [parcel, wide, due] }));
  assert.deepEqual(parts(kept.rows)[0], [`${list[0]?.address}, REAR`, undefined, undefined]);
});

test('headings between rows and sums are no properties, and sums that agree are told', async () => {
  const list = countyOf(30, 0);
  const sum = list.reduce((all, one) => all + one.due, 0);
  const reading = await readingOf(
    await tablePdf(list, {
      columns: [parcel, owner, situs, due],
      captions: new Map([
        [0, 'ALTOONA CITY 1ST WARD'],
        [11, 'TOWNSHIP OF LOGAN'],
      ]),
      totals: [`Grand Total $${dollars(sum)}`, `Total Parcels: ${list.length}`],
    }),
  );
  assertRows(reading.rows, list, true);
  assert.deepEqual(
    reading.totals.map(({ kind, printed, agrees }) => ({ kind, printed, agrees })),
    [
      { kind: 'amount', printed: dollars(sum).replaceAll(',', ''), agrees: true },
      { kind: 'count', printed: '30', agrees: true },
    ],
  );
});

test('a sum that the rows do not give is a warning with both', async () => {
  const list = countyOf(12, 0);
  const sum = list.reduce((all, one) => all + one.due, 0) + 100;
  const reading = await readingOf(
    await tablePdf(list, {
      columns: [parcel, situs, due],
      totals: [`TOTAL $${dollars(sum)}`, 'Total parcels: 13'],
    }),
  );
  assertRows(reading.rows, list);
  assert.equal(reading.warnings.length, 2);
  assert.match(reading.warnings[0] ?? '', /prints .* its rows give/);
  assert.match(reading.warnings[1] ?? '', /prints 13 .* its rows give 12/);
});
