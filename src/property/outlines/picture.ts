import type { Point, Polygon, Ring, Shape } from './geometry.ts';
import { turn } from './geometry.ts';
import { largestOf, measure } from './outline.ts';
import { type Place, type Side, sidesOf } from './sides.ts';

/** What stands around an outline. */
export interface PictureText {
  /** Such as the parcel's number. */
  readonly title: string;
  /** Such as its address; may be empty. */
  readonly subtitle: string;
  /** Whose data it is, and of when. */
  readonly source: string;
}

const [WIDTH, HEIGHT] = [720, 600];
/** The part of the picture that the outline is fitted into. */
const FRAME = { left: 70, top: 96, right: 650, bottom: 476 } as const;
const SQFT_PER_ACRE = 43_560;
const FEET_PER_METRE = 1 / 0.3048;
/** Sides below this share of the perimeter are drawn without their length. */
const LABELLED_SHARE = 0.06;
const MOST_LABELS = 12;
/** A scale bar takes at most this much of the picture's width. */
const LONGEST_BAR = 170;

/**
 * A parcel's outline as an SVG image: to scale, north up, with its area, its frontage and the lengths of its sides. It
 * is drawn from the geometry alone and refers to nothing outside. Null when the geometry encloses nothing.
 */
export function drawOutline(shape: Shape, text: PictureText, street: Place | null = null): string | null {
  const outline = measure(shape, street);
  const largest = largestOf(shape);
  if (outline === null || largest === null) return null;
  const view = fit(shape);
  const { frontage } = outline;
  const parts = outline.parts === 1 ? '' : ` in ${outline.parts} parts`;
  const fronts =
    frontage === null
      ? 'Frontage not known'
      : `Frontage ${feet(frontage.feet)} (${frontage.basis === 'street' ? 'the side along its street' : 'longest side; the street is not known'})`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" fill="#1f2933">`,
    `<title>${xml(`Outline of ${text.title}`)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    line(24, 38, text.title, 'font-size="20" font-weight="600"', 56),
    line(24, 62, text.subtitle, 'font-size="14" fill="#52606d"', 84),
    north(),
    `<path d="${shape.polygons.map((polygon) => pathOf(polygon, view)).join('')}" fill="#dbeafe" fill-rule="evenodd" stroke="#1d4ed8" stroke-width="2" stroke-linejoin="round"/>`,
    frontage === null
      ? ''
      : `<path d="${lineOf(frontage.side.points, view)}" fill="none" stroke="#c2410c" stroke-width="5" stroke-linecap="round"${frontage.basis === 'street' ? '' : ' stroke-dasharray="2 9"'}/>`,
    ...labels(largest, view),
    line(24, 518, `${areaText(outline.areaSqft)}${parts}`, 'font-size="18" font-weight="600"', 60),
    line(24, 542, fronts, 'font-size="14" fill="#c2410c"', 84),
    line(24, 578, text.source, 'font-size="12" fill="#52606d"', 96),
    bar(view.pixelsPerFoot),
    '</svg>',
  ].join('\n');
}

/** Plane to picture: how many pixels a foot is, and where a point comes to lie. */
interface View {
  readonly pixelsPerFoot: number;
  at(point: Point): readonly [x: string, y: string];
}

function fit({ polygons }: Shape): View {
  const [west, east] = range(polygons, 0);
  const [south, top] = range(polygons, 1);
  const { left, right, bottom, top: above } = FRAME;
  const pixelsPerFoot = Math.min((right - left) / (east - west || 1), (bottom - above) / (top - south || 1));
  const [middleX, middleY] = [(left + right) / 2, (above + bottom) / 2];
  return {
    pixelsPerFoot,
    at: ([x, y]) => [
      (middleX + (x - (west + east) / 2) * pixelsPerFoot).toFixed(1),
      (middleY - (y - (south + top) / 2) * pixelsPerFoot).toFixed(1),
    ],
  };
}

/** Least and greatest of a coordinate. A loop: outlines may have more points than a call takes arguments. */
function range(polygons: readonly Polygon[], axis: 0 | 1): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [outer] of polygons) {
    for (const point of outer) {
      least = Math.min(least, point[axis]);
      most = Math.max(most, point[axis]);
    }
  }
  return [least, most];
}

function lineOf(points: Ring, view: View): string {
  return points.map((point, at) => `${at === 0 ? 'M' : 'L'}${view.at(point).join(' ')}`).join('');
}

const pathOf = (polygon: Polygon, view: View) => polygon.map((ring) => `${lineOf(ring, view)}Z`).join('');

/** The lengths of the longer sides, each beside the middle of its side, outside the outline. */
function labels(polygon: Polygon, view: View): string[] {
  const sides = sidesOf(polygon);
  const perimeter = sides.reduce((sum, side) => sum + side.feet, 0);
  const outward = turn(polygon[0]) > 0 ? 1 : -1;
  return sides
    .filter((side) => side.feet >= perimeter * LABELLED_SHARE)
    .toSorted((a, b) => b.feet - a.feet)
    .slice(0, MOST_LABELS)
    .map((side) => label(side, outward, view));
}

function label({ points, feet: length }: Side, outward: 1 | -1, view: View): string {
  const [from, to] = middleEdge(points, length);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const long = Math.hypot(dx, dy) || 1;
  const away = 16 / view.pixelsPerFoot;
  const [x, y] = view.at([
    (from[0] + to[0]) / 2 + (outward * dy * away) / long,
    (from[1] + to[1]) / 2 - (outward * dx * away) / long,
  ]);
  // along the side, and never upside down
  let angle = (-Math.atan2(dy, dx) * 180) / Math.PI;
  if (angle > 90) angle -= 180;
  if (angle <= -90) angle += 180;
  return `<text x="${x}" y="${y}" transform="rotate(${angle.toFixed(1)} ${x} ${y})" font-size="13" text-anchor="middle" dominant-baseline="central">${feet(length)}</text>`;
}

/** The edge of a side where half of it is passed. */
function middleEdge(points: Ring, length: number): readonly [Point, Point] {
  let passed = 0;
  for (const [at, to] of points.slice(1).entries()) {
    const from = points[at] ?? to;
    passed += Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (passed >= length / 2) return [from, to];
  }
  const [first = [0, 0]] = points;
  return [first, points.at(-1) ?? first];
}

function north(): string {
  return `<g transform="translate(678 60)"><path d="M0 -30 L9 0 L0 -7 L-9 0 Z" fill="#1f2933"/><text y="18" font-size="14" text-anchor="middle" font-weight="600">N</text></g>`;
}

/** A bar of a round number of feet, and what that is in metres. */
function bar(pixelsPerFoot: number): string {
  const most = LONGEST_BAR / pixelsPerFoot;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  const wide = length * pixelsPerFoot;
  const left = WIDTH - 24 - wide;
  const metres = (length / FEET_PER_METRE).toPrecision(2);
  return [
    `<path d="M${left.toFixed(1)} 536V544H${(left + wide).toFixed(1)}V536" fill="none" stroke="#1f2933" stroke-width="2"/>`,
    `<text x="${(left + wide / 2).toFixed(1)}" y="528" font-size="12" text-anchor="middle">${number(length)} ft (${number(Number(metres))} m)</text>`,
  ].join('');
}

function areaText(sqft: number): string {
  const acres = sqft / SQFT_PER_ACRE;
  return `${acres >= 10 ? number(Number(acres.toFixed(1))) : number(Number(acres.toPrecision(3)))} acres (${number(Math.round(sqft))} sq ft)`;
}

const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 6 });
const feet = (value: number) => `${number(value < 10 ? Number(value.toFixed(1)) : Math.round(value))} ft`;

/** A line of text, cut where the picture ends. */
function line(x: number, y: number, text: string, style: string, most: number): string {
  const shown = [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;
  return text === '' ? '' : `<text x="${x}" y="${y}" ${style}>${xml(shown)}</text>`;
}

/** Text from records of others must not end its element, nor hold what XML cannot. */
function xml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
      .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
