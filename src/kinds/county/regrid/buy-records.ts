import type { RegridParcel } from '../../../providers/regrid/parcel.ts';
import type { Regrid } from '../../../providers/regrid/regrid.ts';
import type { BoughtAnswer, PaidTaken } from '../../../providers/service/paid-answers.ts';
import type { CallFor } from '../../../providers/service.ts';
import { deferred, type Outcome } from '../../kind.ts';
import { outcomeOf } from '../../service-outcome.ts';
import { type Answered, progressOf, type Records, toKept } from './known-records.ts';
import type { Question, Search } from './question.ts';

/** An item whose parcel has to be bought. */
export interface Buyer {
  readonly seq: number;
  readonly question: Question;
}

export interface Buying {
  readonly regrid: Regrid;
  readonly taken: PaidTaken;
  /** By key of the search; what is bought is added. */
  readonly known: Map<string, Records>;
  /** Keys that were asked for and of which no word came: they may be paid for. */
  readonly unsure: Set<string>;
  readonly for: CallFor;
  readonly signal: AbortSignal;
  /** Commits that billed requests for these items are about to leave. */
  billed(seqs: readonly number[]): Promise<void>;
}

/** Records that one search may give, and be billed for: a parcel and a few on the same ground. */
const MOST_RECORDS = 5;
/** Items that are recorded as sent in one statement: what a death leaves unknown is no more than these. */
const GROUP = 10;

/**
 * Buys what the questions need, the items of a group at once. Each gets an answer or the outcome that says why not;
 * what was paid for is kept whatever becomes of its item.
 */
export async function buyRecords(
  buyers: readonly Buyer[],
  buying: Buying,
): Promise<Map<number, Answered | Outcome>> {
  const answers = new Map<number, Answered | Outcome>();
  if (buyers.length === 0) return answers;
  try {
    await buying.regrid.caller.reserve(buyers.length, buying.for, buying.signal);
  } catch (error) {
    const outcome = outcomeOf(error);
    return new Map(buyers.map(({ seq }) => [seq, outcome]));
  }
  for (let at = 0; at < buyers.length; at += GROUP) {
    const group = buyers.slice(at, at + GROUP);
    await buying.billed(group.map(({ seq }) => seq));
    const bought: BoughtAnswer[] = [];
    const underway = new Map<string, Promise<readonly RegridParcel[]>>();
    const given = await Promise.allSettled(group.map((buyer) => answer(buyer, buying, { bought, underway })));
    // whatever became of the others, what was paid for is kept
    await buying.taken.store(bought);
    for (const [place, { seq }] of group.entries()) {
      const one = given[place];
      if (one?.status === 'rejected') throw one.reason;
      if (one !== undefined) answers.set(seq, one.value);
    }
  }
  return answers;
}

interface Group {
  readonly bought: BoughtAnswer[];
  /** Two items about one parcel ask once. */
  readonly underway: Map<string, Promise<readonly RegridParcel[]>>;
}

async function answer(buyer: Buyer, buying: Buying, group: Group): Promise<Answered | Outcome> {
  const { question } = buyer;
  for (;;) {
    const progress = progressOf(question, buying.known);
    if (!('next' in progress)) return progress;
    const { next } = progress;
    if (buying.taken.theirs.includes(next.key)) return putOff(buying.taken);
    try {
      const asked = group.underway.get(next.key) ?? ask(next, buyer, buying);
      group.underway.set(next.key, asked);
      buying.unsure.add(next.key);
      const parcels = await asked;
      buying.unsure.delete(next.key);
      if (buying.known.has(next.key)) continue;
      buying.known.set(next.key, { parcels, at: new Date() });
      if (parcels.length > 0) {
        group.bought.push({
          ...{ key: next.key, answer: toKept(parcels), units: parcels.length },
          ...(buying.for.jobId === undefined ? {} : { jobId: buying.for.jobId }),
        });
      }
    } catch (error) {
      buying.signal.throwIfAborted();
      const outcome = outcomeOf(error);
      if (!(outcome.outcome === 'failed' && outcome.class === 'outcome_unknown'))
        buying.unsure.delete(next.key);
      return outcome;
    }
  }
}

/** Somebody else buys the same parcel this moment. */
export function putOff({ waitMs }: PaidTaken): Outcome {
  return deferred(waitMs, 'another worker is buying this parcel');
}

function ask(search: Search, { seq, question }: Buyer, buying: Buying): Promise<readonly RegridParcel[]> {
  const asking = { for: { ...buying.for, seq }, signal: buying.signal };
  return search.by === 'apn'
    ? buying.regrid.byApn(search.text, question.path, MOST_RECORDS, asking)
    : buying.regrid.byAddress(search.text, question.path, MOST_RECORDS, asking);
}
