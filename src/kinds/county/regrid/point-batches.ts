import type {
  HeldBatch,
  ParcelBatchStore,
  ParcelRecords,
  ParcelStep,
} from '../../../property/parcel-batches/store.ts';
import { MOST_POINTS, type Regrid } from '../../../providers/regrid/regrid.ts';
import { type CallFor, NotNow, ServiceFailure } from '../../../providers/service.ts';
import type { KindLog } from '../../kind.ts';

/** Records (none: nothing is there), or that they are still to come, or that nobody knows whether they were billed. */
export type Said = ParcelRecords | 'wait' | 'unknown';

/** What the batch of a large job says of some of its properties. */
export interface BatchWord {
  /** By property; a property that is absent is asked for by itself. */
  readonly said: ReadonlyMap<string, Said>;
  /** For those that wait. */
  readonly waitMs: number;
  /** Of the job. */
  readonly ageMs: number;
  /** Called before it is told that nobody knows of these properties. */
  told(propertyIds: readonly string[]): Promise<void>;
}

/** What a lease asks for. */
export interface BatchAsked {
  readonly for: CallFor & { readonly jobId: string };
  readonly signal: AbortSignal;
  readonly log: KindLog;
  readonly items: readonly { readonly seq: number; readonly propertyId: string }[];
}

/** Longest until a batch is looked at again. */
const LONGEST_WAIT_MS = 120_000;
const FIRST_LOOK_MS = 3_000;
/** Records stored in one statement while a result arrives. */
const KEPT_AT_ONCE = 200;
/** A service that does not take the batch this time is asked again; a batch that fails leaves its properties to single calls. */
const TRY_AGAIN_MS = 30_000;

/** Asks Regrid about the points of large jobs in batches; each call moves a batch on as far as it goes without waiting. */
export function pointBatches(regrid: Regrid, store: ParcelBatchStore) {
  return async function word(asked: BatchAsked): Promise<BatchWord> {
    const { organizationId, jobId } = asked.for;
    const [first] = asked.items;
    if (first === undefined) throw new Error('a lease has no items');
    const holder = crypto.randomUUID();
    let step = await store.next({ organizationId, jobId, seq: first.seq, holder });
    // each step is taken by whoever was told of it: nobody else will
    while (step.batchId !== null && isStep(step)) {
      await moveOn(step, { organizationId, batchId: step.batchId, holder }, asked);
      step = await store.next({ organizationId, jobId, seq: first.seq, holder });
    }
    return wordOf(step, asked);
  };

  async function wordOf(
    step: ParcelStep,
    { for: { organizationId }, items }: BatchAsked,
  ): Promise<BatchWord> {
    const { batchId, action, waitMs, ageMs } = step;
    const told = async (ids: readonly string[]) => {
      if (batchId !== null) await store.tellUnknown(organizationId, batchId, ids);
    };
    if (batchId === null || action === 'none') return { said: new Map(), waitMs: 0, ageMs, told };
    const known = await store.records(
      organizationId,
      batchId,
      items.map(({ propertyId }) => propertyId),
    );
    const said = new Map<string, Said>();
    for (const [id, records] of known) said.set(id, saidOf(action, records));
    return { said, waitMs: Math.min(waitMs, LONGEST_WAIT_MS), ageMs, told };
  }

  async function moveOn(step: ParcelStep, batch: HeldBatch, asked: BatchAsked): Promise<void> {
    try {
      if (step.action === 'send') return await send(batch, asked);
      if (step.jobUuid === null) throw new Error(`batch ${batch.batchId} has no id of the service`);
      return step.action === 'look'
        ? await look(step.jobUuid, batch, asked)
        : await download(step.jobUuid, step.points, batch, asked);
    } catch (error) {
      await putBack(step, batch, error);
    }
  }

  async function send(batch: HeldBatch, asked: BatchAsked): Promise<void> {
    const points = await store.points(batch.organizationId, batch.batchId);
    const made = await regrid.startBatch(
      points.slice(0, MOST_POINTS).map(({ propertyId, lat, lon }) => ({ id: propertyId, lat, lon })),
      asked,
    );
    asked.log.info(
      { batch: batch.batchId, jobUuid: made.jobUuid, points: points.length },
      'points were handed in',
    );
    await store.move(batch, { state: 'working', jobUuid: made.jobUuid, lookMs: FIRST_LOOK_MS });
  }

  async function look(jobUuid: string, batch: HeldBatch, asked: BatchAsked): Promise<void> {
    const { state, secondsLeft } = await regrid.batch(jobUuid, asked);
    if (state === 'failed') {
      await store.move(batch, { state: 'failed', message: 'Regrid could not work the batch' });
      return;
    }
    const lookMs = Math.min(Math.max((secondsLeft ?? 10) * 1_000, FIRST_LOOK_MS), LONGEST_WAIT_MS);
    await store.move(batch, { state, lookMs: state === 'ready' ? 0 : lookMs });
  }

  /** The batch says `downloading` since before this began: nobody begins it a second time. */
  async function download(
    jobUuid: string,
    points: number,
    batch: HeldBatch,
    asked: BatchAsked,
  ): Promise<void> {
    let waiting: { propertyId: string; feature: unknown }[] = [];
    const flush = async () => {
      const records = waiting;
      waiting = [];
      if (records.length > 0 && !(await store.keep(batch, records))) {
        throw new Error('another worker has this batch');
      }
    };
    try {
      await regrid.download(jobUuid, points, asked, async (parcel) => {
        if (parcel.customId === null) return;
        waiting.push({ propertyId: parcel.customId, feature: parcel.record });
        if (waiting.length >= KEPT_AT_ONCE) await flush();
      });
    } finally {
      // what came before it broke off is paid for
      await flush();
    }
    await store.move(batch, { state: 'downloaded' });
  }

  /** What went wrong decides where the batch is left. Only a download whose outcome is not known ends it. */
  async function putBack({ action }: ParcelStep, batch: HeldBatch, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const unsent = error instanceof NotNow || (error instanceof ServiceFailure && sentNothing(error));
    if (action === 'download') {
      if (unsent) await store.move(batch, { state: 'ready', lookMs: TRY_AGAIN_MS, message });
      else await store.move(batch, { state: 'unknown', message });
      if (!unsent && !(error instanceof ServiceFailure)) throw error;
      return;
    }
    if (error instanceof ServiceFailure && error.failure === 'permanent') {
      await store.move(batch, { state: 'failed', message });
      return;
    }
    const lookMs = error instanceof NotNow ? error.afterMs : TRY_AGAIN_MS;
    await store.move(batch, { state: action === 'send' ? 'sending' : 'working', lookMs, message });
    if (!(error instanceof NotNow || error instanceof ServiceFailure)) throw error;
  }
}

function isStep({ action }: ParcelStep): boolean {
  return action === 'send' || action === 'look' || action === 'download';
}

function saidOf(action: ParcelStep['action'], records: ParcelRecords): Said {
  if (action === 'use') return records;
  if (action !== 'unknown') return 'wait';
  // what arrived before a download broke off is good
  return records.features.length > 0 ? records : 'unknown';
}

/** Refused, or never left: then nothing was billed. */
function sentNothing({ failure }: ServiceFailure): boolean {
  return failure !== 'outcome_unknown';
}
