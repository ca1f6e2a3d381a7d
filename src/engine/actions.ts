import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { FailureClass, JobStatus } from './vocabulary.ts';

/** What an action does to the jobs that fit it; `retry` to failed items of theirs. */
export const ACTIONS = ['pause', 'resume', 'cancel', 'retry'] as const;
export type ActionName = (typeof ACTIONS)[number];

/**
 * Where an action is: `waiting` after the first items, until somebody continues it. An aborted one may still count what
 * was being tried.
 */
export const ACTION_STATUSES = ['running', 'waiting', 'completed', 'aborted'] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** Which jobs: those that fit all that is said. Without ids and statuses, those that the action means something to. */
export interface JobFilter {
  ids?: readonly string[];
  status?: readonly JobStatus[];
  kind?: readonly string[];
  /** Ids of counties. */
  county?: readonly string[];
  createdBy?: string;
  /** ISO 8601. */
  createdAfter?: string;
  createdBefore?: string;
  /** A part of the name. */
  name?: string;
}

/** Which items of a retry: those that fit all that is said. */
export interface ItemFilter {
  all?: true;
  fingerprint?: string;
  codes?: readonly string[];
  classes?: readonly FailureClass[];
  /** Ids of items. */
  itemIds?: readonly string[];
  /** Numbers of items; only of a single job. */
  seqs?: readonly number[];
}

/** Settings that a retry gives its jobs; null: no bound. */
export interface RetrySettings {
  ratePerSecond?: number | null;
  maxAttempts?: number;
  /** Leases out at once. */
  concurrency?: number | null;
}

/** What an action is about. */
export interface AskedAction {
  action: ActionName;
  jobs: JobFilter;
  items?: ItemFilter;
  settings?: RetrySettings;
}

/** Who asks: `foreignKinds` are those of which only one's own jobs may be changed, null where every job may be. */
export interface ActionCaller {
  organizationId: string;
  actor: string;
  foreignKinds: readonly string[] | null;
}

export interface ActionPreview {
  /** Jobs, or items of a retry. */
  count: number;
  jobs: number;
  cannot: number;
  cannotWhy: { code: string; count: number }[];
  /** The same while it is about the same jobs, and as much of each. */
  digest: string;
  /** Ten at most; of a retry with an item. */
  samples: {
    jobId: string;
    jobName: string;
    seq: number | null;
    reference: string | null;
    code: string | null;
    message: string | null;
  }[];
}

/** What an action would do now; nothing changes. */
export async function previewAction(
  db: Queryable,
  caller: ActionCaller,
  asked: AskedAction,
): Promise<ActionPreview> {
  const [row] = await call<{ preview: ActionPreview }>(
    db,
    'select lotline.preview_action($1, $2, $3, $4, $5) as preview',
    [...whatOf(caller, asked), caller.actor, caller.foreignKinds],
  );
  if (row === undefined) throw new Error('preview_action gave no row');
  return row.preview;
}

/**
 * Makes an action and does its first step; the rest is done by whoever ticks. Throws `nothing_fits` when it would do
 * nothing, `limit_reached` when too many are under way.
 */
export async function createAction(
  db: Queryable,
  caller: ActionCaller,
  asked: AskedAction,
  how: { filter: string; reason?: string; first?: number; perMinute?: number },
): Promise<string> {
  const [organizationId, action, what] = whatOf(caller, asked);
  const [row] = await call<{ id: string }>(
    db,
    'select lotline.create_action($1, $2, $3, $4, $5, $6, $7, $8, $9) as id',
    [
      ...[organizationId, action, what, how.filter, caller.actor, caller.foreignKinds],
      ...[how.reason ?? null, how.first ?? null, how.perMinute ?? null],
    ],
  );
  if (row === undefined) throw new Error('create_action gave no row');
  return row.id;
}

function whatOf({ organizationId }: ActionCaller, { action, ...what }: AskedAction) {
  return [organizationId, action, JSON.stringify(what)] as const;
}

/** Somebody who steers an action; `admin`: also those of others. */
export interface ActionCommand {
  organizationId: string;
  id: string;
  actor: string;
  admin: boolean;
}

/** Goes on after the first items. Throws `action_not_found`, `forbidden`, `action_over`. */
export async function continueAction(db: Queryable, command: ActionCommand): Promise<void> {
  const { organizationId, id, actor, admin } = command;
  await call(db, 'select lotline.continue_action($1, $2, $3, $4)', [organizationId, id, actor, admin]);
}

/**
 * Begins nothing more, and gives items that nobody has tried since their old outcomes back. Again changes nothing.
 * Throws `action_not_found`, `forbidden`, and `action_over` for a completed one.
 */
export async function abortAction(
  db: Queryable,
  command: ActionCommand & { reason?: string },
): Promise<void> {
  const { organizationId, id, actor, admin, reason = null } = command;
  await call(db, 'select lotline.abort_action($1, $2, $3, $4, $5)', [
    ...[organizationId, id, actor, admin],
    reason,
  ]);
}

/** Does the next step of the action that is due first; false when none is. For workers. */
export async function workActions(db: Queryable): Promise<boolean> {
  const [row] = await call<{ worked: boolean }>(db, 'select lotline.work_actions() as worked');
  return row?.worked ?? false;
}

/** An action with how far it is. */
export interface Action {
  /** Grows with time. */
  number: string;
  id: string;
  action: ActionName;
  status: ActionStatus;
  asked: Omit<AskedAction, 'action'>;
  filter: string;
  reason: string | null;
  createdBy: string | null;
  jobs: number;
  total: number;
  cannot: number;
  succeeded: number;
  failed: number;
  refused: number;
  refusals: Record<string, number>;
  /** Items that were made due and are not settled yet. */
  trying: number;
  /** Jobs that are paused, with items among these: those wait. */
  heldJobs: number;
  first: number | null;
  perMinute: number | null;
  /** Something of it is still to be done or counted. */
  open: boolean;
  createdAt: Date;
  finishedAt: Date | null;
  endedBy: string | null;
}

export const ACTION_COLUMNS = `number, id, action, status, asked, filter, reason, created_by as "createdBy", jobs, total,
  cannot, succeeded, failed, refused, refusals, trying, held_jobs as "heldJobs", first_items as first, per_minute as "perMinute", open,
  created_at as "createdAt", finished_at as "finishedAt", ended_by as "endedBy"`;

/** The organization's action of that id. Throws `action_not_found`. */
export async function getAction(db: Queryable, organizationId: string, id: string): Promise<Action> {
  const [action] = await call<Action & Record<string, unknown>>(
    db,
    `select ${ACTION_COLUMNS} from lotline.action_progress where id = $2 and org_id = $1`,
    [organizationId, id],
  );
  if (action === undefined) throw new AppError('action_not_found', `No action ${id}`);
  return action;
}

/** Actions, newest first, behind the one of number `after`; `open`: only those that are not over. */
export function listActions(
  db: Queryable,
  request: { organizationId: string; open?: boolean; after?: string; limit: number },
): Promise<Action[]> {
  return call<Action & Record<string, unknown>>(
    db,
    `select ${ACTION_COLUMNS} from lotline.action_progress p where p.number = any (array(
       select a.number from lotline.actions a where a.org_id = $1 and ($2::bigint is null or a.number < $2)
         and (not $3 or a.status in ('running', 'waiting'))
       order by a.number desc limit $4))
     order by p.number desc`,
    [request.organizationId, request.after ?? null, request.open ?? false, request.limit],
  );
}
