import type { ParcelBatchStore, ParcelRecords } from '../../../property/parcel-batches/store.ts';
import { readFeature } from '../../../providers/regrid/parcel.ts';
import type { Regrid } from '../../../providers/regrid/regrid.ts';
import type { PaidAnswers, PaidTaken } from '../../../providers/service/paid-answers.ts';
import {
  type AnyKind,
  completed,
  deferred,
  failed,
  type KindContext,
  type Outcome,
  type WorkItem,
} from '../../kind.ts';
import { type CountyInput, countyKind } from '../county-kind.ts';
import { type Buyer, buyRecords, putOff } from './buy-records.ts';
import { type Choice, chooseParcel } from './choose-parcel.ts';
import { type Answered, progressOf, type Records, readKept, toKept } from './known-records.ts';
import { parcelFinding, type Retrieved } from './parcel-finding.ts';
import { type BatchWord, pointBatches } from './point-batches.ts';
import { propertyInput, type Question, questionOf } from './question.ts';

export interface RegridParts {
  readonly regrid: Regrid;
  readonly paidAnswers: PaidAnswers;
  readonly batches: ParcelBatchStore;
}

/** Land data changes with the tax roll, once or twice a year. */
const FRESH_MS = 90 * 24 * 60 * 60_000;
/** Longer than a batch takes, and short enough to be waited for when its buyer died. */
const CLAIM_MS = 10 * 60_000;
const ITEM_TIMEOUT_MS = 60_000;

/** Land data from Regrid: by parcel number, then by address; in batches of points for large jobs. Each record is billed. */
export const regridScrapingKind = (parts: RegridParts): AnyKind => {
  const wordOf = pointBatches(parts.regrid, parts.batches);
  return countyKind('regrid_scraping', (items, context) => scrape(parts, wordOf, items, context), {
    services: ['regrid'],
    billed: true,
    itemTimeoutMs: ITEM_TIMEOUT_MS,
  });
};

interface Item {
  readonly seq: number;
  readonly propertyId: string;
  readonly question: Question;
}

async function scrape(
  parts: RegridParts,
  wordOf: ReturnType<typeof pointBatches>,
  given: readonly WorkItem<CountyInput>[],
  context: KindContext<unknown>,
): Promise<Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  const items: Item[] = [];
  for (const { seq, input } of given) {
    const question = questionFor(input);
    if (question === undefined) outcomes.set(seq, notSearchable);
    else items.push({ seq, propertyId: input.item_id, question });
  }
  if (items.length > 0) await lookUp(parts, wordOf, items, context, outcomes);
  return given.map(({ seq }) => {
    const outcome = outcomes.get(seq);
    if (outcome === undefined) throw new Error(`item ${seq} got no outcome`);
    return outcome;
  });
}

async function lookUp(
  { regrid, paidAnswers }: RegridParts,
  wordOf: ReturnType<typeof pointBatches>,
  items: readonly Item[],
  context: KindContext<unknown>,
  outcomes: Map<number, Outcome>,
): Promise<void> {
  const { job, signal, log } = context;
  const of = { organizationId: job.organizationId, jobId: job.id };
  const word = await wordOf({ for: of, signal, log, items });
  const taken = await paidAnswers.take({
    organizationId: job.organizationId,
    service: 'regrid',
    keys: [...new Set(items.flatMap(({ question }) => question.searches.map(({ key }) => key)))],
    // what was bought since the job was made was bought for it, even where nothing older is wanted
    freshMs: buysAnew(job.params) ? Math.min(word.ageMs, FRESH_MS) : FRESH_MS,
    claimMs: CLAIM_MS,
    jobId: job.id,
  });
  const unsure = new Set<string>();
  try {
    const known = knownOf(taken);
    const { buyers, unknown, kept } = sortOut(items, word, taken, known, outcomes);
    await taken.store(kept.map((answer) => ({ ...answer, jobId: job.id, units: 0 })));
    await tellUnknown(unknown, word, context, outcomes);
    const bought = await buyRecords(buyers, {
      ...{ regrid, taken, known, unsure, signal, for: of },
      billed: (seqs) => context.billed(seqs, 'regrid'),
    });
    for (const item of items) {
      const answer = bought.get(item.seq);
      if (answer !== undefined)
        outcomes.set(item.seq, 'outcome' in answer ? answer : outcomeFor(item, answer));
    }
  } finally {
    // what was not bought, others may buy; of what may be paid for they keep away as long as the claim lasts
    await taken.leave(unsure);
  }
}

