import { choice, date, finding, text } from './fields.ts';

export const countyResearchFinding = finding({
  research_status: choice(['completed', 'partial', 'none_found']),
  next_sale_date: date().nullish(),
  platform: text(500).nullish().describe('Where the sale is held, such as Bid4Assets'),
});
