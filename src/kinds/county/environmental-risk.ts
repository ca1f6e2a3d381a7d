import type { EnvironmentalSettings } from '../../property/settings/environmental-settings.ts';
import type { FacilityFacts } from '../../providers/echo.ts';
import type { ElevationFacts } from '../../providers/elevation.ts';
import type { FloodFacts, FloodZone } from '../../providers/fema.ts';

/** What services said of a place; undefined: they did not answer. */
export interface EnvironmentalFacts {
  readonly flood: FloodFacts | undefined;
  readonly facilities: FacilityFacts | undefined;
  readonly elevation: ElevationFacts | undefined;
}

/** What a rule says of the place; `note`: nothing about the risk. */
export type RiskEffect = 'high' | 'moderate' | 'low' | 'unknown' | 'note';

/** Why a risk is what it is: one for each thing that was looked at, or more. */
export interface RiskReason {
  readonly code: RiskRule;
  readonly effect: RiskEffect;
  readonly text: string;
  /** What led to it; null where nothing was known. */
  readonly value: string | null;
}

/** The rules by name, with what each says; figures are settings. */
export const RISK_RULES = {
  flood_hazard_area: 'The place lies in a Special Flood Hazard Area',
  flood_reduced: 'A rarer flood comes here, or a levee stands before it',
  flood_minimal: 'FEMA maps minimal flood hazard here',
  flood_undetermined: 'FEMA has not determined the flood hazard here',
  flood_unmapped: 'FEMA has no flood map of the place, which does not make it safe',
  flood_unanswered: 'FEMA did not answer',
  facilities_many: 'Many facilities that EPA regulates are near',
  facilities_some: 'Some facilities that EPA regulates are near',
  facility_close: 'A facility that EPA regulates is close by',
  facilities_few: 'Few or no facilities that EPA regulates are near',
  facilities_unanswered: 'EPA did not answer',
  low_ground: 'The ground lies low',
  ground_fit: 'The ground does not lie low',
  below_flood_level: 'The ground lies below the height of the one-percent flood',
  elevation_unknown: 'The height of the ground is not known',
} as const;
export type RiskRule = keyof typeof RISK_RULES;

/** Stands in every finding; raised when a rule changes. */
export const RISK_RULES_VERSION = '2026-11-22';

export interface EnvironmentalRisk {
  readonly risk_level: 'low' | 'moderate' | 'high' | 'unknown';
  readonly reasons: readonly RiskReason[];
}

/**
 * The risk of a place. What is high is high, whatever else is unknown; below that, a level is only given when flood
 * hazard and facilities are both known: unmapped is not safe, nor is unanswered. The height of the ground adds to the
 * risk where it is known.
 */
export function environmentalRisk(
  facts: EnvironmentalFacts,
  settings: EnvironmentalSettings,
): EnvironmentalRisk {
  const reasons = [
    ...floodReasons(facts.flood, settings),
    ...facilityReasons(facts.facilities, settings),
    ...groundReasons(facts.elevation, facts.flood, settings),
  ];
  const has = (effect: RiskEffect) => reasons.some((one) => one.effect === effect);
  const risk_level = has('high') ? 'high' : has('unknown') ? 'unknown' : has('moderate') ? 'moderate' : 'low';
  return { risk_level, reasons };
}

/** The zone that counts where maps overlap: the one with the greatest hazard. */
export function worstZone(zones: FloodFacts): FloodZone | undefined {
  return zones.toSorted((a, b) => gravity(b) - gravity(a))[0];
}

function gravity(zone: FloodZone): number {
  const kind = hazardOf(zone);
  return { area: 3, undetermined: 2, reduced: 1, minimal: 0 }[kind];
}

type Hazard = 'area' | 'reduced' | 'minimal' | 'undetermined';

/** What a zone means. D is "possible but undetermined"; other words than those of the standard mean that nobody looked. */
function hazardOf({ zone, subtype, hazardArea }: FloodZone): Hazard {
  if (hazardArea === true || /^(A|V)([EHOR]|\d{1,2}|99)?$/.test(zone ?? '')) return 'area';
  if (hazardArea === null || zone === null) return 'undetermined';
  if (zone === 'B' || (zone === 'X' && /0\.2 ?(PCT|%)|500|1 (PCT|%)|LEVEE/i.test(subtype ?? '')))
    return 'reduced';
  return zone === 'X' || zone === 'C' ? 'minimal' : 'undetermined';
}

function reason(code: RiskRule, effect: RiskEffect, value: string | null): RiskReason {
  return { code, effect, text: RISK_RULES[code], value };
}

function floodReasons(zones: FloodFacts | undefined, settings: EnvironmentalSettings): RiskReason[] {
  if (zones === undefined) return [reason('flood_unanswered', 'unknown', null)];
  const worst = worstZone(zones);
  if (worst === undefined) return [reason('flood_unmapped', 'unknown', null)];
  const value = [`zone ${worst.zone ?? 'without a name'}`, worst.subtype, worst.mapId && `map ${worst.mapId}`]
    .filter(Boolean)
    .join(', ');
  switch (hazardOf(worst)) {
    case 'area':
      return [reason('flood_hazard_area', settings.flood_hazard_level, value)];
    case 'reduced':
      return [reason('flood_reduced', settings.reduced_flood_level, value)];
    case 'minimal':
      return [reason('flood_minimal', 'low', value)];
    case 'undetermined':
      return [reason('flood_undetermined', 'unknown', value)];
  }
}

function facilityReasons(facts: FacilityFacts | undefined, settings: EnvironmentalSettings): RiskReason[] {
  if (facts === undefined) return [reason('facilities_unanswered', 'unknown', null)];
  const { count, nearest, radiusMiles } = facts;
  const within = `within ${radiusMiles} ${radiusMiles === 1 ? 'mile' : 'miles'}`;
  if (count === null) return [reason('facilities_many', 'high', `more than are listed, ${within}`)];
  const value = `${count} ${within}`;
  const reasons: RiskReason[] = [];
  if (count >= settings.high_facilities) reasons.push(reason('facilities_many', 'high', value));
  else if (count >= settings.moderate_facilities) reasons.push(reason('facilities_some', 'moderate', value));
  const [first] = nearest;
  if (first !== undefined && first.feet !== null && first.feet < settings.close_facility_feet) {
    reasons.push(reason('facility_close', 'moderate', `${first.name}, ${first.feet} ft away`));
  }
  return reasons.length > 0 ? reasons : [reason('facilities_few', 'low', value)];
}

function groundReasons(
  facts: ElevationFacts | undefined,
  zones: FloodFacts | undefined,
  settings: EnvironmentalSettings,
): RiskReason[] {
  const feet = facts?.feet ?? null;
  if (feet === null) return [reason('elevation_unknown', 'note', null)];
  const value = `${feet.toFixed(1)} ft`;
  const low = feet < settings.low_ground_feet;
  const reasons = [reason(low ? 'low_ground' : 'ground_fit', low ? 'moderate' : 'low', value)];
  const flood = worstZone(zones ?? [])?.baseFloodFeet ?? null;
  if (flood !== null && feet < flood) {
    reasons.push(reason('below_flood_level', 'moderate', `${value}, the flood ${flood.toFixed(1)} ft`));
  }
  return reasons;
}
