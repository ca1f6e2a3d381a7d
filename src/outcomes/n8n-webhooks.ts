import { z } from 'zod';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { open, seal } from '../base/seal.ts';
import { recordAudit } from '../db/audit.ts';
import { call, type Queryable } from '../db/pool.ts';
import { secretKey } from '../db/secret-key.ts';
import { checkUserUrl } from '../providers/guarded-client.ts';
import type { Webhook } from '../providers/n8n.ts';

/** What is sealed, by this file alone. */
const webhookSchema = z.object({
  url: z.string(),
  header: z.object({ name: z.string(), value: z.string() }).nullable(),
}) satisfies z.ZodType<Webhook>;

type KeyConfig = Pick<Config, 'secretKey' | 'databaseUrl' | 'dataFolder'>;

/** A workflow that an organization named for a job type, as it may be shown. */
export interface NamedWebhook {
  readonly jobType: string;
  /** Scheme and host, and that there is a path: the path is what starts the workflow. */
  readonly maskedUrl: string;
  readonly hasHeader: boolean;
  readonly setBy: string;
  readonly setAt: Date;
}

const SHOWN = `job_type as "jobType", masked_url as "maskedUrl", has_header as "hasHeader",
  set_by as "setBy", set_at as "setAt"`;

/** What an organization named, by job type. */
export function listWebhooks(db: Queryable, organizationId: string): Promise<NamedWebhook[]> {
  return call<NamedWebhook & Record<string, unknown>>(
    db,
    `select ${SHOWN} from lotline.organization_webhooks where org_id = $1 order by job_type limit 1000`,
    [organizationId],
  );
}

/** Names a workflow for a job type in place of any before. Throws `validation_failed`, `secret_key_needed`. */
export async function setWebhook(
  db: Queryable,
  config: KeyConfig,
  wanted: { organizationId: string; jobType: string; url: string; header: string | null; actor: string },
): Promise<void> {
  const { organizationId, jobType } = wanted;
  const url = checkUserUrl(wanted.url, `webhooks.${jobType}.url`);
  const header = wanted.header === null ? null : parseHeader(wanted.header, `webhooks.${jobType}.header`);
  const webhook: Webhook = { url: url.href, header };
  const before = (await listWebhooks(db, organizationId)).find((known) => known.jobType === jobType);
  const sealed = seal(secretKey(config), place(organizationId, jobType), JSON.stringify(webhook));
  await call(
    db,
    `insert into lotline.organization_webhooks as w (org_id, job_type, sealed, masked_url, has_header, set_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (org_id, job_type) do update set sealed = excluded.sealed, masked_url = excluded.masked_url,
       has_header = excluded.has_header, set_by = excluded.set_by, set_at = clock_timestamp()`,
    [organizationId, jobType, sealed, masked(url), header !== null, wanted.actor],
  );
  await recordAudit(db, {
    ...{ organizationId, action: 'n8n_webhook.set', subjectType: 'n8n_webhook', subjectId: jobType },
    ...{ before: shown(before), after: { url: masked(url), has_header: header !== null } },
  });
}

/** Forgets the workflow of a job type; nothing happens when there is none. */
export async function removeWebhook(db: Queryable, organizationId: string, jobType: string): Promise<void> {
  const [before] = await call<NamedWebhook & Record<string, unknown>>(
    db,
    `delete from lotline.organization_webhooks where org_id = $1 and job_type = $2 returning ${SHOWN}`,
    [organizationId, jobType],
  );
  if (before === undefined) return;
  await recordAudit(db, {
    ...{ organizationId, action: 'n8n_webhook.removed', subjectType: 'n8n_webhook', subjectId: jobType },
    before: shown(before),
  });
}

/** What may be told of an address: neither its path nor its header. */
function shown(webhook: NamedWebhook | undefined): object | null {
  return webhook === undefined ? null : { url: webhook.maskedUrl, has_header: webhook.hasHeader };
}

/** Whether an organization named a workflow for a job type. */
export async function hasWebhook(db: Queryable, organizationId: string, jobType: string): Promise<boolean> {
  const rows = await call(
    db,
    'select from lotline.organization_webhooks where org_id = $1 and job_type = $2',
    [organizationId, jobType],
  );
  return rows.length > 0;
}

/** The workflow that an organization named, opened; null when it named none. Throws when the key is another. */
export async function openWebhook(
  db: Queryable,
  config: KeyConfig,
  organizationId: string,
  jobType: string,
): Promise<Webhook | null> {
  const [row] = await call<{ sealed: Buffer }>(
    db,
    'select sealed from lotline.organization_webhooks where org_id = $1 and job_type = $2',
    [organizationId, jobType],
  );
  if (row === undefined) return null;
  const text = open(secretKey(config), place(organizationId, jobType), row.sealed);
  if (text === undefined) {
    throw new AppError(
      'secret_key_needed',
      'The stored webhook address cannot be read with the key of this server',
      {
        hint: 'Restore LOTLINE_SECRET_KEY (or the file secret-key in the data folder), or set the address anew.',
      },
    );
  }
  return webhookSchema.parse(JSON.parse(text));
}

const place = (organizationId: string, jobType: string) => `webhook ${organizationId} ${jobType}`;

const masked = (url: URL): string => (url.href === `${url.origin}/` ? url.origin : `${url.origin}/…`);

/** Headers that say how a request is read: in other hands they could make two of one. */
const OURS =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|date)$/i;

function parseHeader(text: string, field: string): NonNullable<Webhook['header']> {
  const match = /^([\w-]{1,100}):[ \t]*(\S[\x20-\x7e]{0,4000})$/.exec(text.trim());
  const [, name, value] = match ?? [];
  if (name === undefined || value === undefined) {
    throw new AppError('validation_failed', `${field}: must be "Name: value"`, { field });
  }
  if (OURS.test(name)) {
    throw new AppError('validation_failed', `${field}: ${name} is set by the call itself; name another`, {
      field,
    });
  }
  return { name, value: value.trim() };
}
