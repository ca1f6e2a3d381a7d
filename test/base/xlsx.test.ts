import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { type XlsxCell, type XlsxSheet, xlsx } from '../../src/base/xlsx.ts';

function sheet(pages: XlsxSheet['pages'], name = 'Sites'): XlsxSheet {
  return { name, header: ['a', 'b'], widths: [10, 20], pages };
}

/** The workbook as an independent program reads it. */
async function read(bytes: AsyncIterable<Buffer>): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const whole = await buffer(bytes);
  await book.xlsx.load(whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer);
  return book;
}

function cells(book: ExcelJS.Workbook, name: string): unknown[][] {
  const found = book.getWorksheet(name);
  assert.ok(found, `there is a sheet ${name}`);
  const rows: unknown[][] = [];
  found.eachRow({ includeEmpty: true }, (row) => {
    rows.push([1, 2].map((column) => row.getCell(column).value));
  });
  return rows;
}

test('cells keep their type, and text is text whatever it looks like', async () => {
  const at = new Date('2026-01-26T15:30:00.000Z');
  const hostile = "=cmd|'/c calc'!A0 <b>&\"\u0000\ud800 _x0041_ \n end ";
  const rows: XlsxCell[][] = [
    ['00123', 12.5],
    [hostile, null],
    [true, { dollars: 1500.25 }],
    [at, Number.NaN],
    ['x'.repeat(40_000), ''],
  ];
  const book = await read(xlsx([sheet([rows])]));
  const [head, ...found] = cells(book, 'Sites');
  assert.deepEqual(head, ['a', 'b']);
  assert.deepEqual(found.slice(0, 3), [
    ['00123', 12.5],
    // Excel reads _x005F_ as an underscore, so that what follows is no code; this reader reads no codes.
    ["=cmd|'/c calc'!A0 <b>&\"\ufffd\ufffd _x005F_x0041_ \n end ", null],
    [true, 1500.25],
  ]);
  assert.deepEqual(found[3], [at, null]);
  assert.equal(String(found[4]?.[0]).length, 32_767);
  assert.equal(book.getWorksheet('Sites')?.getCell('B4').numFmt, '#,##0.00');
});

test('a sheet that is full goes on as another, and one without rows has its header', async () => {
  const pages = [
    [['1', 1]],
    [
      ['2', 2],
      ['3', 3],
      ['4', 4],
    ],
    [],
    [['5', 5]],
  ] as XlsxCell[][][];
  const book = await read(xlsx([sheet(pages), sheet([], 'Empty')], { rows: 3, characters: 1e9 }));
  assert.deepEqual(
    book.worksheets.map(({ name }) => name),
    ['Sites', 'Sites 2', 'Sites 3', 'Empty'],
  );
  const numbers = ['Sites', 'Sites 2', 'Sites 3'].map((name) =>
    cells(book, name)
      .slice(1)
      .map(([, b]) => b),
  );
  assert.deepEqual(numbers, [[1, 2], [3, 4], [5]]);
  assert.deepEqual(cells(book, 'Empty'), [['a', 'b']]);
  const byText = await read(xlsx([sheet(pages)], { rows: 100, characters: 1 }));
  assert.equal(
    byText.worksheets.length,
    3,
    'a page that reaches the limit of characters is the last of its sheet',
  );
});

test('rows are read only as fast as the workbook is taken', async () => {
  let made = 0;
  async function* pages() {
    for (; made < 100_000; made += 1) yield [[randomBytes(1_000).toString('hex'), made]];
  }
  const stream = Readable.from(xlsx([sheet(pages())]), { highWaterMark: 1, objectMode: true });
  const reader = stream[Symbol.asyncIterator]();
  await reader.next();
  await reader.next();
  // Whatever can run without another read has run when so many turns are over.
  for (let turn = 0; turn < 2_000; turn += 1) await new Promise(setImmediate);
  // Five streams on the way hold 64 kB each, a page is 2 kB.
  assert.ok(made < 400, `${made} pages were made for a reader that took two pieces`);
  stream.destroy();
});

test('a page that fails fails the workbook', async () => {
  async function* pages() {
    yield [['1', 1]];
    throw new Error('the database went away');
  }
  await assert.rejects(buffer(xlsx([sheet(pages())])), /the database went away/);
});
