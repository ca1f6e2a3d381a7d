import { choice, finding, number, texts, wholeNumber } from './fields.ts';

const count = () => wholeNumber(0, 100_000_000).nullish();

/** What reading a document gave. The properties themselves are imported by whoever reads it. */
export const pdfParsingFinding = finding({
  properties_created: count(),
  properties_updated: count(),
  rows_read: count(),
  rows_refused: count(),
  pages: wholeNumber(0, 1_000_000).nullish(),
  layout: choice(['table', 'notice']).nullish().describe('How it lists them'),
  confidence: number(0, 100).nullish().describe('Mean of its rows'),
  totals_checked: count().describe('Sums and counts that the document prints'),
  totals_wrong: count().describe('Of these, those that its rows do not give'),
  warnings: texts().nullish().describe('What should be looked at, totals that do not agree first'),
});
