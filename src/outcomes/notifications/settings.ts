import { call, type Queryable } from '../../db/pool.ts';
import type { Reader } from './notifications.ts';

/** What somebody is told, and how. Webhooks are an organization's, and chosen there. */
export interface NotificationSettings {
  readonly on_completion: boolean;
  /** Also when a job pauses by itself, since that needs somebody. */
  readonly on_failure: boolean;
  /** By letter too, where their address is known. */
  readonly email: boolean;
  /** Of every job of the organization, not only of those they made or follow. */
  readonly all_jobs: boolean;
}

export const NOTIFICATION_DEFAULTS: NotificationSettings = {
  on_completion: true,
  on_failure: true,
  email: true,
  all_jobs: false,
};

export async function readNotificationSettings(
  db: Queryable,
  { organizationId, principal }: Reader,
): Promise<NotificationSettings> {
  const [row] = await call<NotificationSettings & Record<string, unknown>>(
    db,
    `select s.on_completion, s.on_failure, s.email, s.all_jobs from lotline.notification_settings s
      where s.org_id = $1 and s.principal = $2`,
    [organizationId, principal],
  );
  return row ?? NOTIFICATION_DEFAULTS;
}

/** Changes what is given; null goes back to its default. Answers what counts now. */
export async function changeNotificationSettings(
  db: Queryable,
  reader: Reader,
  changes: Readonly<Partial<Record<keyof NotificationSettings, boolean | null | undefined>>>,
): Promise<NotificationSettings> {
  await call(db, 'select lotline.change_notification_settings($1, $2, $3)', [
    reader.organizationId,
    reader.principal,
    JSON.stringify(changes),
  ]);
  return readNotificationSettings(db, reader);
}
