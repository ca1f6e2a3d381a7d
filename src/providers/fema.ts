import { z } from 'zod';
import { type AskedFor, addressOf, type Place, PlaceClient, type Said } from './place.ts';
import { readAnswer, saidBy } from './read-answer.ts';
import { ServiceFailure } from './service.ts';

/** A flood zone of FEMA's National Flood Hazard Layer at a point. */
export interface FloodZone {
  /** Such as `AE`, `X`, `D`. */
  readonly zone: string | null;
  /** Such as `FLOODWAY`, `0.2 PCT ANNUAL CHANCE FLOOD HAZARD`. */
  readonly subtype: string | null;
  /** In a Special Flood Hazard Area; null: the map does not say. */
  readonly hazardArea: boolean | null;
  /** Height of the one-percent flood, where the map gives one. */
  readonly baseFloodFeet: number | null;
  /** Name of the map. */
  readonly mapId: string | null;
}

/** Zones at a point, as a rule one; none: nobody has mapped it, which does not mean that it is safe. */
export type FloodFacts = readonly FloodZone[];

/** The layer of flood hazard zones. */
const PATH = '/28/query';
const FIELDS = 'FLD_ZONE,ZONE_SUBTY,SFHA_TF,STATIC_BFE,DFIRM_ID';
/** Stands where a map gives no figure. */
const NO_VALUE = -9_999;
const TIMEOUT_MS = 30_000;
const MOST_BYTES = 1_048_576;

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);
const attributes = z.object({
  FLD_ZONE: text,
  ZONE_SUBTY: text,
  SFHA_TF: text,
  STATIC_BFE: z.number().nullish(),
  DFIRM_ID: text,
});
const answerSchema = z.union([
  // A refusal comes with status 200, and must not be taken for a place without zones.
  z.object({
    error: z.looseObject({
      code: z.union([z.number(), z.string()]).nullish(),
      message: z.string().nullish(),
      details: z.array(z.string()).nullish(),
    }),
  }),
  z.object({ features: z.array(z.object({ attributes })) }),
]);

/** Asks FEMA which flood zone a point lies in. */
export class Fema extends PlaceClient {
  /** @throws ServiceFailure, also for an error inside an answer with status 200; NotNow */
  async floodZones({ lat, lon }: Place, asked: AskedFor): Promise<Said<FloodFacts>> {
    const query = {
      geometry: `${lon},${lat}`,
      geometryType: 'esriGeometryPoint',
      inSR: 4326,
      spatialRel: 'esriSpatialRelIntersects',
      outFields: FIELDS,
      returnGeometry: false,
      f: 'json',
    };
    const answer = await this.caller.call({
      ...{ method: 'GET', path: PATH, query, operation: 'nfhl.zones', ...asked },
      ...{ timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES },
    });
    const said = readAnswer(this.caller, answer, answerSchema);
    if ('error' in said) {
      const { code, message, details } = said.error;
      const words = saidBy([message, ...(details ?? [])].filter(Boolean).join('; ') || 'no reason given');
      const refused = Number(code) === 403 || Number(code) === 498 || Number(code) === 499;
      throw new ServiceFailure(
        this.caller.service.name,
        refused ? 'permanent' : 'transient',
        'fema_error',
        `FEMA answered with error ${code ?? 'of no number'}: ${words}`,
        { answer },
      );
    }
    return {
      facts: said.features.map(({ attributes: one }) => zoneOf(one)),
      url: addressOf(this.url, PATH, query),
    };
  }
}

function zoneOf(one: z.infer<typeof attributes>): FloodZone {
  const base = one.STATIC_BFE ?? NO_VALUE;
  return {
    zone: one.FLD_ZONE,
    subtype: one.ZONE_SUBTY,
    hazardArea: one.SFHA_TF === 'T' ? true : one.SFHA_TF === 'F' ? false : null,
    baseFloodFeet: base <= NO_VALUE ? null : base,
    mapId: one.DFIRM_ID,
  };
}
