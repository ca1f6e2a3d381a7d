import { choice, finding, flag, number, text, wholeNumber } from './fields.ts';

export const environmentalResearchFinding = finding({
  risk_level: choice(['low', 'moderate', 'high', 'unknown']),
  flood_zone: text(100).nullish().describe("FEMA's zone, such as AE or X"),
  in_flood_hazard_area: flag().nullish(),
  facilities_nearby: wholeNumber(0, 1_000_000).nullish().describe('Facilities that EPA regulates'),
  elevation_feet: number(-2_000, 30_000).nullish(),
});
