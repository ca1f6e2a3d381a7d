import { call, type Queryable } from '../../db/pool.ts';

/** What is to be done about the batch of points that an item belongs to. */
export interface ParcelStep {
  readonly action: 'none' | 'wait' | 'send' | 'look' | 'download' | 'use' | 'unknown';
  /** Null with `none`, where there may be none. */
  readonly batchId: string | null;
  readonly jobUuid: string | null;
  readonly points: number;
  /** Until it makes sense to ask again. */
  readonly waitMs: number;
  /** Of the job. */
  readonly ageMs: number;
}

/** Where a property is, by its land data. */
export interface ParcelPoint {
  readonly propertyId: string;
  readonly lat: number;
  readonly lon: number;
}

/** Whose item, and which. */
export interface StepOf {
  readonly organizationId: string;
  readonly jobId: string;
  readonly seq: number;
  /** Names the asker while it holds a batch: a UUID of its own. */
  readonly holder: string;
}

/** A batch that is held by whoever changes it. */
export interface HeldBatch {
  readonly organizationId: string;
  readonly batchId: string;
  readonly holder: string;
}

/** Batches of points of large jobs, kept so that several workers share them and none is bought twice. */
export interface ParcelBatchStore {
  next(of: StepOf): Promise<ParcelStep>;
  points(organizationId: string, batchId: string): Promise<ParcelPoint[]>;
  /** Says how far it is and lets it go. */
  move(
    batch: HeldBatch,
    to: {
      readonly state: 'sending' | 'working' | 'ready' | 'downloaded' | 'failed' | 'unknown';
      readonly jobUuid?: string;
      readonly lookMs?: number;
      readonly message?: string;
    },
  ): Promise<void>;
  /** Keeps records and the batch; false when somebody else holds it by now. */
  keep(batch: HeldBatch, records: readonly { propertyId: string; feature: unknown }[]): Promise<boolean>;
  /** What the batch said, by property; those that it was not asked about are absent, `[]` is "nothing there". */
  records(
    organizationId: string,
    batchId: string,
    propertyIds: readonly string[],
  ): Promise<Map<string, ParcelRecords>>;
  tellUnknown(organizationId: string, batchId: string, propertyIds: readonly string[]): Promise<void>;
}

export interface ParcelRecords {
  readonly features: readonly unknown[];
  readonly at: Date;
}

/** Jobs above this many items go by batches where that many of a block's properties have coordinates. */
const LEAST_ITEMS = 1_000;
/** Items that share a batch: as many points as one may have. */
const BLOCK_ITEMS = 100_000;
/** How long somebody is waited for who moves a batch on. */
const HOLD_MS = 180_000;

export function parcelBatchStore(
  db: Queryable,
  { leastItems = LEAST_ITEMS, holdMs = HOLD_MS }: { leastItems?: number; holdMs?: number } = {},
): ParcelBatchStore {
  return {
    async next({ organizationId, jobId, seq, holder }) {
      const [row] = await call<ParcelStep & Record<string, unknown>>(
        db,
        `select action, batch_id::text as "batchId", job_uuid as "jobUuid", points, wait_ms as "waitMs", age_ms as "ageMs"
           from lotline.next_parcel_step($1, $2, $3, $4, $5, $6, $7)`,
        [organizationId, jobId, seq, holder, holdMs, leastItems, BLOCK_ITEMS],
      );
      if (row === undefined) throw new Error('a batch of points gave no step');
      return row;
    },
    points: (organizationId, batchId) =>
      call(db, 'select property_id as "propertyId", lat, lon from lotline.parcel_points($1, $2)', [
        organizationId,
        batchId,
      ]),
    async move({ organizationId, batchId, holder }, { state, jobUuid, lookMs = 0, message }) {
      await call(db, 'select lotline.move_parcel_batch($1, $2, $3, $4, $5, $6, $7)', [
        ...[organizationId, batchId, holder, state],
        ...[jobUuid ?? null, lookMs, message ?? null],
      ]);
    },
    async keep({ organizationId, batchId, holder }, records) {
      const rows = records.map(({ propertyId, feature }) => ({ property_id: propertyId, feature }));
      const [row] = await call<{ ours: boolean }>(
        db,
        'select lotline.keep_parcel_records($1, $2, $3, $4, $5) as ours',
        [organizationId, batchId, holder, holdMs, JSON.stringify(rows)],
      );
      return row?.ours ?? false;
    },
    async records(organizationId, batchId, propertyIds) {
      const rows = await call<{ property_id: string; records: unknown[] | null; changed_at: Date }>(
        db,
        'select property_id, records, changed_at from lotline.parcel_records($1, $2, $3)',
        [organizationId, batchId, propertyIds],
      );
      return new Map(
        rows.map((row) => [row.property_id, { features: row.records ?? [], at: row.changed_at }]),
      );
    },
    async tellUnknown(organizationId, batchId, propertyIds) {
      await call(db, 'select lotline.tell_parcels_unknown($1, $2, $3)', [
        organizationId,
        batchId,
        propertyIds,
      ]);
    },
  };
}
