import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type CsvOptions, type CsvRecord, csvText, detectDelimiter, readCsv } from '../../src/base/csv.ts';

/** The bytes in pieces of the size given, as a network or disk may deliver them. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(content: string | Uint8Array, options: CsvOptions = {}, size = 7): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readCsv(pieces(Buffer.from(content), size), options)) rows.push(cells);
  return rows;
}

test('a byte order mark belongs to no cell, in UTF-8 and UTF-16', async () => {
  const expected = [
    ['id', 'street'],
    ['1', 'Calle Peña'],
  ];
  assert.deepEqual(await read('\ufeffid,street\n1,Calle Peña\n'), expected);
  assert.deepEqual(await read(Buffer.from('\ufeffid,street\n1,Calle Peña\n', 'utf16le')), expected);
  const bigEndian = Buffer.from('\ufeffid,street\n1,Calle Peña\n', 'utf16le').swap16();
  assert.deepEqual(await read(bigEndian), expected);
});

test('UTF-8 sequences cut between two pieces stay whole, whatever the size of the pieces', async () => {
  for (const size of [1, 2, 3, 5, 64]) {
    assert.deepEqual(
      await read('a,b\nñ,𝄞\n', {}, size),
      [
        ['a', 'b'],
        ['ñ', '𝄞'],
      ],
      `pieces of ${size}`,
    );
  }
});

test('Windows-1252 is recognized, even when its first sign comes late', async () => {
  const late = Buffer.concat([
    Buffer.from(`name,city\n${'plain,ascii\n'.repeat(20_000)}`),
    Buffer.from([0x93, 0x43, 0x61, 0x66, 0xe9, 0x94, 0x2c, 0x80, 0x0a]),
  ]);
  const rows = await read(late, {}, 65_536);
  assert.deepEqual(rows.at(-1), ['“Café”', '€']);
  assert.deepEqual(await read(Buffer.from([0x61, 0x2c, 0xe9])), [['a', 'é']]);
});

test('a file that is UTF-8 here and not there is refused, not mangled', async () => {
  const mixed = Buffer.concat([Buffer.from('a,b\nñ,x\n'), Buffer.from([0xe9, 0x2c, 0x31, 0x0a])]);
  await assert.rejects(read(mixed), /UTF-8 at its beginning but not from byte 9 on/);
  await assert.rejects(read(mixed, {}, 1_000), /UTF-8/);
  assert.equal((await read(mixed, { encoding: 'windows-1252' })).length, 3);
});

test('lines may end in CRLF, LF, both mixed, or CR alone', async () => {
  const expected = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ];
  assert.deepEqual(await read('a,b\r\n1,2\r\n3,4\r\n'), expected);
  assert.deepEqual(await read('a,b\n1,2\n3,4'), expected);
  assert.deepEqual(await read('a,b\r\n1,2\n3,4\n'), expected);
  assert.deepEqual(await read('a,b\r1,2\r3,4\r'), expected);
});

test('quoted cells keep their commas, quotes and line ends, and later records their line number', async () => {
  const file = 'id,street,city\r\n1,"12 Main St, ""Rear""\r\nUnit 2",York\r\n2,5 Elm,York\r\n';
  const records: CsvRecord[] = [];
  for await (const record of readCsv(pieces(Buffer.from(file), 3))) records.push(record);
  assert.deepEqual(records, [
    { cells: ['id', 'street', 'city'], line: 1 },
    { cells: ['1', '12 Main St, "Rear"\r\nUnit 2', 'York'], line: 2 },
    { cells: ['2', '5 Elm', 'York'], line: 4 },
  ]);
});

test('leading zeros, long numbers and dates stay the text they are', async () => {
  assert.deepEqual(await read('zip,apn,when\n02134,0001C01662004200,1/2\n'), [
    ['zip', 'apn', 'when'],
    ['02134', '0001C01662004200', '1/2'],
  ]);
});

test('semicolons, tabs and bars are found out as delimiters', async () => {
  assert.equal(detectDelimiter('a;b;c\n1,5;2;3\n1,6;2;3\n'), ';');
  assert.equal(detectDelimiter('a\tb\n1\t"x, y, z"\n'), '\t');
  assert.equal(detectDelimiter('a|b|c\n1|2|3\n'), '|');
  assert.equal(detectDelimiter('"a;b",c\n"1;2",3\n'), ',');
  assert.equal(detectDelimiter('one column\nno delimiter\n'), ',');
  assert.deepEqual(await read('a;b\n1,5;2\n'), [
    ['a', 'b'],
    ['1,5', '2'],
  ]);
});

test('blank lines are left out; short and long records come as they are', async () => {
  const lines: number[] = [];
  for await (const { line } of readCsv(pieces(Buffer.from('a,b\r\n\r\n1\r\n\r\n1,2,3\r\n'), 4)))
    lines.push(line);
  assert.deepEqual(lines, [1, 3, 5]);
  assert.deepEqual(await read('a,b\n\n1\n\n1,2,3\n'), [['a', 'b'], ['1'], ['1', '2', '3']]);
});

test('a quote inside a plain cell is text; a quote never closed is an error with its line', async () => {
  assert.deepEqual(await read('a,b\n5" pipe,"x" y\n'), [
    ['a', 'b'],
    ['5" pipe', '"x" y'],
  ]);
  await assert.rejects(
    read('a,b\n1,2\n3,"never closed\n5,6\n'),
    (error: Error & { line?: number | null }) => {
      assert.match(error.message, /never closed/);
      return true;
    },
  );
  const huge = `a,b\n1,"${'x'.repeat(1_100_000)}\n`;
  await assert.rejects(read(huge, {}, 65_536), /longer than 1,048,576 characters; .* never closed/);
});

test('a workbook or a compressed file is named, not read as text', async () => {
  await assert.rejects(read(gzipSync('a,b\n1,2\n')), /compressed with gzip/);
  await assert.rejects(read(Buffer.from('PK\u0003\u0004xl/workbook.xml')), /a workbook or a zip archive/);
  assert.deepEqual(await read('PK,b\n1,2\n'), [
    ['PK', 'b'],
    ['1', '2'],
  ]);
});

test('10,001 rows are 10,001 records, and an empty file is none', async () => {
  const file = `a,b\n${Array.from({ length: 10_001 }, (_, row) => `${row},x`).join('\n')}`;
  assert.equal((await read(file, {}, 65_536)).length, 10_002);
  assert.deepEqual(await read(''), []);
  assert.deepEqual(await read('\ufeff'), []);
});

test('written lines quote what must be quoted and disarm formulas', () => {
  assert.equal(
    csvText([['a', 'b,c', 'say "x"', 'two\nlines', null, 12.5]]),
    'a,"b,c","say ""x""","two\nlines",,12.5\r\n',
  );
  const risky = ['=1+1', '-1+1', '+1 555', '@x', '\tx', 'a=b', '-71.05', '+49', '-5'];
  assert.equal(csvText([risky]), "'=1+1,'-1+1,'+1 555,'@x,'\tx,a=b,-71.05,+49,-5\r\n");
  assert.equal(csvText([['=1+1']], false), '=1+1\r\n');
});

test('what is written is read back as it was', async () => {
  const cells = ['x', 'a,b', 'q"q', 'l\r\nl', '', ' spaced ', 'ñ'];
  assert.deepEqual(await read(csvText([cells, cells], false)), [cells, cells]);
});
