import type { Parcel, ParcelStore } from '../../property/findings/parcels.ts';
import type { VisualSettings } from '../../property/settings/visual-settings.ts';
import { completed, failed, type Outcome } from '../kind.ts';
import { countyKind } from './county-kind.ts';
import { judgeParcel } from './judge-parcel.ts';
import { VISUAL_RULES } from './visual-rules.ts';

/** Filters what is not worth a look, by rules over land data: two queries and no call outside for a whole batch. */
export const visualValidationKind = (parcels: ParcelStore) =>
  countyKind('visual_validation', async (items, { job }) => {
    const settings = await parcels.settings(job.organizationId);
    const known = await parcels.read(
      job.organizationId,
      items.map(({ input }) => input.item_id),
    );
    return items.map(({ input }) => judge(known.get(input.item_id), settings));
  });

function judge(parcel: Parcel | undefined, settings: VisualSettings): Outcome {
  if (parcel === undefined) {
    return failed(
      'invalid_input',
      'no_parcel_data',
      'The property has no land data: run regrid_scraping for it first, then retry',
    );
  }
  const source = {
    title: 'Land data of the parcel',
    note: `found by ${parcel.foundBy}`,
    retrieved_at: parcel.foundAt.toISOString(),
  };
  return completed({ ...judgeParcel(parcel, VISUAL_RULES, settings), settings, sources: [source] });
}
