import { keysOf } from '../../base/keys.ts';
import {
  amount,
  finding,
  number,
  object,
  onlyWhenKeysFit,
  text,
  time,
  url,
  uuid,
  wholeNumber,
} from './fields.ts';

const shape = {
  ll_uuid: uuid().nullish().describe("Regrid's own id of the parcel"),
  land_use: text(500).nullish().describe('What the land is used for, as the county words it'),
  zoning: text(500).nullish(),
  lot_size_acres: number(0, 1_000_000_000).nullish(),
  lot_size_sqft: number(0, 10_000_000_000_000).nullish(),
  building_sqft: number(0, 1_000_000_000).nullish().describe('0: no building'),
  year_built: wholeNumber(1_600, 2_200).nullish(),
  assessed_value: amount().nullish().describe('Dollars'),
  market_value: amount().nullish().describe('Dollars'),
  lat: number(-90, 90).nullish(),
  lon: number(-180, 180).nullish(),
  screenshot_url: url().nullish(),
  raw_data: object()
    .nullish()
    .describe('The record as it came; a GeoJSON polygon in it lets the shape be judged'),
  data_quality_score: number(0, 100).nullish(),
  scraped_at: time().nullish(),
};

const FACTS = keysOf(shape).filter((key) => key !== 'scraped_at');

/** Land data of a parcel: at least one fact, or there is nothing to keep. */
export const regridScrapingFinding = finding(shape).refine(
  (found) => FACTS.some((key) => (found[key] ?? '') !== ''),
  {
    error:
      "must give at least one of the parcel's facts, such as land_use or lot_size_acres; report null when nothing was found",
    when: onlyWhenKeysFit,
  },
);
