import { z } from 'zod';
import { storable } from '../../base/storable.ts';
import { type ServiceAnswer, ServiceFailure } from '../service.ts';

/** More properties than there are; what says so is no answer. */
const MOST = 2_147_483_647;
/** A whole number that may come as a text; null when it does not come. */
const wholeNumber = z
  .union([
    z.int().min(0).max(MOST),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? null);
/** Dollars, as text; the service sends "12.50", sometimes with a sign or separators. */
const money = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const text = String(value ?? '').replaceAll(/[$,\s]/g, '');
    return /^\d{1,12}(\.\d{1,12})?$/.test(text) ? text : null;
  });

const searchSchema = z.object({
  results: z.array(z.record(z.string(), z.unknown())),
  totalResultCount: wholeNumber,
  totalCost: money,
  quantityFreeRemaining: wholeNumber,
});

/** A property as the vendor describes it, fields as it names them. */
export type RadarRecord = Readonly<Record<string, unknown>> & { readonly RadarID: string };

/** What a search answered. */
export interface SearchAnswer {
  /** Records that carry a RadarID, each once. */
  readonly records: readonly RadarRecord[];
  /** Results without a RadarID: nothing can be kept of them. */
  readonly nameless: number;
  /** How many there are in all; null when the service did not say. */
  readonly total: number | null;
  /** Dollars, decimal text; null when the service did not say. */
  readonly cost: string | null;
  /** Records that are still free of charge. */
  readonly free: number | null;
}

/** Reads the answer of a search; undefined when it is none, such as a page for people or half of an answer. */
export function readSearch(text: string): SearchAnswer | undefined {
  const parsed = searchSchema.safeParse(parseStorable(text));
  if (!parsed.success) return undefined;
  const { results, totalResultCount, totalCost, quantityFreeRemaining } = parsed.data;
  const records = new Map<string, RadarRecord>();
  for (const { RadarID: id, ...fields } of results) {
    const radarId = typeof id === 'string' ? id.trim() : '';
    if (/^\S{1,60}$/.test(radarId)) records.set(radarId, { ...fields, RadarID: radarId });
  }
  return {
    records: [...records.values()],
    nameless: results.filter(({ RadarID: id }) => typeof id !== 'string' || id.trim() === '').length,
    total: totalResultCount,
    cost: totalCost,
    free: quantityFreeRemaining,
  };
}

/** JSON without what no database keeps: the character NUL and halves of surrogate pairs. Undefined: it is no JSON. */
function parseStorable(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') return storable(value);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const odd = Object.keys(value).some((key) => storable(key) !== key);
      return odd
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [storable(key), one]))
        : value;
    });
  } catch {
    return undefined;
  }
}

const errorSchema = z.object({
  error: z.string(),
  eventid: z.string().nullish(),
  message: z.string().nullish(),
});

/** The same failure in the vendor's own words, with the number by which its support finds the request. */
export function inItsWords(failure: ServiceFailure): ServiceFailure {
  const { answer } = failure;
  if (answer === undefined || failure.failure === 'outcome_unknown') return failure;
  const said = errorSchema.safeParse(parseStorable(answer.text));
  if (!said.success) return failure;
  const { error, message, eventid } = said.data;
  const event = eventid ?? answer.requestId;
  const text = [error, message === error ? null : message].filter(Boolean).join(': ');
  const shown = `PropertyRadar answered ${answer.status}: ${text}${event ? ` (event ${event})` : ''}`;
  return new ServiceFailure(failure.service, failure.failure, failure.code, shown, {
    afterMs: failure.afterMs,
    answer,
    cause: failure,
  });
}

/** The failure that an answer is which has the right status and is no answer. */
export function unreadable(
  service: ServiceFailure['service'],
  answer: ServiceAnswer,
  billed: boolean,
): ServiceFailure {
  const what = `PropertyRadar answered ${answer.status} with something that is no search result (${answer.contentType || 'no type'})`;
  return billed
    ? new ServiceFailure(service, 'outcome_unknown', 'outcome_unknown', `${what}; the request was billed`, {
        answer,
      })
    : new ServiceFailure(service, 'transient', 'propertyradar_unreadable', what, { answer });
}
