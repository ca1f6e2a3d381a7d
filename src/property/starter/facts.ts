import type { BuildingType } from '../../base/incentives.ts';

/**
 * How the starter catalogue states public programs: facts in our own words, each program with the page that rules.
 * Amounts that we were not sure of are left out, so a lookup counts 0 for them and says so.
 */
export interface StateFacts {
  /** Two letters, or `US`. */
  state: string;
  territories?: readonly TerritoryFacts[];
  authorities: readonly AuthorityFacts[];
  programs: readonly ProgramFacts[];
}

/** A utility and the towns and ZIP prefixes that it is sure to serve; no claim to be its whole territory. */
interface TerritoryFacts {
  key: string;
  name: string;
  /** Other names of the utility, so that imported territories are recognized as the same. */
  aliases?: readonly string[];
  /** Its number at the U.S. Energy Information Administration. */
  eiaid?: number;
  cities?: readonly string[];
  /** First digits of ZIP codes. */
  zips?: readonly string[];
  /** False where it serves beside another that serves more. */
  predominant?: boolean;
}

interface AuthorityFacts {
  key: string;
  name: string;
  kind: 'federal' | 'state' | 'utility' | 'other';
  /** Keys of territories; the whole state when left out. */
  territories?: readonly string[];
}

export interface ProgramFacts {
  key: string;
  name: string;
  url: string;
  authority: string;
  /** Left out: homes, as far as the page says. */
  buildings?: readonly BuildingType[];
  tiers: readonly TierFacts[];
}

export interface TierFacts {
  key: string;
  items: readonly string[];
  amount: AmountFacts;
  /** "2026", "2026H1" or "2026-12-31". */
  starts?: string;
  ends?: string;
  paused?: boolean;
  /** Left out: owners and renters. */
  owners?: readonly ('homeowner' | 'renter')[];
  payment?: 'rebate' | 'tax_credit' | 'assistance_program' | 'performance_rebate' | 'account_credit';
  /** Conditions on facts that a lookup does not have. */
  requirements?: readonly string[];
  text: string;
}

export interface AmountFacts {
  kind: 'dollar_amount' | 'percent' | 'dollars_per_unit';
  number: number | null;
  minimum?: number;
  maximum?: number;
  unit?: string;
}

/** The day on which the facts of this folder were last gone through. */
export const statedOn = '2026-11-22';

export const fixed = (number: number, range: { minimum?: number; maximum?: number } = {}): AmountFacts => ({
  kind: 'dollar_amount',
  number,
  ...range,
});
/** A payment whose amount depends on things not stated here. */
export const unstated = (maximum?: number): AmountFacts => ({
  kind: 'dollar_amount',
  number: null,
  ...(maximum === undefined ? {} : { maximum }),
});
export const share = (number: number, maximum?: number): AmountFacts => ({
  kind: 'percent',
  number,
  ...(maximum === undefined ? {} : { maximum }),
});
export const perUnit = (number: number, unit: string, maximum?: number): AmountFacts => ({
  kind: 'dollars_per_unit',
  number,
  unit,
  ...(maximum === undefined ? {} : { maximum }),
});

export const airHeatPumps = ['ducted_heat_pump', 'ductless_heat_pump'] as const;
export const insulation = [
  'attic_or_roof_insulation',
  'wall_insulation',
  'basement_insulation',
  'crawlspace_insulation',
  'floor_insulation',
  'other_insulation',
] as const;
export const weatherization = [...insulation, 'air_sealing', 'duct_sealing', 'other_weatherization'] as const;

const wapUrl = 'https://www.energy.gov/scep/wap/how-apply-weatherization-assistance';

/** The federal Weatherization Assistance Program in one state: free work for households of low income. */
export const weatherizationAssistance = (state: string, authority: string): ProgramFacts => ({
  key: `starter_${state.toLowerCase()}_wap`,
  name: 'Weatherization Assistance Program',
  url: wapUrl,
  authority,
  buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'],
  tiers: [
    {
      key: `STARTER-${state}-WAP`,
      items: [...weatherization, 'energy_audit'],
      amount: share(1),
      payment: 'assistance_program',
      requirements: [
        'household income at or below 200% of the federal poverty guidelines, or SSI or TANF received',
      ],
      text: 'Energy audit and weatherization at no cost for households of low income',
    },
  ],
});

const rebateMaximums: readonly (readonly [string, readonly string[], number, string])[] = [
  ['HEAT-PUMP', airHeatPumps, 8000, 'Heat pump for heating and cooling'],
  ['WATER', ['heat_pump_water_heater'], 1750, 'Heat pump water heater'],
  ['STOVE', ['electric_stove'], 840, 'Electric stove, cooktop, range or oven'],
  ['DRYER', ['heat_pump_clothes_dryer'], 840, 'Heat pump clothes dryer'],
  ['PANEL', ['electric_panel'], 4000, 'Electric load service center (panel)'],
  ['WIRING', ['electric_wiring'], 2500, 'Electric wiring'],
  ['INSULATION', [...insulation, 'air_sealing'], 1600, 'Insulation, air sealing and ventilation'],
];

/**
 * Tiers of a state's Home Electrification and Appliance Rebates: the maximums are those of the federal law, for
 * households under 80% of the area's median income; between 80% and 150% half the cost is paid up to the same.
 */
export const electrificationRebates = (
  state: string,
  starts: string,
  only?: readonly string[],
): TierFacts[] =>
  rebateMaximums
    .filter(([key]) => only === undefined || only.includes(key))
    .map(([key, items, maximum, text]) => ({
      key: `STARTER-${state}-HEAR-${key}`,
      items,
      amount: share(1, maximum),
      starts,
      requirements: [
        'household income below 80% of the area median (half the cost is paid up to 150%)',
        'at most $14,000 in all for one home, and never more than the cost',
        'first such equipment in the home, put in by a contractor of the program',
      ],
      text: `${text}, up to $${maximum.toLocaleString('en-US')} (HEAR)`,
    }));
