import { call, type Queryable } from '../../db/pool.ts';

/** Services that say something of a place, and how long that holds, in days: maps change by the year, permits by the month. */
const FRESH_DAYS = { fema: 90, echo: 30, elevation: 365 } as const;
export type PlaceService = keyof typeof FRESH_DAYS;

/** A question to a service: its name and the place's key. */
export interface PlaceQuestion {
  readonly service: PlaceService;
  readonly key: string;
}

/** What a service said of a place, as its client read it. */
export interface PlaceAnswer extends PlaceQuestion {
  readonly facts: unknown;
  readonly url: string;
  readonly retrievedAt: Date;
}

/** What services said of places lately, so that what failed half-way goes on where it stopped. */
export interface PlaceAnswers {
  /** The answers that still hold, in any order, in one statement. */
  known(organizationId: string, questions: readonly PlaceQuestion[]): Promise<PlaceAnswer[]>;
  /** Keeps answers, in one statement. */
  keep(organizationId: string, answers: readonly PlaceAnswer[]): Promise<void>;
}

export function placeAnswers(db: Queryable): PlaceAnswers {
  return {
    known: (organizationId, questions) =>
      questions.length === 0
        ? Promise.resolve([])
        : call<PlaceAnswer & Record<string, unknown>>(
            db,
            `select service, place_key as key, answer as facts, url, retrieved_at as "retrievedAt"
               from lotline.known_place_answers($1, $2, $3)`,
            [organizationId, questions.map(({ service }) => service), questions.map(({ key }) => key)],
          ),
    async keep(organizationId, answers) {
      if (answers.length === 0) return;
      const rows = answers.map(({ service, key, facts, url, retrievedAt }) => ({
        ...{ service, place_key: key, answer: facts, url, retrieved_at: retrievedAt },
        fresh_days: FRESH_DAYS[service],
      }));
      await call(db, 'select lotline.keep_place_answers($1, $2)', [organizationId, JSON.stringify(rows)]);
    },
  };
}
