import { FAILURE_CLASSES, type FailureClass } from '../base/failure-class.ts';

export { FAILURE_CLASSES, type FailureClass };

/**
 * The engine's words, in one place. Statuses and classes are the ones stored in the database (text with CHECKs);
 * what other surfaces call them lives in their `translate` alone.
 */

export const JOB_STATUSES = ['pending', 'in_progress', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const ITEM_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** Who runs a job: our workers, an n8n workflow, or agents that pull it. */
export const DRIVERS = ['worker', 'n8n', 'agent'] as const;
export type Driver = (typeof DRIVERS)[number];

/** Six disjoint counts that sum to `total`, exact in any snapshot. */
export interface Counts {
  total: number;
  waiting: number;
  processing: number;
  completed: number;
  failed: number;
  skipped: number;
  cancelled: number;
}

/** How a job is run. All are set at creation; absent ones take the defaults of `create_job`. */
export interface JobSettings {
  /** Most items in one lease, 1 to 1000. */
  batchSize: number;
  leaseSeconds: number;
  /** Attempts of one item, the first included: 4 attempts are 3 retries. */
  maxAttempts: number;
  backoffBaseSeconds: number;
  backoffCapSeconds: number;
  /** Most leases out at once; null for no limit. */
  maxLeases: number | null;
  /** Items begun per second, over all workers: in any stretch at most its length's worth and `rateBurst`; null for no limit. */
  ratePerSecond: number | null;
  /** Items that may begin at once after a quiet time. */
  rateBurst: number;
  /** Final failures in a row that pause the job; 0 for never. */
  failureLimit: number;
  /** Smaller goes first. */
  priority: number;
  /** Share among jobs of equal priority, 1 being the ordinary one. */
  weight: number;
}

export interface Job {
  id: string;
  /** bigint as text: it exceeds 2^53. */
  number: string;
  organizationId: string;
  kind: string;
  name: string;
  driver: Driver;
  status: JobStatus;
  sealed: boolean;
  counts: Counts;
  /** floor(100 × settled / total), so 100 means finished. */
  progress: number;
  /** floor(100 × completed / (completed + failed)), 100 when nothing was tried. */
  successRate: number;
  batchSize: number;
  generation: number;
  params: Record<string, unknown>;
  columns: string[] | null;
  createdBy: string | null;
  pauseReason: string | null;
  /** Why it runs but waits: a service that its kind needs cannot be called now. */
  hold: JobHold | null;
  autoPaused: boolean;
  /** Paused or cancelled, and leases are still out that may report. */
  draining: boolean;
  lastError: string | null;
  /** Failed attempts so far, the retried ones included. */
  errorCount: number;
  createdAt: Date;
  startedAt: Date | null;
  pausedAt: Date | null;
  completedAt: Date | null;
  settings: JobSettings;
}

/** What keeps calls to a service waiting. */
export interface JobHold {
  service: string;
  /** The service's name for people. */
  label: string;
  code: 'rate_limited' | 'out_of_order' | 'quota' | 'at_limit';
  /** For people, to follow the label: "rate limited". */
  text: string;
  /** ISO 8601; null: as long as there is so much to do. */
  until: string | null;
}

/** When a job will be finished, as far as that can be said. */
export interface JobEta {
  state: 'measuring' | 'paused' | 'done' | 'stalled' | 'variable' | 'range';
  /** Of a range: the middle 80 % of the ends that its recent pace leads to. */
  lowSeconds?: number;
  highSeconds?: number;
  /** Stalled: since an item was settled last. */
  forSeconds?: number;
  /** For people: "8–11 min left". */
  text: string;
}

/** What keeps a job from going faster. */
export interface JobBinding {
  code: 'rate_limit' | 'workers' | 'pause' | 'quota' | 'service' | 'concurrency' | 'slot';
  text: string;
}

/** How fast a job goes. */
export interface JobPace {
  /** Items settled in a minute; null while nothing is known, and while it is paused. */
  perMinute: number | null;
  /** Items settled in each of the last buckets of time, at most 30, oldest first. */
  recent: number[];
  /** Items in hand at the end of each of these buckets. */
  active: number[];
  /** Ten seconds; a minute once a run is ten minutes old. */
  bucketSeconds: number;
  eta: JobEta;
  binding: JobBinding | null;
}

/** The one reason why a job that may run does not. */
export interface JobReason {
  code: 'no_workers' | JobHold['code'] | 'waiting' | 'reading_search' | 'retry' | 'slot' | 'stalled';
  /** For people; where there is a time, "until" and it follow. */
  text: string;
  /** ISO 8601. */
  until: string | null;
}

export interface FieldError {
  field: string;
  value?: unknown;
  message: string;
}

/** One item to append. An invalid one is stored as skipped with its field errors, and never handed out. */
export interface NewItem {
  reference: string | null;
  input: unknown;
  /** Row number in the caller's file. */
  row?: number;
  /** The row's cells as they came. */
  cells?: readonly string[];
  invalid?: readonly FieldError[];
  /** What the item is about (a property, a document), when that has an id of ours. */
  subject?: string;
}

export interface Item {
  /** Derived from job number and sequence. */
  id: string;
  seq: number;
  reference: string | null;
  status: ItemStatus;
  input: unknown;
  row: number | null;
  cells: string[] | null;
  result: unknown;
  errorClass: FailureClass | null;
  errorCode: string | null;
  errorMessage: string | null;
  /** What was wrong with the item's fields, when it was refused for that. */
  fieldErrors: FieldError[] | null;
  attempts: number;
  /** attempts − 1, never below 0. */
  retryCount: number;
  generation: number;
  createdAt: Date;
  settledAt: Date | null;
}

/** What became of one item of a lease. */
export type Outcome =
  | { outcome: 'completed'; result: unknown }
  | { outcome: 'failed'; class: FailureClass; code: string; message: string; afterMs?: number }
  | { outcome: 'skipped'; code: string; message: string };

/** Comes back after `afterMs` as if it had not been handed out; only our own workers report it. */
export interface DeferredOutcome {
  outcome: 'deferred';
  afterMs: number;
  reason: string;
}

export type ReportedOutcome = (Outcome | DeferredOutcome) & { seq: number };
