import { STATE_CODES } from './states.ts';

/** What sort of county it is; the last word or words of its full name. */
export type Designation =
  | 'county'
  | 'parish'
  | 'borough'
  | 'census area'
  | 'city and borough'
  | 'municipality'
  | 'municipio'
  | 'city'
  | 'district'
  | 'island'
  | 'territory';

export interface NamedCounty {
  readonly fips: string;
  /** As the source has it, without its designation: "Baltimore" twice. */
  readonly base: string;
  /** As people say it, once per state: "Baltimore", "Baltimore city". */
  readonly name: string;
  readonly fullName: string;
  readonly designation: Designation;
  readonly stateCode: string;
  readonly stateName: string;
}

/** Alaska has boroughs; these are what is not one. */
const ALASKA: Readonly<Record<string, Designation>> = {
  '02016': 'census area',
  '02020': 'municipality',
  '02050': 'census area',
  '02070': 'census area',
  '02105': 'census area',
  '02110': 'city and borough',
  '02158': 'census area',
  '02180': 'census area',
  '02198': 'census area',
  '02220': 'city and borough',
  '02230': 'municipality',
  '02240': 'census area',
  '02261': 'census area',
  '02275': 'city and borough',
  '02282': 'city and borough',
  '02290': 'census area',
};

const BY_STATE: Readonly<Record<string, Designation>> = {
  LA: 'parish',
  PR: 'municipio',
  VI: 'island',
  AS: 'district',
  MP: 'municipality',
  GU: 'territory',
  DC: 'territory',
};

function designationOf(fips: string, stateCode: string): Designation {
  if (stateCode === 'AK') return ALASKA[fips] ?? 'borough';
  // Codes from 510 are independent cities, in every state that has any (MD, MO, NV, VA).
  if (stateCode !== 'PR' && fips.slice(2) >= '510' && fips.slice(2) < '900' && hasCities.has(stateCode)) {
    return 'city';
  }
  return BY_STATE[stateCode] ?? 'county';
}

const hasCities: ReadonlySet<string> = new Set(['MD', 'MO', 'NV', 'VA']);

const capital = (words: string) => words.replaceAll(/\b(?!and\b)[a-z]/g, (letter) => letter.toUpperCase());

function fullNameOf(base: string, designation: Designation): string {
  switch (designation) {
    case 'territory':
      return base;
    case 'city':
      return base.endsWith(' City') ? base : `${base} city`;
    default:
      return `${base} ${capital(designation)}`;
  }
}

/** Gives each county its names: those of one state differ, also where a city shares its county's name. */
export function nameCounties(
  counties: readonly { readonly fips: string; readonly base: string }[],
  stateNames: ReadonlyMap<string, string>,
): NamedCounty[] {
  const inState = new Map<string, number>();
  const place = (fips: string, base: string) => `${fips.slice(0, 2)} ${base}`;
  for (const { fips, base } of counties) {
    inState.set(place(fips, base), (inState.get(place(fips, base)) ?? 0) + 1);
  }
  return counties.map(({ fips, base }) => {
    const stateCode = STATE_CODES[fips.slice(0, 2)];
    const stateName = stateNames.get(fips.slice(0, 2));
    if (stateCode === undefined || stateName === undefined) {
      throw new Error(`No state is known for the county ${fips} (${base})`);
    }
    const designation = designationOf(fips, stateCode);
    const fullName = fullNameOf(base, designation);
    const shared = (inState.get(place(fips, base)) ?? 0) > 1 && designation === 'city';
    return { fips, base, name: shared ? fullName : base, fullName, designation, stateCode, stateName };
  });
}
