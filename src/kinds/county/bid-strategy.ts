import type { BidInputs, BidStore } from '../../property/findings/bid-inputs.ts';
import { completed, failed, type Outcome } from '../kind.ts';
import { bidFor } from './bid.ts';
import type { Figures } from './bid-risks.ts';
import { countyKind } from './county-kind.ts';

/** The most to bid for each property, by the organization's own figures: three queries for a whole batch. */
export const bidStrategyKind = (bids: BidStore) =>
  countyKind('bid_strategy', async (items, { job }) => {
    const settings = await bids.settings(job.organizationId);
    const visual = await bids.visual(job.organizationId);
    const known = await bids.read(
      job.organizationId,
      items.map(({ input }) => input.item_id),
    );
    return items.map(({ input }) => strategyFor(known.get(input.item_id), { settings, visual }));
  });

function strategyFor(inputs: BidInputs | undefined, figures: Figures): Outcome {
  if (inputs === undefined) {
    return failed('invalid_input', 'property_unknown', 'The property is not there any more');
  }
  if (inputs.verdict !== 'APPROVED') {
    const verdict = inputs.verdict === null ? 'not validated' : `validated as ${inputs.verdict}`;
    return {
      outcome: 'skipped',
      code: 'not_approved',
      message: `Bids are made for approved properties; this one is ${verdict}`,
    };
  }
  const bid = bidFor(inputs, figures);
  if ('refused' in bid) return failed('invalid_input', 'value_missing', bid.refused);
  return completed({ ...bid, settings: figures.settings });
}
