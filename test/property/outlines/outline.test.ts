import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf } from '../../../src/property/outlines/outline.ts';
import { rectangle } from '../../support/rectangle.ts';

test('outlines are measured in feet: area, perimeter, width', () => {
  const square = outlineOf({ feature: { geometry: rectangle(200, 200) } });
  assert.ok(square);
  assert.ok(Math.abs(square.areaSqft - 40_000) < 40, `${square.areaSqft} sq ft`);
  assert.ok(Math.abs(square.perimeterFeet - 800) < 1);
  assert.ok(Math.abs(square.compactness - Math.PI / 4) < 0.001);
  const { coordinates } = rectangle(200, 200);
  const [small] = rectangle(10, 10).coordinates;
  const many = outlineOf({ type: 'MultiPolygon', coordinates: [[small], coordinates] });
  assert.ok(Math.abs((many?.areaSqft ?? 0) - 40_100) < 40, 'the area of all parts');
  assert.ok(Math.abs((many?.perimeterFeet ?? 0) - 800) < 1, 'the shape of the largest');
  const holed = outlineOf({ type: 'Polygon', coordinates: [...coordinates, small] });
  assert.ok(Math.abs((holed?.areaSqft ?? 0) - 39_900) < 40, 'less its holes');
});

test('records without a sound outline have none, however odd they are', () => {
  for (const record of [
    null,
    'POLYGON((0 0))',
    [],
    { geometry: null },
    { type: 'Point', coordinates: [0, 0] },
    { type: 'Polygon', coordinates: [] },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [0, 1],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          ['a', 'b'],
          [0, 1],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [500, 0],
          [0, 1],
          [1, 1],
          [500, 0],
        ],
      ],
    },
    { data: { data: { data: { data: { data: { data: { geometry: rectangle(9, 9) } } } } } } },
  ]) {
    assert.equal(outlineOf(record), null, JSON.stringify(record));
  }
});
