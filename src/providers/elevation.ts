import { z } from 'zod';
import { type AskedFor, addressOf, type Place, PlaceClient, type Said } from './place.ts';
import { readAnswer } from './read-answer.ts';

/** Height of the ground, or null where the survey has none (the sea, places outside its models). */
export interface ElevationFacts {
  readonly feet: number | null;
  /** Distance between the points of the model, as the service tells it. */
  readonly resolution: string | null;
}

const PATH = '/json';
/** Below any ground of the United States: stands for "no value" (-1000000, and -9999 in older models). */
const LOWEST_FEET = -2_000;
const HIGHEST_FEET = 30_000;
const TIMEOUT_MS = 20_000;
const MOST_BYTES = 65_536;

const figure = z.union([z.number(), z.string().regex(/^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/)]);
const answerSchema = z.object({
  value: figure
    .transform(Number)
    .nullable()
    .refine((feet) => feet === null || feet <= HIGHEST_FEET, 'no ground is that high'),
  resolution: z
    .union([z.number(), z.string()])
    .nullish()
    .transform((value) => (value === null || value === undefined ? null : String(value))),
});

/** Asks the U.S. Geological Survey how high the ground lies. */
export class Elevation extends PlaceClient {
  /** @throws ServiceFailure, NotNow */
  async at({ lat, lon }: Place, asked: AskedFor): Promise<Said<ElevationFacts>> {
    const query = { x: lon, y: lat, wkid: 4326, units: 'Feet' };
    const answer = await this.caller.call({
      ...{ method: 'GET', path: PATH, query, operation: 'elevation.point', ...asked },
      ...{ timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES },
    });
    const { value, resolution } = readAnswer(this.caller, answer, answerSchema);
    return {
      facts: { feet: value === null || value < LOWEST_FEET ? null : value, resolution },
      url: addressOf(this.url, PATH, query),
    };
  }
}
