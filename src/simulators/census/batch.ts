import { parse } from 'csv-parse/sync';
import { seededRandom } from '../chassis/random.ts';
import type { World } from '../world/world.ts';
import { type Asked, codesOf, type Match, matches, tigerOf } from './match.ts';

interface Row extends Asked {
  readonly id: string;
}

/** Rows `id,street,city,state,zip` without a header; undefined when they are not. */
export function readRows(text: string): Row[] | undefined {
  try {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    return rows.map(([id = '', street = '', city = '', state = '', zip = '']) => ({
      id: id.trim(),
      street: street.trim(),
      city: city.trim(),
      state: state.trim(),
      zip: zip.trim(),
    }));
  } catch {
    return undefined;
  }
}

/** The answers in an order of its own: short lines for `No_Match` and `Tie`, long ones for `Match`. */
export function answerRows(
  world: World,
  rows: readonly Row[],
  { seed, geographies }: { seed: string; geographies: boolean },
): string {
  const lines = rows.map((row) => {
    const input = [row.street, row.city, row.state, row.zip].join(', ');
    const found = matches(world, row);
    const [first] = found;
    if (first === undefined) return [row.id, input, 'No_Match'];
    if (found.length > 1) return [row.id, input, 'Tie'];
    return [row.id, input, 'Match', ...cellsOf(first, geographies)];
  });
  return quoted(seededRandom(seed).shuffle(lines));
}

function cellsOf(match: Match, geographies: boolean): string[] {
  const { id, side } = tigerOf(match);
  const codes = codesOf(match.fips, match.lat, match.lon);
  return [
    match.isExact ? 'Exact' : 'Non_Exact',
    match.matchedAddress,
    `${match.lon.toFixed(12)},${match.lat.toFixed(12)}`,
    id,
    side,
    ...(geographies ? [codes.state, codes.county, codes.tract, codes.block] : []),
  ];
}

/** Every cell in quotes, lines ending as in the real one. */
function quoted(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    .join('');
}
