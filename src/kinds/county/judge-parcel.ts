import { toCents } from '../../base/cents.ts';
import type { Parcel } from '../../property/findings/parcels.ts';
import type { ValidationStatus } from '../../property/properties/read-values.ts';
import { type Outline, outlineOf } from './outline.ts';
import type { Effect, VisualRules } from './visual-rules.ts';

/** Why a verdict is what it is: one of these for each thing that was looked at. */
export interface Reason {
  readonly code: string;
  readonly effect: Effect;
  readonly text: string;
  /** What led to it; null where nothing was known. */
  readonly value: string | null;
}

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

/** What one look at a parcel gave: its reasons, and whether the fact it asks for was known. */
interface Look {
  readonly reasons: readonly Reason[];
  readonly known: boolean;
}

const SQFT_PER_ACRE = 43_560;

/** Judges a parcel by its land use, area, shape, value and address. What is not known is never a reason to approve. */
export function judgeParcel(parcel: Parcel, rules: VisualRules): Verdict {
  const outline = outlineOf(parcel.rawData);
  const structure = hasStructure(parcel, rules);
  const looks = {
    land_use: lookAtUse(parcel, rules, structure),
    area: lookAtArea(parcel, rules, structure, outline),
    shape: lookAtShape(rules, outline),
    value: lookAtValue(parcel, rules),
    address: lookAtAddress(parcel),
  } satisfies Record<keyof VisualRules['weights'], Look>;
  const reasons = Object.values(looks).flatMap((look) => look.reasons);
  const rejected = reasons.find(({ effect }) => effect === 'reject');
  const flags = reasons.filter(({ effect }) => effect === 'reject' || effect === 'caution');
  const known = Object.entries(looks) as [keyof VisualRules['weights'], Look][];
  return {
    validation_status: rejected ? 'REJECT' : flags.length > 0 ? 'CAUTION' : 'APPROVED',
    confidence_score: known.reduce((sum, [name, look]) => sum + (look.known ? rules.weights[name] : 0), 0),
    structure_present: structure,
    road_access: reasons.some(({ code }) => code === 'no_access') ? false : null,
    red_flags: flags.map(({ code }) => code),
    skip_reason: rejected ? `${rejected.text}: ${rejected.value}` : null,
    reasons,
    rules_version: rules.version,
  };
}

function look(known: boolean, ...reasons: readonly Reason[]): Look {
  return { known, reasons };
}

function reason(effect: Effect, code: string, text: string, value: string | null): Reason {
  return { code, effect, text, value };
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
  rules: VisualRules,
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
  if (smallest < largest * (1 - rules.areaDisagreement)) {
    const all = areas.map((one) => `${round(one)} sq ft`).join(', ');
    reasons.push(reason('caution', 'area_contradicted', 'The sizes on record do not agree', all));
  }
  if (area < rules.leastLotSqft) {
    reasons.push(
      reason('reject', 'lot_too_small', `The lot has less than ${rules.leastLotSqft} sq ft`, value),
    );
  } else if (structure !== true && area < rules.leastVacantAcres * SQFT_PER_ACRE) {
    const what = structure === false ? 'vacant lot' : 'lot, on which no building is known,';
    reasons.push(
      reason(
        'caution',
        'vacant_lot_small',
        `The ${what} has less than ${rules.leastVacantAcres} acres`,
        value,
      ),
    );
  }
  return reasons.length > 0
    ? look(true, ...reasons)
    : look(true, reason('pass', 'area_fit', 'The lot is large enough', value));
}

function lookAtShape(rules: VisualRules, outline: Outline | null): Look {
  if (outline === null)
    return look(false, reason('note', 'shape_unknown', 'The outline of the lot is not known', null));
  const value = `${round(outline.widthFeet)} ft wide on average, compactness ${round(outline.compactness, 2)}`;
  if (outline.widthFeet < rules.leastWidthFeet) {
    return look(
      true,
      reason('reject', 'sliver', `The lot is a strip narrower than ${rules.leastWidthFeet} ft`, value),
    );
  }
  if (outline.compactness < rules.leastCompactness) {
    return look(true, reason('caution', 'shape_odd', 'The lot is long and narrow, or ragged', value));
  }
  return look(true, reason('pass', 'shape_fit', 'The lot has a usable shape', value));
}

function lookAtValue(parcel: Parcel, rules: VisualRules): Look {
  const value = positiveCents(parcel.marketValue) ?? positiveCents(parcel.assessedValue);
  if (value === undefined) {
    return look(
      false,
      reason('caution', 'value_unknown', 'Neither market nor assessed value is known', null),
    );
  }
  const shown = `$${value.text}`;
  if (value.cents < BigInt(rules.leastValue) * 100n) {
    return look(true, reason('caution', 'value_low', `The value is below $${rules.leastValue}`, shown));
  }
  const due = positiveCents(parcel.totalDue);
  if (due !== undefined && due.cents > value.cents) {
    const text = 'More is due on the property than it is worth';
    return look(true, reason('caution', 'debt_above_value', text, `$${due.text} due, worth ${shown}`));
  }
  return look(true, reason('pass', 'value_fit', 'The value is known', shown));
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

function round(figure: number, decimals = 0): string {
  return String(Number(figure.toFixed(decimals)));
}
