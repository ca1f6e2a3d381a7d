import assert from 'node:assert/strict';
import test from 'node:test';
import { decoded, detectEncoding } from '../../dashboard/src/pages/lookups/import/decode.ts';
import { CHUNK_ROWS, isWhole, LAST_CHUNK } from '../../dashboard/src/pages/lookups/import/format.ts';
import { columnNames, hasHeader } from '../../dashboard/src/pages/lookups/import/header.ts';
import { chunksOf, newSeen } from '../../dashboard/src/pages/lookups/import/prepare-rows.ts';
import { readRows } from '../../dashboard/src/pages/lookups/import/read-rows.ts';
import { suggestMatches } from '../../dashboard/src/pages/lookups/import/suggest.ts';
import { noticedIn } from '../../dashboard/src/pages/lookups/noticed.ts';

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of source) values.push(value);
  return values;
}

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsOf(text: string, size: number, delimiter: ',' | ';' = ','): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const some of readRows(inPieces(text, size), delimiter)) rows.push(...some);
  return rows;
}

test('a file reads the same however it is cut: quotes, line ends, zeros, empty cells', async () => {
  const text = 'id,street,zip\r\n1,"12 Main St, ""rear""\nUnit 2",02134\r\n\r\n2,,\r\n3,ä,00501';
  const expected = [
    ['id', 'street', 'zip'],
    ['1', '12 Main St, "rear"\nUnit 2', '02134'],
    ['2', '', ''],
    ['3', 'ä', '00501'],
  ];
  for (let size = 1; size <= text.length; size += 1)
    assert.deepEqual(await rowsOf(text, size), expected, `${size}`);
  assert.deepEqual(await rowsOf('a;b\r1;2\r', 100, ';'), [
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('encodings by their marks, and by what they hold', async () => {
  const bytes = (...codes: number[]) => new Uint8Array(codes);
  assert.equal(detectEncoding(bytes(0xff, 0xfe, 0x41, 0)), 'utf-16le');
  assert.equal(detectEncoding(bytes(0x41, 0xe4, 0x42)), 'windows-1252');
  assert.equal(detectEncoding(bytes(0x41, 0xc3)), 'utf-8', 'the last letter is cut');
  async function* two() {
    yield bytes(0x41, 0xc3);
    yield bytes(0xa4);
  }
  assert.equal((await all(decoded(two(), 'utf-8'))).join(''), 'Aä');
});

test('a first record that is an address is no header', () => {
  assert.ok(hasHeader([['Deal', 'Addr', 'ZIP Code']]));
  assert.ok(
    !hasHeader([
      ['d-1', '12 Main St', 'Altoona'],
      ['d-2', '14 Main St', 'Altoona'],
    ]),
  );
  assert.ok(
    hasHeader([
      ['Kennung', 'Wo'],
      ['d-1', 'am Weg 12'],
    ]),
  );
  assert.deepEqual(columnNames(['a', ' '], true), ['a', 'Column 2']);
});

test('columns are matched as before, by name, by likeness; never two for one field', () => {
  const columns = ['Deal', 'Site', 'Strret', 'City', 'City name', 'St', 'PLZ'];
  const samples = [
    ['d-1', 'x', '12 Main St', 'Altoona', 'Altoona', 'PA', '16602'],
    ['d-2', 'y', '14 Main St', 'Boston', 'Boston', 'MA', '02134'],
  ];
  const earlier = [{ columns: ['Site'], mapping: { columns: { street_2: 0 } } }];
  const found = suggestMatches(columns, samples, earlier);
  assert.deepEqual(
    Object.fromEntries([...found].map(([at, { field, grade }]) => [columns[at], `${field} ${grade}`])),
    {
      Site: 'street_2 remembered',
      Deal: 'reference_id exact',
      City: 'city exact',
      Strret: 'street_1 likely',
      St: 'state_or_province_code likely',
      PLZ: 'postal_code likely',
    },
  );
});

const columns = ['id', 'street', 'state', 'zip'];
const mapping = {
  columns: { reference_id: 0, street_1: 1, state_or_province_code: 2, postal_code: 3 },
  constants: { country_code: 'US', building_type: 'RESIDENTIAL', device_ids: '1' },
};

test('chunks: rows numbered without blanks, the last chunk marked, what is wrong told with its row', async () => {
  async function* records(): AsyncGenerator<string[][]> {
    yield [columns, ['deal-1', '12 Main St', 'PA', '02134'], ['', ' ', '', '']];
    yield [
      ['deal-2', 'Main St', 'PA', '16602'],
      ['deal-1', '1 A St', 'Calif.', '2134'],
      ['deal-4', '1 A St', 'PA', '16602', 'shifted'],
    ];
  }
  const seen = newSeen();
  const chunks = await all(chunksOf(records(), { header: true }, columns, mapping, seen));
  assert.deepEqual(
    chunks.map(({ chunk, rows }) => [chunk, rows.length]),
    [[LAST_CHUNK, 4]],
  );
  const [first, , third, fourth] = chunks[0]?.rows ?? [];
  assert.deepEqual(first, {
    row: 1,
    cells: ['deal-1', '12 Main St', 'PA', '02134'],
    item: {
      reference_id: 'deal-1',
      building_type: 'RESIDENTIAL',
      device_ids: [1],
      address: {
        street_1: '12 Main St',
        state_or_province_code: 'PA',
        postal_code: '02134',
        country_code: 'US',
      },
    },
  });
  assert.match(
    third?.problem ?? '',
    /two letters.*"Calif\.".*five figures.*"2134".*same reference_id as row 1$/,
  );
  assert.match(fourth?.problem ?? '', /^The row has 5 cells/);
  assert.deepEqual(seen, {
    rows: 4,
    blank: 1,
    noticed: {
      rows: 1,
      kinds: [{ field: 'street_1', expected: 'The street has no house number', rows: 1 }],
      first: [2],
    },
  });
});

test('many rows come in chunks of one size, and a full last one is marked too', async () => {
  async function* records(): AsyncGenerator<string[][]> {
    for (let at = 0; at < CHUNK_ROWS * 2; at += 1) yield [[`deal-${at}`, `${at} A St`, 'PA', '16602']];
  }
  const seen = newSeen();
  const chunks = await all(chunksOf(records(), { header: false }, columns, mapping, seen));
  assert.deepEqual(
    chunks.map(({ chunk, rows }) => [chunk, rows.length]),
    [
      [0, CHUNK_ROWS],
      [LAST_CHUNK, CHUNK_ROWS],
    ],
  );
  assert.ok(isWhole([{ last: 0 }, { last: LAST_CHUNK }]) && !isWhole([{ last: 3 }]));
});

test('what an import noticed is said of its lookup afterwards, and nothing where nothing was', () => {
  const noticed = { rows: 2, kinds: [{ field: 'street_1', expected: 'odd', rows: 2 }], first: [3, 9] };
  assert.deepEqual(noticedIn({ mapping: { columns: {}, constants: {}, noticed } }), noticed);
  assert.equal(noticedIn({ mapping: { columns: {}, noticed: { ...noticed, rows: 0 } } }), undefined);
  assert.equal(noticedIn({}), undefined);
});
