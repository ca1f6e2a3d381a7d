import assert from 'node:assert/strict';
import test from 'node:test';
import { fileName, toCsv } from '../../dashboard/src/charts/chart-table.ts';

test('a chart as a file: quotes where they must be, no formula, numbers as they are', () => {
  const text = toCsv({
    columns: [{ name: 'Programme' }, { name: 'Value', numeric: true }],
    rows: [
      ['Heat pump, "large"', 1234.5],
      ['=HYPERLINK("x")', -3],
      [null, 0],
    ],
  });
  assert.equal(
    text,
    'Programme,Value\r\n"Heat pump, ""large""",1234.5\r\n"\'=HYPERLINK(""x"")",-3\r\n,0\r\n',
  );
});

test('a file is called as its chart is', () => {
  assert.equal(fileName('Value by programme (2026)'), 'value-by-programme-2026');
  assert.equal(fileName('???'), 'chart');
});
