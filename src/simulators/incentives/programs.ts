import { seededRandom } from '../chassis/random.ts';

/** A device that programs may pay for. */
export interface Device {
  readonly id: number;
  readonly name: string;
}

/** What one program pays, and to whom. */
export interface Program {
  readonly id: string;
  readonly name: string;
  /** Device ids to dollars and cents. */
  readonly amounts: ReadonlyMap<number, number>;
  readonly buildingTypes: readonly string[];
}

export interface Utility {
  readonly eiaid: number | null;
  readonly name: string;
}

const NAMES = [
  'ducted_heat_pump',
  'ductless_heat_pump',
  'geothermal_heating_installation',
  'heat_pump_water_heater',
  'heat_pump_clothes_dryer',
  'electric_stove',
  'electric_panel',
  'electric_wiring',
  'weatherization',
  'battery_storage_installation',
  'rooftop_solar_installation',
  'electric_vehicle_charger',
];

/** Numbered from 1; any other number is a device that no program pays for. */
export const DEVICES: readonly Device[] = NAMES.map((name, at) => ({ id: at + 1, name }));

const KINDS = ['Heat Pump Rebate', 'Whole Home Rebate', 'Water Heating Rebate', 'Electrification Offer'];
const BUILDINGS = ['RESIDENTIAL', 'COMMERCIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'];

/** The programs of a state: two to four, their amounts in dollars and cents. */
export function programsOf(seed: number, state: string): Program[] {
  const random = seededRandom(`${seed}:programs:${state}`);
  return Array.from({ length: random.between(2, 4) }, (_, at) => {
    const paid = DEVICES.filter(() => random.chance(0.45));
    return {
      id: `${state.toLowerCase()}-${at + 1}`,
      name: `${state} ${KINDS[at % KINDS.length]}`,
      amounts: new Map(paid.map(({ id }) => [id, random.between(100, 400_000) / 100])),
      buildingTypes: BUILDINGS.filter((type) => type === 'RESIDENTIAL' || random.chance(0.5)),
    };
  });
}

/**
 * Who serves a ZIP code: most have one utility, one in ten has several, one in fifty one without a number at the Energy
 * Information Administration, one in a hundred none.
 */
export function utilitiesOf(seed: number, state: string, zip: string): Utility[] {
  const random = seededRandom(`${seed}:utility:${zip}`);
  const draw = random.below(100);
  if (draw === 0) return [];
  const make = (at: number): Utility => ({
    eiaid: draw <= 2 ? null : random.between(100, 60_000),
    name: `${state} ${['Power & Light', 'Electric Cooperative', 'Municipal Utility'][at]}`,
  });
  return draw < 13 && draw > 2 ? [make(0), make(1)] : [make(random.below(3))];
}
