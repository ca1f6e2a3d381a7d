import { amount, finding, onlyWhenKeysFit } from './fields.ts';

export const bidStrategyFinding = finding({
  max_bid: amount().describe('Dollars; never above property_value'),
  property_value: amount(0.01).describe('Dollars'),
}).refine((found) => Number(found.max_bid) <= Number(found.property_value), {
  error: 'must not be above property_value',
  path: ['max_bid'],
  when: onlyWhenKeysFit,
});
