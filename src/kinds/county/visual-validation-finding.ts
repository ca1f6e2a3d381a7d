import { VALIDATION_STATUSES } from '../../property/properties/read-values.ts';
import { choice, finding, flag, number, text, texts } from './fields.ts';

export const visualValidationFinding = finding({
  validation_status: choice(VALIDATION_STATUSES),
  confidence_score: number(0, 100).nullish(),
  structure_present: flag().nullish(),
  road_access: flag().nullish(),
  red_flags: texts().nullish().describe('Each lowers a later bid by its share'),
  skip_reason: text(2_000).nullish().describe('Why it is rejected'),
});
