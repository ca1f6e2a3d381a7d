import { parse } from 'csv-parse/sync';
import { csvText } from '../../base/csv.ts';
import type { CensusAddress, Geocoded } from './address.ts';

/** The rows of a batch as the Bureau takes them: no header; id, street, city, state, ZIP. Ids are places in the list, from 0. */
export function batchFile(addresses: readonly CensusAddress[]): string {
  return csvText(
    addresses.map(({ street, city, state, zip }, n) => [
      n,
      ...[street, city, state, zip].map((cell) => (cell ?? '').replaceAll(/\s+/g, ' ')),
    ]),
    false,
  );
}

/**
 * What came back, by id. Rows come in any order, and are short where nothing was found; a row that is none of ours, or
 * was cut, is left out: then its address is asked again.
 */
export function readBatch(text: string, asked: number): Map<number, Geocoded> {
  const found = new Map<number, Geocoded>();
  // one row a line: what was asked holds no line feeds
  for (const line of text.split(/\r?\n/)) {
    const cells = readLine(line);
    const id = Number(cells[0]);
    if (!/^\d+$/.test(cells[0] ?? '') || id >= asked) continue;
    const read = readRow(cells);
    if (read !== undefined) found.set(id, read);
  }
  return found;
}

function readLine(line: string): readonly string[] {
  try {
    const [cells = []]: string[][] = parse(line, { bom: true, relax_quotes: true, trim: true });
    return cells;
  } catch {
    return [];
  }
}

function readRow(cells: readonly string[]): Geocoded | undefined {
  const [
    ,
    ,
    indicator,
    kind,
    matchedAddress = '',
    point = '',
    tigerLineId,
    side,
    state,
    county,
    tract,
    block,
  ] = cells;
  switch (indicator?.toLowerCase()) {
    case 'no_match':
      return { answer: 'no_match' };
    case 'tie':
      return { answer: 'tie' };
    case 'match': {
      const place = readPoint(point);
      if (place === undefined) return undefined;
      return {
        ...{ answer: 'match', exact: kind?.toLowerCase() === 'exact', matchedAddress, ...place },
        countyFips: /^\d{2}$/.test(state ?? '') && /^\d{3}$/.test(county ?? '') ? `${state}${county}` : null,
        ...{
          tract: tract || null,
          block: block || null,
          tigerLineId: tigerLineId || null,
          side: side || null,
        },
      };
    }
    default:
      return undefined;
  }
}

/** "-78.3947,40.5187": longitude first. */
function readPoint(text: string): { lat: number; lon: number } | undefined {
  const [, lon, lat] = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (lon === undefined || lat === undefined || Math.abs(Number(lat)) > 90 || Math.abs(Number(lon)) > 180) {
    return undefined;
  }
  return { lat: Number(lat), lon: Number(lon) };
}
