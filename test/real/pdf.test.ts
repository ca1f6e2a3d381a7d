import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { readCsv } from '../../src/base/csv.ts';
import { readPdf } from '../../src/kinds/pdf-worker.ts';
import { readBytes } from '../../src/property/catalogue/import/source-file.ts';
import type { ListReading } from '../../src/property/pdf/list-row.ts';
import { cents } from '../../src/property/pdf/money.ts';

const folder = path.join(process.env.LOTLINE_REAL_DATA ?? '', 'pdf');

before(async () => {
  const found = await stat(folder).catch(() => null);
  assert.ok(found?.isDirectory(), `LOTLINE_REAL_DATA has no folder pdf: "${folder}"`);
});

async function answerTo(file: string) {
  const content = await readFile(path.join(folder, file));
  const bytes = new Uint8Array(content.length);
  bytes.set(content);
  return readPdf(bytes);
}

async function readingOf(file: string): Promise<ListReading> {
  const answer = await answerTo(file);
  assert.ok(answer.ok, answer.ok ? '' : answer.message);
  return answer.reading;
}

/** The rows of a CSV file by the names of its first line. */
async function rowsOf(file: string): Promise<Record<string, string>[]> {
  const rows: string[][] = [];
  for await (const { cells } of readCsv(readBytes(path.join(folder, file)))) rows.push([...cells]);
  const [header = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

/**
 * A row as both sides mean it: letters and digits, for one keeps the hyphen and the space of a divided word ("HOLA-
 * BIRD") and the other does not; amounts by their cents.
 */
function keyOf(parcel: string, address: string, due: string): string {
  const plain = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return `${plain(parcel)} | ${plain(address)} | ${cents(due)}`;
}

function keysOf({ rows }: ListReading): string[] {
  return rows.map(({ cells }) =>
    keyOf(
      cells.parcel_id ?? '',
      `${cells.property_address ?? ''}${cells.postal_code ?? ''}`,
      cells.total_due ?? '',
    ),
  );
}

/** What is in one list and not in the other, counted. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const key of other) left.set(key, (left.get(key) ?? 0) + 1);
  return list.filter((key) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

test('every entry of the notice in five columns is read, but for two that the other extraction has wrong', async () => {
  const reading = await readingOf('baltimore-md-tax-sale-2022.pdf');
  assert.equal(reading.layout, 'notice');
  assert.equal(reading.pages, 28);
  const ours = keysOf(reading);
  const theirs = (await rowsOf('baltimore-md-tax-sale-2022.rows.csv.gz')).map((row) =>
    keyOf(row.block_lot ?? '', row.address ?? '', row.lien ?? ''),
  );
  assert.equal(ours.length, theirs.length);
  // The page prints "**NS FORT ARMISTEAD ROAD (IF OPEN) SWC HAWKINS POINT ... (7004-6)" and "**WSS IRIS AVE (IF OPEN)
  // 183-8 FT N OF HOLABIRD AVE (6526-13)": the first brackets are part of the address, which the other takes for the lot.
  assert.deepEqual(without(theirs, ours), [
    'IFOPEN | NSFORTARMISTEADROAD | 218852',
    'IFOPEN | WSSIRISAVE | 233708',
  ]);
  const more = without(ours, theirs);
  assert.equal(more.length, 2);
  assert.match(more[0] ?? '', /^70046 \| NSFORTARMISTEADROADIFOPEN.* \| 218852$/);
  assert.match(more[1] ?? '', /^652613 \| WSSIRISAVEIFOPEN.* \| 233708$/);
});

test('each row of the notice says its page, and no page of entries is left out', async () => {
  const { rows } = await readingOf('baltimore-md-tax-sale-2022.pdf');
  const perPage = Map.groupBy(rows, ({ page }) => page);
  // the first page is the introduction alone
  assert.deepEqual(
    [...perPage.keys()],
    Array.from({ length: 27 }, (_, index) => index + 2),
  );
  for (const [page, those] of perPage) {
    assert.deepEqual(
      those.map(({ row }) => row),
      those.map((_, index) => index + 1),
      `page ${page}`,
    );
  }
  assert.ok(rows.filter(({ confidence }) => confidence >= 90).length >= 0.99 * rows.length);
});

test('the turned list is read to the cent, without the note under it', async () => {
  const reading = await readingOf('chatham-ga-tax-sale-2025-08.pdf');
  assert.equal(reading.layout, 'table');
  const theirs = (await rowsOf('chatham-ga-tax-sale-2025-08.rows.csv')).map((row) =>
    keyOf(row.parcel_id ?? '', row.situs ?? '', row.starting_bid ?? ''),
  );
  assert.deepEqual(keysOf(reading), theirs);
  assert.deepEqual(
    reading.rows.map(({ cells }) => cells.parcel_id),
    (await rowsOf('chatham-ga-tax-sale-2025-08.rows.csv')).map((row) => row.parcel_id),
  );
});

test('what is no list of properties, protected or empty is told so by name', async () => {
  const expected = {
    'other-table-fbi-nics-2015-11.pdf': 'not_a_property_list',
    'bad-password-protected.pdf': 'protected',
    'bad-zero-bytes.pdf': 'broken',
  };
  for (const [file, problem] of Object.entries(expected)) {
    const answer = await answerTo(file);
    assert.equal(answer.ok ? 'read' : answer.problem, problem, file);
  }
});
