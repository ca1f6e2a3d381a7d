import { toCents } from '../../base/cents.ts';
import { entriesOf } from '../../base/keys.ts';
import type { Parcel } from '../../property/findings/parcels.ts';
import { type Outline, outlineOf } from '../../property/outlines/outline.ts';
import type { ValidationStatus } from '../../property/properties/read-values.ts';
import type { VisualSettings } from '../../property/settings/visual-settings.ts';
import { against, type Look, look, type Reason, reason, round } from './look.ts';
import { lookAtFlood } from './look-at-flood.ts';
import { lookAtRoad, lookAtShape } from './look-at-outline.ts';
import type { VisualRules } from './visual-rules.ts';

export interface Verdict {
  readonly validation_status: ValidationStatus;
  /** The share of what the rules ask for that was known, 0 to 100. */
  readonly confidence_score: number;
  readonly structure_present: boolean | null;
  readonly road_access: boolean | null;
  readonly red_flags: readonly string[];
  readonly skip_reason: string | null;
  readonly reasons: readonly Reason[];
  readonly rules_version: string;
}

const SQFT_PER_ACRE = 43_560;

/**
 * Judges a parcel by its land use, area, shape, road, flood hazard, value and address. What is not known is never a
 * reason to approve.
 */
export function judgeParcel(parcel: Parcel, rules: VisualRules, settings: VisualSettings): Verdict {
  const outline = outlineOf(parcel.rawData, parcel.street);
  const structure = hasStructure(parcel, rules);
  const looks = {
    land_use: lookAtUse(parcel, rules, structure),
    area: lookAtArea(parcel, settings, structure, outline),
    shape: lookAtShape(outline, settings),
    road: lookAtRoad(parcel.rawData, outline, settings),
    flood: lookAtFlood(parcel, settings),
    value: lookAtValue(parcel, settings),
    address: lookAtAddress(parcel),
  } satisfies Record<keyof VisualRules['weights'], Look>;
  const reasons = Object.values(looks).flatMap((look) => look.reasons);
  const rejected = reasons.find(({ effect }) => effect === 'reject');
  const flags = reasons.filter(({ effect }) => effect === 'reject' || effect === 'caution');
  const known = entriesOf(looks);
  return {
    validation_status: rejected ? 'REJECT' : flags.length > 0 ? 'CAUTION' : 'APPROVED',
    confidence_score: known.reduce((sum, [name, look]) => sum + (look.known ? rules.weights[name] : 0), 0),
    structure_present: structure,
    road_access: hasRoad(reasons),
    red_flags: flags.map(({ code }) => code),
    skip_reason: rejected ? `${rejected.text}: ${rejected.value}` : null,
    reasons,
    rules_version: rules.version,
  };
}

/** Whether a road reaches the lot, as the reasons have it; null when nobody knows. */
function hasRoad(reasons: readonly Reason[]): boolean | null {
  const met = new Set(reasons.map(({ code }) => code));
  if (met.has('no_access')) return false;
  return met.has('frontage_fit') ? true : null;
}

/** Whether something is built; null when the record does not say. */
function hasStructure({ buildingSqft, yearBuilt, landUse }: Parcel, rules: VisualRules): boolean | null {
  if (buildingSqft !== null) return Number(buildingSqft) > 0;
  if (yearBuilt !== null) return true;
  return landUse !== null && rules.vacant.test(landUse) ? false : null;
}

function lookAtUse({ landUse }: Parcel, rules: VisualRules, structure: boolean | null): Look {
  if (landUse === null)
    return look(false, reason('caution', 'use_unknown', 'The use of the land is not known', null));
  const met = rules.landUse
    .filter(({ words }) => words.test(landUse))
    .map(({ effect, code, text }) => reason(effect, code, text, landUse));
  if (structure === true && rules.vacant.test(landUse)) {
    met.push(
      reason('caution', 'use_contradicted', 'The land is called vacant, and a building is recorded', landUse),
    );
  }
  return met.length > 0
    ? look(true, ...met)
    : look(true, reason('pass', 'use_fit', 'Nothing speaks against the use of the land', landUse));
}

