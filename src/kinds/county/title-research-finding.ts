import { amount, choice, finding } from './fields.ts';

export const titleResearchFinding = finding({
  title_status: choice(['clear', 'clouded', 'unknown']),
  total_liens: amount().nullish().describe('Dollars'),
  surviving_liens: amount().nullish().describe('Dollars of liens that the sale does not wipe out'),
});