/** Which items are answered by what is known, which wait, and which are left to be bought. */
function sortOut(
  items: readonly Item[],
  word: BatchWord,
  taken: PaidTaken,
  known: ReadonlyMap<string, Records>,
  outcomes: Map<number, Outcome>,
) {
  const buyers: Buyer[] = [];
  const unknown: Item[] = [];
  const kept: { key: string; answer: unknown }[] = [];
  for (const item of items) {
    const { seq, question } = item;
    const progress = progressOf(question, known);
    const said = word.said.get(item.propertyId);
    if (!('next' in progress)) outcomes.set(seq, outcomeFor(item, progress));
    else if (said === 'wait') {
      outcomes.set(seq, deferred(word.waitMs, "Regrid works this job's batch of points"));
    } else if (said === 'unknown') unknown.push(item);
    else {
      const found = said === undefined ? undefined : fromPoint(item, said);
      if (found !== undefined) {
        outcomes.set(seq, found.outcome);
        kept.push({ key: progress.next.key, answer: toKept(found.parcels) });
      } else if (taken.theirs.includes(progress.next.key)) outcomes.set(seq, putOff(taken));
      else buyers.push({ seq, question });
    }
  }
  return { buyers, unknown, kept };
}

const notSearchable = failed(
  'invalid_input',
  'not_searchable',
  'The property has neither a parcel number nor an address with a house number: give one, then retry',
);

function questionFor(input: CountyInput): Question | undefined {
  const parsed = propertyInput.safeParse(input);
  return parsed.success ? questionOf(parsed.data) : undefined;
}

function knownOf(taken: PaidTaken): Map<string, Records> {
  return new Map(
    [...taken.stored].map(([key, { answer, boughtAt }]) => [
      key,
      { parcels: readKept(answer), at: boughtAt },
    ]),
  );
}

/** A job may ask for nothing that was bought before it: `reuse: false`. */
function buysAnew(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'reuse' in params && params.reuse === false;
}

function outcomeFor(item: Item, { choice, by, at }: Answered): Outcome {
  return outcomeOfChoice(item, choice, { by, path: item.question.path, at });
}

/** What a batch found at the property's point, where it is this parcel for sure; else it is asked for by itself. */
function fromPoint(item: Item, { features, at }: ParcelRecords) {
  const { wanted, path } = item.question;
  const parcels = features.map(readFeature);
  const choice = chooseParcel(parcels, wanted, wanted.apn === null ? 'address' : 'apn');
  return choice !== undefined && 'chosen' in choice
    ? { parcels, outcome: outcomeOfChoice(item, choice, { by: 'point', path, at }) }
    : undefined;
}

function outcomeOfChoice(item: Item, choice: Choice, retrieved: Retrieved): Outcome {
  // nothing was found: the property stays out of selections for a while
  if (choice === undefined) return completed(null);
  if ('chosen' in choice) return completed(parcelFinding(item.propertyId, choice.chosen, retrieved));
  const names = choice.candidates
    .slice(0, 5)
    .map(({ apn, address, headline }) => [apn, address ?? headline].filter(Boolean).join(', '));
  return failed(
    'invalid_input',
    'parcel_ambiguous',
    `Several parcels fit and none can be told from the others: ${names.join('; ')}. Give the property its parcel number, or the unit in its address`,
  );
}

/** Nobody knows whether a broken download was billed: a person says what to do. */
async function tellUnknown(
  unknown: readonly Item[],
  word: BatchWord,
  context: KindContext<unknown>,
  outcomes: Map<number, Outcome>,
): Promise<void> {
  if (unknown.length === 0) return;
  const seqs = unknown.map(({ seq }) => seq);
  await context.billed(seqs, 'regrid');
  await word.told(unknown.map(({ propertyId }) => propertyId));
  const message =
    'The download of a batch from Regrid broke off, and it is not known whether this parcel was billed';
  for (const seq of seqs) outcomes.set(seq, failed('outcome_unknown', 'outcome_unknown', message));
}
