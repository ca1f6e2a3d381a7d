import { amount, choice, finding, flag } from './fields.ts';

export const propertyConditionFinding = finding({
  condition: choice(['good', 'fair', 'poor', 'uninhabitable', 'vacant_land', 'unknown']),
  occupied: flag().nullish(),
  estimated_repairs: amount().nullish().describe('Dollars; a bid is lowered by them'),
});
