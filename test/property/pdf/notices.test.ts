import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dollars, type NoticeStyle, noticePdf, type PrintedProperty } from '../../support/pdf.ts';
import { countyOf } from '../../support/pdf-properties.ts';
import { assertRows, readingOf } from '../../support/read-pdf.ts';

const bracketed = (p: PrintedProperty) =>
  `${p.address} (${p.parcel}) 14X110 ASSESSED FOR $35,000 TO ${p.owner} $${dollars(p.due)}`;
const labelled = (p: PrintedProperty) =>
  `Parcel No. ${p.parcel}; Owner: ${p.owner}; Property Address: ${p.address}; Total Due: $${dollars(p.due)}`;
const first = (p: PrintedProperty) => `${p.parcel} $${dollars(p.due)} ${p.owner} ${p.address}`;
const ordered = (p: PrintedProperty, at: number) =>
  `${at + 1}. ${p.owner}, ${p.address}, Tax ID ${p.parcel}, amount owed $${dollars(p.due)}`;

const hanging = { indent: 6, space: 1.5 };

test('entries in two to five columns are read in their order, over columns and pages', async () => {
  for (const columns of [1, 2, 3, 4, 5]) {
    const list = countyOf(420, 3);
    const reading = await readingOf(
      await noticePdf(list, {
        ...hanging,
        columns,
        entry: bracketed,
        header: (page) => `${page}   The County Record   Wednesday, May 25, 2022`,
      }),
    );
    assert.equal(reading.layout, 'notice', `${columns} columns`);
    assertRows(reading.rows, list);
    assert.ok(reading.rows.every(({ confidence }) => confidence >= 90));
  }
});

const styles: Record<string, Omit<NoticeStyle, 'columns'>> = {
  'labels, entries apart': { entry: labelled, indent: 0, space: 7 },
  'labels, first lines indented': { entry: labelled, indent: -8, space: 0 },
  'number first, hanging': { entry: first, ...hanging },
  'ordered, hanging': { entry: ordered, indent: 10, space: 3 },
  'brackets, one block of text': { entry: bracketed, indent: 0, space: 0 },
};
for (const [name, style] of Object.entries(styles)) {
  test(`a notice of another county is read: ${name}`, async () => {
    for (const form of [0, 1, 4]) {
      const list = countyOf(90, form);
      const reading = await readingOf(await noticePdf(list, { ...style, columns: 3 }));
      assertRows(reading.rows, list);
    }
  });
}

test('an introduction across the columns and words divided at the ends of lines do no harm', async () => {
  const list = countyOf(150, 3).map((p, at) => ({
    ...p,
    address: at % 2 === 0 ? `${100 + at} CHESTNUTHOLLOW AVE` : p.address,
  }));
  const reading = await readingOf(
    await noticePdf(list, {
      ...hanging,
      columns: 4,
      entry: bracketed,
      hyphenate: true,
      intro:
        'Notice is hereby given that the following properties will be sold on June 27, 2026 unless the taxes due are ' +
        'paid. Registration requires a fee of $100 and ends on June 10 (see Article 14-817). '.repeat(8),
    }),
  );
  assertRows(reading.rows, list);
});

test('sums of a notice are checked', async () => {
  const list = countyOf(60, 3);
  const sum = list.reduce((all, one) => all + one.due, 0);
  const reading = await readingOf(
    await noticePdf(list, {
      ...hanging,
      columns: 2,
      entry: bracketed,
      totals: [`TOTAL LIENS $${dollars(sum)}`, 'TOTAL NUMBER OF PROPERTIES: 61'],
    }),
  );
  assertRows(reading.rows, list);
  assert.deepEqual(
    reading.totals.map(({ agrees, kind }) => ({ agrees, kind })),
    [
      { agrees: true, kind: 'amount' },
      { agrees: false, kind: 'count' },
    ],
  );
});
