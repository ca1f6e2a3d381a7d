import { randomUUID } from 'node:crypto';
import type { ServiceName } from '../../base/service-words.ts';
import { call, type Queryable } from '../../db/pool.ts';

/** What is wanted of the answers that were paid for. */
export interface PaidWanted {
  readonly organizationId: string;
  readonly service: ServiceName;
  /** What is asked about, normalised: `apn:55079/1234567`, a RadarID, an address. At most 300 characters each. */
  readonly keys: readonly string[];
  /** Older answers are bought anew; 0: every one is. */
  readonly freshMs: number;
  /** How long the buying may take before others may buy too. */
  readonly claimMs: number;
  /** The job that buys: what it left without an answer ({@link PaidTaken.leave}) it may ask for again. */
  readonly jobId?: string;
}

export interface StoredAnswer {
  readonly answer: unknown;
  readonly boughtAt: Date;
}

/** An answer that was just bought. */
export interface BoughtAnswer {
  readonly key: string;
  /** Anything that JSON can say; "nothing was found" is an answer too, where it was paid for. */
  readonly answer: unknown;
  /** For how long the licence lets it be kept; absent: no end is known. */
  readonly licenceMs?: number;
  readonly jobId?: string;
  readonly requestId?: string | null;
  readonly units?: number;
  /** Dollars; decimal text. */
  readonly cost?: string;
}

/** What {@link PaidAnswers.take} found, and what its caller does with it. */
export interface PaidTaken {
  /** Fresh enough: nothing to buy. */
  readonly stored: ReadonlyMap<string, StoredAnswer>;
  /** Nobody else buys these until they are stored or released. */
  readonly ours: readonly string[];
  /** Somebody is buying these this moment: put their items off by `waitMs`. */
  readonly theirs: readonly string[];
  readonly waitMs: number;
  store(answers: readonly BoughtAnswer[]): Promise<void>;
  /** Gives up buying: those named, or all of ours. Stored ones are not touched. */
  release(keys?: readonly string[]): Promise<void>;
  /**
   * No answer came though money may have left: nobody but the same job buys these while the claim lasts. All others of
   * ours are released.
   */
  leave(keys: ReadonlySet<string>): Promise<void>;
}

/** Answers that were paid for: bought once for an organization, used by all its jobs while they are fresh. */
export interface PaidAnswers {
  take(wanted: PaidWanted): Promise<PaidTaken>;
}

interface TakenRow {
  readonly [column: string]: unknown;
  readonly key: string;
  readonly state: 'stored' | 'ours' | 'theirs';
  readonly answer: unknown;
  readonly boughtAt: Date | null;
  readonly waitMs: number | null;
}

/** Longest that an item is put off at a time while somebody else buys its answer, in ms. */
const MOST_WAIT_MS = 10_000;

export function createPaidAnswers(db: Queryable): PaidAnswers {
  return {
    async take({ organizationId, service, keys, freshMs, claimMs, jobId }) {
      const buyer = randomUUID();
      const rows = await call<TakenRow>(
        db,
        `select key, state, answer, bought_at as "boughtAt", wait_ms as "waitMs"
         from lotline.take_paid_answers($1, $2, $3, $4, $5, $6)`,
        [organizationId, service, keys, freshMs, buyer, claimMs],
      );
      const left = await takeLeft(rows.flatMap(({ key, state }) => (state === 'theirs' ? [key] : [])));
      const of = (state: TakenRow['state']) =>
        rows.filter((row) => (left.has(row.key) ? 'ours' : row.state) === state);
      const ours = of('ours').map(({ key }) => key);
      const waits = of('theirs').map(({ waitMs }) => waitMs ?? 0);

      async function takeLeft(others: readonly string[]): Promise<ReadonlySet<string>> {
        if (jobId === undefined || others.length === 0) return new Set();
        const found = await call<{ key: string }>(
          db,
          'select key from lotline.take_left_answers($1, $2, $3, $4, $5, $6) key',
          [organizationId, service, others, buyer, jobId, claimMs],
        );
        return new Set(found.map(({ key }) => key));
      }

      async function release(which: readonly string[] = ours): Promise<void> {
        if (which.length === 0) return;
        await call(db, 'select lotline.release_paid_answers($1, $2, $3, $4)', [
          ...[organizationId, service, which, buyer],
        ]);
      }
      return {
        stored: new Map(
          of('stored').map(({ key, answer, boughtAt }) => [
            key,
            { answer, boughtAt: boughtAt ?? new Date(0) },
          ]),
        ),
        ours,
        theirs: of('theirs').map(({ key }) => key),
        waitMs: Math.min(MOST_WAIT_MS, Math.max(500, ...waits)),
        async store(answers) {
          if (answers.length === 0) return;
          const wire = answers.map(({ key, answer, licenceMs, jobId, requestId, units, cost }) => ({
            ...{ key, answer, licence_ms: licenceMs, job_id: jobId, request_id: requestId, units, cost },
          }));
          await call(db, 'select lotline.store_paid_answers($1, $2, $3)', [
            ...[organizationId, service, JSON.stringify(wire)],
          ]);
        },
        release,
        async leave(unsure) {
          if (jobId !== undefined && unsure.size > 0) {
            await call(db, 'select lotline.leave_paid_answers($1, $2, $3, $4, $5)', [
              ...[organizationId, service, [...unsure], buyer, jobId],
            ]);
          }
          await release(ours.filter((key) => !unsure.has(key)));
        },
      };
    },
  };
}
