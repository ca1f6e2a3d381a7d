import { floodOf } from '../../property/findings/flood.ts';
import type { Parcel } from '../../property/findings/parcels.ts';
import type { VisualSettings } from '../../property/settings/visual-settings.ts';
import { against, type Look, look } from './look.ts';

/** Whether the lot lies where FEMA expects floods. Not mapped, or not looked up, is not the same as safe. */
export function lookAtFlood(parcel: Parcel, settings: VisualSettings): Look {
  const { hazard, zone, by } = floodOf(parcel);
  const flood = against(settings, 'flood_hazard');
  const whose = by === 'land_data' ? 'in its land data' : 'by environmental_research';
  const value = zone === null ? null : `zone ${zone} ${whose}`;
  if (hazard === null) {
    return look(false, flood('note', 'flood_unknown', 'Whether the lot is flooded is not known', value));
  }
  if (hazard) {
    return look(
      true,
      flood(settings.flood_hazard, 'flood_hazard_area', 'The lot is in a flood hazard area', value ?? whose),
    );
  }
  return look(true, flood('pass', 'flood_fit', 'The lot is outside the flood hazard areas', value ?? whose));
}
