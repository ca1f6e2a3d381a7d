import { seededRandom } from '../chassis/random.ts';
import { METRES_PER_DEGREE } from './shape.ts';

/** A zone of a flood map at a point. */
export interface FloodZone {
  readonly zone: string;
  readonly subtype: string | null;
  /** Special Flood Hazard Area. */
  readonly isHazard: boolean;
  /** Feet; null where the map gives none. */
  readonly baseElevationFeet: number | null;
}

/** A facility that the environment agency keeps watch on. */
export interface Facility {
  readonly registryId: string;
  readonly name: string;
  readonly street: string;
  readonly lat: number;
  readonly lon: number;
  /** Programs that it is under. */
  readonly programs: readonly ('air' | 'water' | 'waste')[];
  /** Of the last twelve quarters, those out of compliance. */
  readonly quartersOut: number;
  readonly isSignificant: boolean;
  readonly isActive: boolean;
}

/** What lies in the ground and near it, anywhere: drawn from the seed and the place, so that all services agree. */
export interface Nature {
  /** Null: no map covers the place. */
  flood(lat: number, lon: number): FloodZone | null;
  /** Null: outside of what was measured. */
  elevationFeet(lat: number, lon: number): number | null;
  /** Within so many miles, nearest first. */
  facilities(lat: number, lon: number, miles: number): Facility[];
}

/** Degrees: one zone of the flood map, some 500 m. */
const FLOOD_CELL = 0.005;
const FACILITY_CELL = 0.02;
const METRES_PER_MILE = 1609.344;
const TRADES = [
  'Dry Cleaners',
  'Metal Plating',
  'Water Treatment Plant',
  'Auto Body',
  'Concrete',
  'Chemical Works',
];

export function createNature(seed: number): Nature {
  const drawn = new Map<string, Facility[]>();

  function elevationFeet(lat: number, lon: number): number | null {
    // The United States with Alaska, Hawaii and Puerto Rico; beyond, nothing was measured.
    if (lat < 17 || lat > 72 || lon < -180 || lon > -64) return null;
    const hills = Math.sin(lat * 3.1 + seed) + Math.cos(lon * 2.3 - seed) + Math.sin((lat + lon) * 11);
    return Math.round((420 + hills * 130 + Math.sin(lat * 900) * 3) * 100) / 100;
  }

  function cellOf(row: number, column: number): Facility[] {
    const key = `${row}:${column}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const random = seededRandom(`${seed}:facilities:${key}`);
    const draw = random.below(100);
    const count = draw < 60 ? 0 : draw < 85 ? 1 : draw < 95 ? 2 : 5;
    const made = Array.from({ length: count }, (_, at): Facility => {
      const programs = (['air', 'water', 'waste'] as const).filter(() => random.chance(0.5));
      const quartersOut = random.chance(0.3) ? random.between(1, 12) : 0;
      return {
        registryId: `1100${String(random.below(1e8)).padStart(8, '0')}`,
        name: `Sample ${random.pick(TRADES)} ${row * 7 + column * 3 + at}`,
        street: `${random.between(1, 9900)} Industrial Blvd`,
        lat: round((row + random.next()) * FACILITY_CELL),
        lon: round((column + random.next()) * FACILITY_CELL),
        programs: programs.length > 0 ? programs : ['waste'],
        quartersOut,
        isSignificant: quartersOut > 6,
        isActive: random.chance(0.85),
      };
    });
    drawn.set(key, made);
    return made;
  }

  return {
    elevationFeet,
    flood(lat, lon) {
      const random = seededRandom(
        `${seed}:flood:${Math.floor(lat / FLOOD_CELL)}:${Math.floor(lon / FLOOD_CELL)}`,
      );
      const draw = random.below(100);
      const feet = Math.round(elevationFeet(lat, lon) ?? 0) + random.between(1, 9);
      if (draw < 66) return zone('X', 'AREA OF MINIMAL FLOOD HAZARD', false, null);
      if (draw < 74) return zone('X', '0.2 PCT ANNUAL CHANCE FLOOD HAZARD', false, null);
      if (draw < 83) return zone('AE', null, true, feet);
      if (draw < 86) return zone('AE', 'FLOODWAY', true, feet);
      if (draw < 91) return zone('A', null, true, null);
      if (draw < 92) return zone('D', null, false, null);
      return draw < 93 ? zone('VE', null, true, feet) : null;
    },
    facilities(lat, lon, miles) {
      const metres = miles * METRES_PER_MILE;
      const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
      const [rows, columns] = [metres / METRES_PER_DEGREE, metres / perLon];
      const found: { facility: Facility; distance: number }[] = [];
      for (let row = cell(lat - rows); row <= cell(lat + rows); row += 1) {
        for (let column = cell(lon - columns); column <= cell(lon + columns); column += 1) {
          for (const facility of cellOf(row, column)) {
            const distance = Math.hypot(
              (facility.lat - lat) * METRES_PER_DEGREE,
              (facility.lon - lon) * perLon,
            );
            if (distance <= metres) found.push({ facility, distance });
          }
        }
      }
      return found.sort((one, other) => one.distance - other.distance).map(({ facility }) => facility);
    },
  };
}

function zone(
  name: string,
  subtype: string | null,
  isHazard: boolean,
  baseElevationFeet: number | null,
): FloodZone {
  return { zone: name, subtype, isHazard, baseElevationFeet };
}

function cell(degrees: number): number {
  return Math.floor(degrees / FACILITY_CELL);
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