function lookAtArea(
  parcel: Parcel,
  settings: VisualSettings,
  structure: boolean | null,
  outline: Outline | null,
): Look {
  const sqft = positive(parcel.lotSizeSqft);
  const acres = positive(parcel.lotSizeAcres);
  const areas = [sqft, acres && acres * SQFT_PER_ACRE, outline?.areaSqft].filter(
    (area) => area !== undefined,
  );
  const [area] = areas;
  if (area === undefined) {
    return look(
      false,
      reason('caution', 'area_unknown', 'The size of the lot is not known', parcel.lotSizeSqft),
    );
  }
  const value = `${round(area)} sq ft (${round(area / SQFT_PER_ACRE, 4)} acres)`;
  const reasons: Reason[] = [];
  const largest = Math.max(...areas);
  const smallest = Math.min(...areas);
  if (smallest < largest * (1 - settings.most_area_difference_percent / 100)) {
    const all = areas.map((one) => `${round(one)} sq ft`).join(', ');
    const difference = against(settings, 'most_area_difference_percent');
    reasons.push(difference('caution', 'area_contradicted', 'The sizes on record do not agree', all));
  }
  const size = against(settings, 'least_lot_sqft');
  if (area < settings.least_lot_sqft) {
    reasons.push(
      size('reject', 'lot_too_small', `The lot has less than ${settings.least_lot_sqft} sq ft`, value),
    );
  } else if (structure !== true && area < settings.least_vacant_acres * SQFT_PER_ACRE) {
    const what = structure === false ? 'vacant lot' : 'lot, on which no building is known,';
    const text = `The ${what} has less than ${settings.least_vacant_acres} acres`;
    reasons.push(against(settings, 'least_vacant_acres')('caution', 'vacant_lot_small', text, value));
  }
  return reasons.length > 0
    ? look(true, ...reasons)
    : look(true, size('pass', 'area_fit', 'The lot is large enough', value));
}

function lookAtValue(parcel: Parcel, settings: VisualSettings): Look {
  const value = positiveCents(parcel.marketValue) ?? positiveCents(parcel.assessedValue);
  if (value === undefined) {
    return look(
      false,
      reason('caution', 'value_unknown', 'Neither market nor assessed value is known', null),
    );
  }
  const shown = `$${value.text}`;
  const least = against(settings, 'least_value');
  if (value.cents < toCents(settings.least_value)) {
    return look(true, least('caution', 'value_low', `The value is below $${settings.least_value}`, shown));
  }
  const due = positiveCents(parcel.totalDue);
  if (due !== undefined && Number(due.cents) * 100 > Number(value.cents) * settings.most_due_percent) {
    const percent = settings.most_due_percent === 100 ? '' : `${settings.most_due_percent} % of what `;
    const text = `More is due on the property than ${percent}it is worth`;
    const debt = against(settings, 'most_due_percent');
    return look(true, debt('caution', 'debt_above_value', text, `$${due.text} due, worth ${shown}`));
  }
  return look(true, least('pass', 'value_fit', 'The value is known', shown));
}

function lookAtAddress({ address, lat, lon }: Parcel): Look {
  const at = address?.trim() ?? '';
  if (at === '') {
    const where = lat === null || lon === null ? null : `${lat}, ${lon}`;
    return look(false, reason('caution', 'address_unknown', 'The property has no address', where));
  }
  if (!/^[1-9]\d*/.test(at)) {
    return look(true, reason('note', 'address_without_number', 'The address has no house number', at));
  }
  return look(true, reason('pass', 'address_fit', 'The address is known', at));
}

function positive(figure: string | null): number | undefined {
  return figure !== null && Number(figure) > 0 ? Number(figure) : undefined;
}

function positiveCents(amount: string | null): { cents: bigint; text: string } | undefined {
  const cents = amount === null ? 0n : toCents(amount);
  return amount !== null && cents > 0n ? { cents, text: amount } : undefined;
}
