import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchFile, readBatch } from '../../src/providers/census/batch-file.ts';

test('a batch has no header, an id a row, and ZIP codes as text', () => {
  assert.equal(
    batchFile([
      { street: '12 Main St, Rear "B"', city: 'Quincy', state: 'MA', zip: '02169' },
      { street: '-5 Odd\nLine', city: null, state: 'PA', zip: null },
    ]),
    '0,"12 Main St, Rear ""B""",Quincy,MA,02169\r\n1,-5 Odd Line,,PA,\r\n',
  );
});

test('rows are read by their ids, in any order, short ones as well', () => {
  const read = readBatch(
    [
      '"2","9 Nowhere, , PA, ","No_Match"',
      '"0","12 Main St, Altoona, PA, 16601","Match","Non_Exact","12 MAIN AVE, ALTOONA, PA, 16601","-78.394700,40.518700","105983","L","42","013","101000","2003"',
      '"1","1 High St, , PA, 16601","Tie"',
      '',
    ].join('\n'),
    3,
  );
  assert.deepEqual(
    [...read].toSorted(([a], [b]) => a - b),
    [
      [
        0,
        {
          ...{ answer: 'match', exact: false, matchedAddress: '12 MAIN AVE, ALTOONA, PA, 16601' },
          ...{ lat: 40.5187, lon: -78.3947, countyFips: '42013', tract: '101000', block: '2003' },
          ...{ tigerLineId: '105983', side: 'L' },
        },
      ],
      [1, { answer: 'tie' }],
      [2, { answer: 'no_match' }],
    ],
  );
});

test('a row without geographies, an id that is not ours and a cut row are told apart', () => {
  const read = readBatch(
    [
      '0,x,Match,Exact,"1 A ST, B, PA, 16601","-78,40",1,R',
      '7,x,No_Match',
      'no number,x,Match',
      '1,x,Match,Exact,"2 A ST',
    ].join('\n'),
    2,
  );
  assert.deepEqual([...read.keys()], [0]);
  const [first] = read.values();
  assert.ok(first?.answer === 'match' && first.countyFips === null && first.exact);
});
