import { recordFigure } from '../../property/findings/record-fields.ts';
import type { Outline } from '../../property/outlines/outline.ts';
import type { VisualSettings } from '../../property/settings/visual-settings.ts';
import { against, type Look, look, reason, round } from './look.ts';

/** Fields in which records of parcels say how much of the lot lies along its road, in feet. */
const FRONTAGE_FIELDS = ['road_frontage_feet', 'frontage_feet', 'frontage', 'lot_frontage', 'front_feet'];

/** Strips and ragged outlines. */
export function lookAtShape(outline: Outline | null, settings: VisualSettings): Look {
  if (outline === null) {
    return look(false, reason('note', 'shape_unknown', 'The outline of the lot is not known', null));
  }
  const value = `${round(outline.widthFeet)} ft wide on average, compactness ${round(outline.compactness, 2)}`;
  const width = against(settings, 'least_width_feet');
  if (outline.widthFeet < settings.least_width_feet) {
    return look(
      true,
      width('reject', 'sliver', `The lot is a strip narrower than ${settings.least_width_feet} ft`, value),
    );
  }
  const compactness = against(settings, 'least_compactness');
  if (outline.compactness < settings.least_compactness) {
    return look(true, compactness('caution', 'shape_odd', 'The lot is long and narrow, or ragged', value));
  }
  return look(true, width('pass', 'shape_fit', 'The lot has a usable shape', value));
}

/** How much of a lot lies along its road, as far as that is known. */
export interface KnownFrontage {
  readonly feet: number;
  readonly by: 'record' | 'outline';
}

/** By its record, else by the side nearest to where its address is on the street. Undefined: nobody knows the road. */
export function knownFrontage(rawData: unknown, outline: Outline | null): KnownFrontage | undefined {
  const recorded = recordFigure(rawData, FRONTAGE_FIELDS);
  if (recorded !== undefined) return { feet: recorded, by: 'record' };
  const drawn = outline?.frontage ?? null;
  return drawn?.basis === 'street' ? { feet: drawn.feet, by: 'outline' } : undefined;
}

/**
 * How much of the lot lies along its road. Where nobody knows which side that is, no side may be long enough: then the
 * longest decides.
 */
export function lookAtRoad(rawData: unknown, outline: Outline | null, settings: VisualSettings): Look {
  const least = settings.least_frontage_feet;
  const frontage = against(settings, 'least_frontage_feet');
  const known = knownFrontage(rawData, outline);
  if (known !== undefined) {
    const from = known.by === 'record' ? 'on record' : 'the side nearest to its address';
    const value = `${round(known.feet, 1)} ft, ${from}`;
    return known.feet < least
      ? look(true, frontage('caution', 'frontage_short', `Less than ${least} ft lie along the road`, value))
      : look(true, frontage('pass', 'frontage_fit', 'Enough of the lot lies along the road', value));
  }
  const longest = outline?.frontage?.feet;
  if (longest !== undefined && longest < least) {
    const value = `${round(longest)} ft, its longest side`;
    return look(true, frontage('caution', 'frontage_short', `No side of the lot is ${least} ft long`, value));
  }
  const value = longest === undefined ? null : `longest side ${round(longest)} ft`;
  return look(
    false,
    frontage('note', 'frontage_unknown', 'Which side of the lot is along a road is not known', value),
  );
}
