import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Point, shapeOf } from '../../src/property/outlines/geometry.ts';
import { outlineOf } from '../../src/property/outlines/outline.ts';
import { drawOutline } from '../../src/property/outlines/picture.ts';
import { sidesOf } from '../../src/property/outlines/sides.ts';

const DEGREE = ((6_371_008.8 / 0.3048) * Math.PI) / 180;
const text = { title: 'Parcel 01.04-12', subtitle: '412 Walnut St, Altoona', source: 'Land data of a test' };

/** A place so many feet east and north of where all the lots of these tests lie. */
const place = ([x, y]: Point) => ({
  lon: -78.4 + x / DEGREE / Math.cos((40 * Math.PI) / 180),
  lat: 40 + y / DEGREE,
});

/** GeoJSON of corners in feet. */
const lot = (...corners: Point[]) => ({
  type: 'Polygon',
  coordinates: [[...corners, ...corners.slice(0, 1)].map((at) => [place(at).lon, place(at).lat])],
});

function shape(geometry: unknown) {
  const found = shapeOf({ geometry });
  assert.ok(found);
  return found;
}

function draw(geometry: unknown, street: Point | null = null): string {
  const svg = drawOutline(shape(geometry), text, street === null ? null : place(street));
  assert.ok(svg);
  return svg;
}

const feetOf = (geometry: unknown) =>
  shape(geometry).polygons.flatMap((polygon) => sidesOf(polygon).map(({ feet }) => Math.round(feet)));

test('edges that run in about one direction are one side, whatever corner the record begins at', () => {
  const corners: Point[] = [
    [0, 0],
    [50, 1],
    [100, 0],
    [100, 60],
    [0, 60],
  ];
  for (const [at] of corners.entries()) {
    const turned = [...corners.slice(at), ...corners.slice(0, at)];
    assert.deepEqual(feetOf(lot(...turned)).toSorted(), [100, 100, 60, 60].toSorted());
    assert.deepEqual(feetOf(lot(...turned.toReversed())).toSorted(), [100, 100, 60, 60].toSorted());
  }
  // the arc of a cul-de-sac is one side, and a point drawn twice is none
  const arc = Array.from(
    { length: 9 },
    (_, at): Point => [Math.cos((at / 8) * 1.2) * 50, Math.sin((at / 8) * 1.2) * 50],
  );
  assert.equal(feetOf(lot([0, 0], [0.2, 0.1], ...arc)).length, 3);
});

test('the frontage is the side nearest to where the address is on its street, else the longest', () => {
  const geometry = lot([0, 0], [60, 0], [60, 120], [0, 120]);
  const front = (street: Point | null) => {
    const found = outlineOf({ geometry }, street === null ? null : place(street))?.frontage;
    return found === null || found === undefined ? null : [Math.round(found.feet), found.basis];
  };
  assert.deepEqual(front([30, -25]), [60, 'street']);
  assert.deepEqual(front([85, 60]), [120, 'street']);
  assert.deepEqual(front([30, 119]), [60, 'street']);
  assert.deepEqual(front(null), [120, 'longest']);
  assert.deepEqual(front([30, -2_000]), [120, 'longest']);
});

test('the picture says area, frontage, lengths of sides, scale and north', () => {
  const svg = draw(lot([0, 0], [99, 0], [99, 110], [0, 110]), [50, -25]);
  for (const words of [
    'Parcel 01.04-12',
    '412 Walnut St, Altoona',
    '0.25 acres (10,890 sq ft)',
    'Frontage 99 ft (the side along its street)',
    '>110 ft<',
    '20 ft (6.1 m)',
    '>N<',
    'Land data of a test',
  ]) {
    assert.ok(svg.includes(words), words);
  }
  assert.match(
    draw(lot([0, 0], [99, 0], [99, 110], [0, 110])),
    /Frontage 110 ft \(longest side; the street is not known\)/,
  );
});

test('the scale bar is as long as it says', () => {
  for (const feet of [40, 130, 900, 5_000, 70_000]) {
    const svg = draw(lot([0, 0], [feet, 0], [feet, feet], [0, feet]));
    const outline = /<path d="M([\d.]+) ([\d.]+)L([\d.]+)/.exec(svg);
    const bar = /<path d="M([\d.]+) 536V544H([\d.]+)V536"[\s\S]*?>([\d,.]+) ft \(/.exec(svg);
    assert.ok(outline && bar);
    const pixelsPerFoot = (Number(outline[3]) - Number(outline[1])) / feet;
    const wide = Number(bar[2]) - Number(bar[1]);
    const says = Number(bar[3]?.replaceAll(',', ''));
    assert.ok(Math.abs(wide - says * pixelsPerFoot) < 0.5, `${feet}: ${wide} for ${says} ft`);
    assert.ok(wide > 50 && wide <= 170.5);
  }
});

test('parts and holes are drawn, and count', () => {
  const many = {
    type: 'MultiPolygon',
    coordinates: [
      lot([0, 0], [200, 0], [200, 200], [0, 200]).coordinates,
      lot([300, 0], [400, 0], [400, 100], [300, 100]).coordinates,
    ],
  };
  assert.match(draw(many), /50,000 sq ft\) in 2 parts/);
  const holed = {
    type: 'Polygon',
    coordinates: [
      ...lot([0, 0], [200, 0], [200, 200], [0, 200]).coordinates,
      ...lot([50, 50], [150, 50], [150, 150], [50, 150]).coordinates,
    ],
  };
  assert.match(draw(holed), /\(30,000 sq ft\)/);
  assert.match(draw(holed), /fill-rule="evenodd"/);
});

test('what others wrote into a record stays text', () => {
  const svg = drawOutline(shape(lot([0, 0], [9, 0], [9, 9])), {
    title: '<script>alert("1")</script>&\u0000\ud800',
    subtitle: '"><image href="https://example.org/x"/>',
    source: '',
  });
  assert.ok(svg);
  assert.doesNotMatch(svg, /<script|<image|\0/);
  assert.match(svg, /&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&amp;\ufffd/);
});

test('any outline is drawn with numbers alone, or not at all', () => {
  const corner = fc.tuple(
    fc.double({ min: -1e5, max: 1e5, noNaN: true }),
    fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(corner, { minLength: 3, maxLength: 40 }), (corners) => {
      const svg = drawOutline(shape(lot(...corners)), text);
      if (svg !== null) assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
    }),
    { numRuns: 1_000 },
  );
});

test('an outline that encloses nothing has no picture', () => {
  assert.equal(drawOutline(shape(lot([0, 0], [10, 0], [20, 0])), text), null);
});
