import { createHash } from 'node:crypto';
import { incentiveResultSchema, type LookupRequest } from '../base/incentives.ts';
import { incentivesApiService } from '../providers/incentives-api.ts';
import type { PaidAnswers, PaidTaken } from '../providers/service/paid-answers.ts';
import { completed, deferred, type Outcome } from './kind.ts';

const DAY_MS = 86_400_000;
/** Programmes change by the month. */
const FRESH_MS = 30 * DAY_MS;
/** Longer than a batch of requests takes. */
const CLAIM_MS = 15 * 60_000;

/** What becomes of the lookups of a batch that cost money: those that need no buying, and those to buy. */
export interface Shopping {
  /** Outcomes of lookups that need none, by their place in the batch. */
  readonly settled: ReadonlyMap<number, Outcome>;
  /**
   * Keeps what was bought, and leaves the rest for others to buy, but for what may have been paid for without an answer:
   * of that others keep away as long as the claim lasts. To be called whatever happened; `sent`: requests may have left.
   */
  done(outcomes: ReadonlyMap<number, Outcome>, sent: boolean): Promise<void>;
}

/**
 * Looks for answers that were paid for: the same question of the same customer within a month. What is to be looked up
 * anew, or begins an application, is always asked.
 */
export async function shop(
  paid: PaidAnswers,
  requests: readonly LookupRequest[],
  of: { readonly organizationId: string; readonly jobId: string; readonly reuse: boolean },
): Promise<Shopping> {
  const keys = requests.map((request) => (isRepeatable(request) ? keyOf(request) : undefined));
  const wanted = [...new Set(keys.filter((key) => key !== undefined))];
  if (wanted.length === 0) return { settled: new Map(), done: async () => {} };
  const { organizationId, jobId } = of;
  const freshMs = of.reuse ? FRESH_MS : 0;
  const service = { organizationId, service: incentivesApiService } as const;
  const taken = await paid.take({ ...service, keys: wanted, freshMs, claimMs: CLAIM_MS, jobId });
  const settled = new Map<number, Outcome>();
  const buying = new Map<string, number>();
  for (const [n, key] of keys.entries()) {
    if (key === undefined) continue;
    const outcome = withoutBuying(taken, key, buying.has(key));
    if (outcome === undefined) buying.set(key, n);
    else settled.set(n, outcome);
  }
  return {
    settled,
    async done(outcomes, sent) {
      const bought = [...buying].flatMap(([key, n]) => {
        const outcome = outcomes.get(n);
        return outcome?.outcome === 'completed' ? [{ key, answer: outcome.result, jobId }] : [];
      });
      if (bought.length > 0) await taken.store(bought);
      const unsure = new Set(
        [...buying].flatMap(([key, n]) => (sent && isUnsure(outcomes.get(n)) ? [key] : [])),
      );
      await taken.leave(unsure);
    },
  };
}

function withoutBuying(taken: PaidTaken, key: string, bought: boolean): Outcome | undefined {
  const stored = taken.stored.get(key);
  if (stored !== undefined) return completed(incentiveResultSchema.parse(stored.answer));
  if (bought || !taken.ours.includes(key)) return deferred(taken.waitMs, 'its answer is being bought');
  return undefined;
}

/** No word came of what was asked: money may have left all the same. */
function isUnsure(outcome: Outcome | undefined): boolean {
  return outcome === undefined || (outcome.outcome === 'failed' && outcome.class === 'outcome_unknown');
}

function isRepeatable({ operation = 'lookup', createApplication }: LookupRequest): boolean {
  return operation === 'lookup' && !createApplication;
}

function keyOf({ reference, address, buildingType, deviceIds, deviceNames }: LookupRequest): string {
  const { street_1, street_2, city, state_or_province_code: state, postal_code: zip } = address;
  const place = [street_1, street_2, city, state, zip].map((part) => (part ?? '').trim().toUpperCase());
  const question = JSON.stringify([reference, place, buildingType, deviceIds, deviceNames]);
  return `lookup:${createHash('sha256').update(question).digest('hex')}`;
}
