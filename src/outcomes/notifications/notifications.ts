import { call, type Queryable } from '../../db/pool.ts';

/** What a notification can be about. */
export const NOTIFICATION_TYPES = [
  'job.completed',
  'job.failed',
  'job.paused',
  'job.stalled',
  'queue.no_workers',
  'webhook.dead',
  'worker.lost',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** What somebody was told of, as it was at that moment. */
export interface Noted {
  /** Of the job, the kind, the webhook's host or the worker. */
  readonly name: string;
  readonly kind?: string;
  readonly reason: string | null;
  /** Of a job. */
  readonly counts?: {
    readonly total: number;
    readonly completed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly cancelled: number;
  };
  readonly webhook_id?: string;
}

export interface Notification {
  readonly id: string;
  readonly type: NotificationType;
  readonly at: Date;
  readonly jobId: string | null;
  readonly detail: Noted;
  readonly readAt: Date | null;
  /** How often the same was said again while this was unread, and when last. */
  readonly repeats: number;
  readonly lastAt: Date | null;
  /** The rule that asked for it; null: whoever made or follows a job is told of it. */
  readonly ruleId: string | null;
}

/** Whose notifications: what somebody is told in one organization is not shown in another. */
export interface Reader {
  readonly organizationId: string;
  readonly principal: string;
}

/** A page of somebody's notifications, newest first, and how many of all are unread. */
export async function listNotifications(
  db: Queryable,
  { organizationId, principal }: Reader,
  options: { readonly unread: boolean; readonly before: string | undefined; readonly limit: number },
): Promise<{ notifications: Notification[]; next: string | undefined }> {
  const rows = await call<Notification & Record<string, unknown>>(
    db,
    `select n.id, n.type, n.at, n.job_id as "jobId", n.detail, n.read_at as "readAt", n.repeats,
        n.last_at as "lastAt", n.rule_id as "ruleId"
       from lotline.notifications n
      where n.org_id = $1 and n.principal = $2 and n.in_inbox and ($3::bigint is null or n.id < $3)
        and (not $4 or n.read_at is null)
      order by n.id desc limit $5`,
    [organizationId, principal, options.before ?? null, options.unread, options.limit + 1],
  );
  const notifications = rows.slice(0, options.limit);
  return { notifications, next: rows.length > options.limit ? notifications.at(-1)?.id : undefined };
}

/** How many are unread, counted up to 1,000. */
export async function countUnread(db: Queryable, { organizationId, principal }: Reader): Promise<number> {
  const [row] = await call<{ unread: number }>(
    db,
    `select count(*)::int as unread from (
       select from lotline.notifications n
        where n.org_id = $1 and n.principal = $2 and n.in_inbox and n.read_at is null limit 1000) n`,
    [organizationId, principal],
  );
  return row?.unread ?? 0;
}

/** Which are read: some, or all up to one; without either, all there are. */
export interface ReadMark {
  readonly ids?: readonly string[] | undefined;
  readonly upTo?: string | undefined;
}

const EVERY = '9223372036854775807';

/** Marks as read, and says how many of them were unread. Ids of others are passed over. */
export async function markRead(
  db: Queryable,
  { organizationId, principal }: Reader,
  { ids, upTo }: ReadMark,
): Promise<number> {
  const last = upTo ?? (ids === undefined ? EVERY : null);
  const [row] = await call<{ read: number }>(
    db,
    'select lotline.read_notifications($1, $2, $3, $4) as read',
    [organizationId, principal, ids ?? [], last],
  );
  return row?.read ?? 0;
}
