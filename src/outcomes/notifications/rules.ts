import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { Reader } from './notifications.ts';

/** What a rule can be for. */
export const RULE_EVENTS = [
  'completed',
  'completed_with_failures',
  'failed',
  'auto_paused',
  'stalled',
  'no_workers',
  'webhook_dead',
  'worker_lost',
] as const;
export const RULE_CHANNELS = ['inbox', 'email', 'webhook'] as const;
export const RULE_RECIPIENTS = ['me', 'admins', 'everyone'] as const;
export const RULE_DIGESTS = ['none', 'hourly', 'daily'] as const;

/** Who is told what, how and when: for one job, a kind, or (neither) all of an organization. */
export interface NotificationRule {
  readonly id: string;
  readonly name: string;
  readonly jobId: string | null;
  readonly jobName: string | null;
  readonly kind: string | null;
  readonly events: readonly (typeof RULE_EVENTS)[number][];
  readonly channels: readonly (typeof RULE_CHANNELS)[number][];
  readonly recipients: (typeof RULE_RECIPIENTS)[number];
  readonly digest: (typeof RULE_DIGESTS)[number];
  /** `22:00`; both ends or neither. */
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly createdBy: string;
  /** The caller may change it. */
  readonly mine: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whoever asks, and whether every rule of the organization is theirs to change. */
export interface RuleReader extends Reader {
  readonly admin: boolean;
}

/** One's own rules and those that tell others too; an admin sees all. With `id` only that one. */
export function listRules(
  db: Queryable,
  { organizationId, principal, admin }: RuleReader,
  id?: string,
): Promise<NotificationRule[]> {
  if (id !== undefined && !isUuid(id)) return Promise.resolve([]);
  return call<NotificationRule & Record<string, unknown>>(
    db,
    `select r.id, r.name, j.id as "jobId", j.name as "jobName", r.kind, r.events, r.channels, r.recipients, r.digest,
       to_char(r.quiet_from, 'HH24:MI') as "quietFrom", to_char(r.quiet_to, 'HH24:MI') as "quietTo",
       r.time_zone as "timeZone", r.enabled, r.created_by as "createdBy", r.principal = $2 or $3 as mine,
       r.created_at as "createdAt", r.updated_at as "updatedAt"
     from lotline.notification_rules r left join lotline.jobs j on j.number = r.job_no
     where r.org_id = $1 and (r.principal = $2 or $3 or r.recipients <> 'me') and ($4::uuid is null or r.id = $4)
     order by r.created_at, r.id`,
    [organizationId, principal, admin, id ?? null],
  );
}

/** What a rule is to be, in the words of its columns; what is left out stays, or takes its default. */
export type RuleValues = Readonly<Record<string, unknown>>;

/** Makes a rule, or changes the one of that id; answers its id. Throws `rule_not_found`, `forbidden`. */
export async function saveRule(
  db: Queryable,
  { organizationId, principal, admin }: RuleReader,
  { id, actor, values }: { id: string | null; actor: string; values: RuleValues },
): Promise<string> {
  requireId(id);
  const [row] = await call<{ id: string }>(
    db,
    'select lotline.save_notification_rule($1, $2, $3, $4, $5, $6) as id',
    [organizationId, id, principal, actor, admin, JSON.stringify(values)],
  );
  if (row === undefined) throw new Error('save_notification_rule answered nothing');
  return row.id;
}

/** Takes a rule away. Throws `rule_not_found`. */
export async function removeRule(
  db: Queryable,
  { organizationId, principal, admin }: RuleReader,
  id: string,
): Promise<void> {
  requireId(id);
  await call(db, 'select lotline.remove_notification_rule($1, $2, $3, $4)', [
    ...[organizationId, id, principal, admin],
  ]);
}

function requireId(id: string | null): void {
  if (id !== null && !isUuid(id))
    throw new AppError('rule_not_found', `No notification rule ${id}`, { field: 'id' });
}
