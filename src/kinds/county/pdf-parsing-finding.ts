import { finding, wholeNumber } from './fields.ts';

const count = () => wholeNumber(0, 100_000_000).nullish();

/** What reading a document gave. The properties themselves are imported by whoever reads it. */
export const pdfParsingFinding = finding({
  properties_created: count(),
  properties_updated: count(),
  rows_read: count(),
  rows_refused: count(),
  pages: wholeNumber(0, 1_000_000).nullish(),
});
