import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dollars, noticePdf, type TableColumn, tablePdf } from '../../support/pdf.ts';
import { anyCounty } from '../../support/pdf-properties.ts';
import { assertRows, readingOf } from '../../support/read-pdf.ts';

/** What counties call their columns. */
const names = {
  parcel: ['Parcel ID', 'PARCEL NUMBER', 'Tax Map No.', 'PIN', 'Control No.', 'APN', 'Block/Lot'],
  address: ['Situs', 'PROPERTY ADDRESS', 'Location', 'Property Location', 'Site Address'],
  due: ['Amount Due', 'STARTING BID', 'Upset Price', 'Total Taxes Due', 'Minimum Bid', 'Opening Bid'],
} as const;

const columnsOf = fc
  .record({
    parcel: fc.constantFrom(...names.parcel),
    address: fc.constantFrom(...names.address),
    due: fc.constantFrom(...names.due),
    owner: fc.boolean(),
    other: fc.boolean(),
    sign: fc.boolean(),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 }),
  })
  .map(({ parcel, address, due, owner, other, sign, order }) => {
    const all: (TableColumn | undefined)[] = [
      { name: parcel, width: 130, of: (p) => p.parcel },
      { name: address, width: 125, of: (p) => p.address },
      { name: due, width: 90, of: (p) => `${sign ? '$' : ''}${dollars(p.due)}`, right: true },
      owner ? { name: 'Owner Name', width: 110, of: (p) => p.owner } : undefined,
      other ? { name: 'Acres', width: 45, of: () => '0.25', right: true } : undefined,
    ];
    return order.flatMap((at) => all[at] ?? []);
  });

test('a table is read whatever its columns are called, wherever they stand, however it is set', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCounty(3, 80),
      columnsOf,
      fc.record({
        font: fc.constantFrom('Helvetica', 'Times-Roman'),
        size: fc.integer({ min: 6, max: 9 }),
        air: fc.double({ min: 1.25, max: 2.4, noNaN: true }),
        headerOnEachPage: fc.boolean(),
        rotate: fc.constantFrom(0, 90, 180, 270),
        landscape: fc.boolean(),
      }),
      async (list, columns, { size, air, landscape, ...style }) => {
        const bytes = await tablePdf(list, {
          ...style,
          ...{ columns, size, leading: size * air, drawnTurned: !landscape },
          footer: (page) => `County of Somewhere    Page ${page}`,
          page: { layout: landscape ? 'landscape' : 'portrait' },
        });
        const reading = await readingOf(bytes);
        assert.equal(reading.layout, 'table');
        assertRows(reading.rows, list);
      },
    ),
    { numRuns: 20, seed: 7 },
  );
});

const entries = [
  (parcel: string, address: string, owner: string, due: string) =>
    `${address} (${parcel}) 20X100 ASSESSED FOR $12,000 TO ${owner} $${due}`,
  (parcel: string, address: string, owner: string, due: string) =>
    `Parcel ${parcel}, ${owner}, located at ${address}, taxes due $${due}`,
  (parcel: string, address: string, owner: string, due: string) =>
    `${parcel} ${owner}; ${address}; Assessed Value $88,000; Minimum Bid $${due}`,
  (parcel: string, address: string, owner: string, due: string) =>
    `Owner: ${owner} Tax ID: ${parcel} Situs: ${address} Total: $${due}`,
] as const;

test('a notice is read whatever an entry says, in however many columns, indented or apart', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCounty(30, 160),
      fc.constantFrom(...entries),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(
        { indent: 6, space: 0 },
        { indent: 9, space: 4 },
        { indent: 0, space: 6 },
        { indent: -7, space: 0 },
      ),
      fc.record({
        size: fc.integer({ min: 6, max: 8 }),
        gutter: fc.integer({ min: 9, max: 22 }),
        hyphenate: fc.boolean(),
      }),
      async (list, entry, columns, shape, style) => {
        const bytes = await noticePdf(list, {
          ...shape,
          ...style,
          columns,
          entry: (p) => entry(p.parcel, p.address, p.owner, dollars(p.due)),
          header: (page) => `THE DAILY NOTICE   Friday, June 5, 2026   ${page}`,
        });
        const reading = await readingOf(bytes);
        assert.equal(reading.layout, 'notice');
        assertRows(reading.rows, list);
      },
    ),
    { numRuns: 20, seed: 7 },
  );
});
