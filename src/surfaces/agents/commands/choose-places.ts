/** From the places of a command to counties of the list. Nothing here raises in the database: the answer says it. */
import type { Queryable } from '../../../db/pool.ts';
import {
  type County,
  findCounties,
  findCountiesOfAll,
  nearestCounties,
} from '../../../property/counties/find-counties.ts';
import { countiesInUse, countiesOfState } from '../queries.ts';
import { countyText } from './answer.ts';
import type { Places } from './understanding.ts';
import { stateName } from './words.ts';

/** Counties that were found: null for all, or all of the state. */
export interface Found {
  readonly counties: readonly County[] | null;
  readonly stateCode: string | null;
  /** How a name that several counties have was decided. */
  readonly remarks: readonly string[];
}

/** A name that nobody or several have; `choices` are places to say instead. */
export interface Unclear {
  readonly unclear: 'unknown' | 'ambiguous';
  readonly words: string;
  readonly choices: readonly { places: Places; about: string }[];
}

/** Finds every county named. A name that several have means the one in which the organization has work, if it is one. */
export async function findPlaces(
  db: Queryable,
  organizationId: string,
  places: Places | null,
): Promise<Found | Unclear> {
  if (places === null || places.are === 'all') return { counties: null, stateCode: null, remarks: [] };
  if (places.are === 'state') return stateOrCounty(db, places);
  const counties = new Map<string, County>();
  const remarks: string[] = [];
  for (const [name, candidates] of await findCountiesOfAll(db, places.names)) {
    const [first] = candidates;
    if (first === undefined) return unknownName(db, places.names, name);
    let county: County | undefined = first;
    if (candidates.length > 1) {
      const used = new Set(
        await countiesInUse(
          db,
          organizationId,
          candidates.map(({ id }) => id),
        ),
      );
      const own = candidates.filter(({ id }) => used.has(id));
      county = own.length === 1 ? own[0] : undefined;
      if (county === undefined) return ambiguousName(places.names, name, own.length > 0 ? own : candidates);
      remarks.push(
        `"${name}" is taken for ${countyText(county)}: the only county of that name with data of yours`,
      );
    }
    counties.set(county.id, county);
  }
  return { counties: [...counties.values()], stateCode: null, remarks };
}

/** A name in these places that no county has, with the nearest; null when every one of them has one. */
export async function unknownPlace(db: Queryable, places: Places | null): Promise<Unclear | null> {
  if (places === null || places.are !== 'named') return null;
  const found = await findCountiesOfAll(db, places.names);
  const unknown = places.names.find((name) => found.get(name)?.length === 0);
  return unknown === undefined ? null : unknownName(db, places.names, unknown);
}

/** Ids for the selections: null for every county. */
export async function countyIdsOf(db: Queryable, found: Found): Promise<readonly string[] | null> {
  if (found.counties !== null) return found.counties.map(({ id }) => id);
  return found.stateCode === null ? null : countiesOfState(db, found.stateCode);
}

/** "all counties", "all counties in PA", "Blair County, PA". */
export function foundText({ counties, stateCode }: Found): string {
  if (counties === null) return stateCode === null ? 'all counties' : `all counties in ${stateCode}`;
  const shown = counties.slice(0, 5).map(countyText);
  return counties.length > 5 ? `${shown.join('; ')} and ${counties.length - 5} more` : shown.join('; ');
}

async function stateOrCounty(
  db: Queryable,
  places: Extract<Places, { are: 'state' }>,
): Promise<Found | Unclear> {
  const { stateCode, typed, said } = places;
  const counties = said ? [] : await findCounties(db, typed);
  if (counties.length === 0) return { counties: null, stateCode, remarks: [] };
  return {
    unclear: 'ambiguous',
    words: typed,
    choices: [
      { places: { ...places, said: true }, about: `every county of ${stateName(stateCode)}` },
      ...counties
        .slice(0, 10)
        .map((county) => ({ places: named([countyText(county)]), about: county.stateName })),
    ],
  };
}

async function unknownName(db: Queryable, names: readonly string[], name: string): Promise<Unclear> {
  return {
    unclear: 'unknown',
    words: name,
    choices: choicesOf(names, name, await nearestCounties(db, name, 3)),
  };
}

function ambiguousName(names: readonly string[], name: string, candidates: readonly County[]): Unclear {
  return { unclear: 'ambiguous', words: name, choices: choicesOf(names, name, candidates) };
}

function choicesOf(names: readonly string[], name: string, counties: readonly County[]): Unclear['choices'] {
  return counties.slice(0, 20).map((county) => ({
    places: named(names.map((one) => (one === name ? countyText(county) : one))),
    about: county.stateName,
  }));
}

function named(names: readonly string[]): Places {
  return { are: 'named', names };
}
