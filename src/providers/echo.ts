import { z } from 'zod';
import { feetBetween } from './distance.ts';
import { type AskedFor, addressOf, type Place, PlaceClient, type Said } from './place.ts';
import { readAnswer, saidBy } from './read-answer.ts';
import { type ServiceAnswer, ServiceFailure } from './service.ts';

/** A facility that EPA regulates, with its distance from the point asked for. */
export interface Facility {
  readonly name: string;
  readonly registryId: string | null;
  readonly street: string | null;
  readonly city: string | null;
  /** Null: its place is not on record. */
  readonly feet: number | null;
}

/** Facilities around a point. */
export interface FacilityFacts {
  readonly radiusMiles: number;
  /** Null: more than the service lists. */
  readonly count: number | null;
  /** The nearest first, at most {@link NEAREST}. */
  readonly nearest: readonly Facility[];
}

/** Facilities that are named one by one. */
export const NEAREST = 10;
/** Pages of a thousand that are read; the count is known without. */
const MOST_PAGES = 10;
/** A list is gone about half an hour after it was made; then it is made once more. */
const MOST_LISTS = 2;
const TIMEOUT_MS = 30_000;
const MOST_BYTES = 8 * 1_048_576;

const LIST = '/echo_rest_services.get_facilities';
const PAGE = '/echo_rest_services.get_qid';

// everything in these answers is text
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);
const figure = z
  .union([z.number(), z.string(), z.null()])
  .optional()
  .transform((value) => {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof read === 'number' && Number.isFinite(read) ? read : null;
  });
const errorSchema = z.looseObject({ ErrorMessage: z.string().nullish() });
const listSchema = z.object({
  Results: z.looseObject({
    Error: errorSchema.nullish(),
    QueryID: z.union([z.string().min(1), z.number()]).nullish(),
    QueryRows: figure,
  }),
});
const pageSchema = z.object({
  Results: z.looseObject({
    Error: errorSchema.nullish(),
    Facilities: z
      .array(
        z.looseObject({
          FacName: text,
          RegistryID: text,
          FacStreet: text,
          FacCity: text,
          FacLat: figure,
          FacLong: figure,
        }),
      )
      .nullish(),
  }),
});

type Row = NonNullable<z.infer<typeof pageSchema>['Results']['Facilities']>[number];

/** Asks EPA's ECHO which facilities it regulates around a point. */
export class Echo extends PlaceClient {
  /** A list and its pages. @throws ServiceFailure, also for an error inside an answer with status 200; NotNow */
  async facilities(place: Place, radiusMiles: number, asked: AskedFor): Promise<Said<FacilityFacts>> {
    const query = { output: 'JSON', p_lat: place.lat, p_long: place.lon, p_radius: radiusMiles };
    const url = addressOf(this.url, LIST, query);
    for (let lists = 1; ; lists += 1) {
      const list = await this.#list(query, asked);
      if (list === 'too_many') return { facts: { radiusMiles, count: null, nearest: [] }, url };
      const rows = await this.#rows(list, asked, lists < MOST_LISTS);
      if (rows === 'expired') continue;
      return { facts: { radiusMiles, count: list.count, nearest: nearest(rows, place) }, url };
    }
  }

  async #list(
    query: Readonly<Record<string, string | number>>,
    asked: AskedFor,
  ): Promise<{ readonly id: string; readonly count: number } | 'too_many'> {
    const answer = await this.#get(LIST, query, 'echo.facilities', asked);
    const {
      Error: error,
      QueryID: id,
      QueryRows: count,
    } = readAnswer(this.caller, answer, listSchema).Results;
    const said = error?.ErrorMessage;
    if (said && /limit|exceed|too many|refine|narrow/i.test(said)) return 'too_many';
    if (error) throw this.#error(said, answer);
    if (count === null) throw this.#error('neither a number of rows nor an error', answer);
    if (count > 0 && (id === null || id === undefined)) throw this.#error('rows without a list', answer);
    return { id: String(id), count };
  }

  /** All rows of a list, page by page; `expired` when it is gone meanwhile and may be made anew. */
  async #rows(
    { id, count }: { readonly id: string; readonly count: number },
    asked: AskedFor,
    again: boolean,
  ): Promise<readonly Row[] | 'expired'> {
    const rows: Row[] = [];
    for (let pageno = 1; rows.length < count && pageno <= MOST_PAGES; pageno += 1) {
      const answer = await this.#get(PAGE, { output: 'JSON', qid: id, pageno }, 'echo.page', asked);
      const { Error: error, Facilities: page } = readAnswer(this.caller, answer, pageSchema).Results;
      if (error && again) return 'expired';
      if (error) throw this.#error(error.ErrorMessage, answer);
      if (!page || page.length === 0) break;
      rows.push(...page);
    }
    return rows;
  }

  #get(
    path: string,
    query: Readonly<Record<string, string | number>>,
    operation: string,
    asked: AskedFor,
  ): Promise<ServiceAnswer> {
    return this.caller.call({
      ...{ method: 'GET', path, query, operation, ...asked },
      ...{ timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES },
    });
  }

  #error(said: string | null | undefined, answer: ServiceAnswer): ServiceFailure {
    const words = `EPA ECHO answered with an error: ${saidBy(said || 'no reason given')}`;
    return new ServiceFailure(this.caller.service.name, 'transient', 'echo_error', words, { answer });
  }
}

function nearest(rows: readonly Row[], place: Place): Facility[] {
  const facilities = rows.map((row): Facility => {
    const { FacLat: lat, FacLong: lon } = row;
    return {
      name: row.FacName ?? 'unnamed facility',
      registryId: row.RegistryID,
      street: row.FacStreet,
      city: row.FacCity,
      feet: lat === null || lon === null ? null : Math.round(feetBetween(place, { lat, lon })),
    };
  });
  const distance = ({ feet }: Facility) => feet ?? Number.POSITIVE_INFINITY;
  // Infinity less Infinity is no number: those without a place stay in their order
  return facilities.toSorted((a, b) => distance(a) - distance(b) || 0).slice(0, NEAREST);
}
