import { asOrganization, call, type Pool, type Queryable } from '../db/pool.ts';

/** What was done: who, for whom, what, from where, why, and how it was before and after. */
export interface AuditEntry {
  /** Grows with time. */
  readonly id: string;
  readonly at: Date;
  /** Such as `key:deploy`, `person:ann@example.org`, `session:survey`, `sql:analyst_1`, `system`. */
  readonly actor: string;
  readonly onBehalfOf: string | null;
  /** Thing first: `job.paused`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  /** Network address, route and the caller's id, as far as they are known. */
  readonly source: { readonly address?: string; readonly route?: string; readonly principal?: string };
  readonly requestId: string | null;
  /** Place in the organization's chain, from 1; null until the entry is sealed, a second or two later. */
  readonly number: string | null;
  readonly hash: string | null;
}

export interface AuditFilter {
  readonly organizationId: string;
  readonly actor?: string | undefined;
  /** An action, or a beginning such as `job.*`. */
  readonly action?: string | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly from?: Date | undefined;
  /** Up to this time, without it. */
  readonly to?: Date | undefined;
}

const COLUMNS = `e.id, e.at, e.actor, e.on_behalf_of as "onBehalfOf", e.action, e.subject_type as "subjectType",
  e.subject_id as "subjectId", e.reason, e.before, e.after, e.source, e.request_id as "requestId",
  s.org_number as number, encode(s.org_hash, 'hex') as hash`;
const TABLES = 'lotline.audit_entries e left join lotline.audit_seals s on s.entry_id = e.id';

/** The conditions of a filter over entries `e`, and their values. Only what is asked for is there, so indexes serve it. */
function conditionsOf(filter: AuditFilter): { where: string; values: unknown[] } {
  const begins = filter.action?.endsWith('*') ? filter.action.slice(0, -1) : undefined;
  const all: readonly (readonly [string, unknown])[] = [
    ['e.org_id = ?', filter.organizationId],
    ['e.actor = ?', filter.actor],
    ['e.action = ?', begins === undefined ? filter.action : undefined],
    ['e.action ^@ ?', begins],
    ['e.subject_type = ?', filter.subjectType],
    ['e.subject_id = ?', filter.subjectId],
    ['e.request_id = ?', filter.requestId],
    ['e.at >= ?', filter.from],
    ['e.at < ?', filter.to],
  ];
  const asked = all.filter(([, value]) => value !== undefined);
  return {
    where: asked.map(([text], at) => text.replace('?', `$${at + 1}`)).join(' and '),
    values: asked.map(([, value]) => value),
  };
}

/** Entries, newest first; continue with `before`, the id of the last one seen. */
export async function listAudit(
  db: Queryable,
  filter: AuditFilter,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<{ entries: AuditEntry[]; next: string | undefined }> {
  const { where, values } = conditionsOf(filter);
  const n = values.length;
  const rows = await call<AuditEntry & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from ${TABLES}
     where ${where} and ($${n + 1}::bigint is null or e.id < $${n + 1}) order by e.id desc limit $${n + 2}`,
    [...values, page.before ?? null, page.limit + 1],
  );
  const entries = rows.slice(0, page.limit);
  return { entries, next: rows.length > page.limit ? entries.at(-1)?.id : undefined };
}

/** The organization's entry of that id, or null. */
export async function getAudit(
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<AuditEntry | null> {
  const [row] = await call<AuditEntry & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from ${TABLES} where e.org_id = $1 and e.id = $2`,
    [organizationId, id],
  );
  return row ?? null;
}

/** An entry as it leaves in an export: with the text that was sealed, and the hash before its own. */
export interface ExportedEntry extends AuditEntry {
  /** The JSON that its hash is made of. */
  readonly text: string;
  readonly previous: string | null;
}

/**
 * Every entry that a filter leaves, oldest first, in pages that are read in a transaction of their own. First what is
 * sealed at the beginning, in the order of the chain and without a gap; then what is not sealed yet, as such: its
 * order is not settled.
 */
export async function* auditPages(
  pool: Pool,
  filter: AuditFilter,
  limit: number,
): AsyncGenerator<ExportedEntry[]> {
  const { where, values } = conditionsOf(filter);
  const n = values.length;
  const read = (text: string, more: unknown[]) =>
    asOrganization(pool, filter.organizationId, (db) =>
      call<ExportedEntry & Record<string, unknown>>(db, text, [...values, ...more, limit]),
    );
  const [head] = await asOrganization(pool, filter.organizationId, (db) =>
    call<{ number: string; id: string }>(
      db,
      `select org_number as number, entry_id as id from lotline.audit_seals where org_id = $1
       order by org_number desc limit 1`,
      [filter.organizationId],
    ),
  );
  const sealed = `select ${COLUMNS}, lotline.audit_text(e) as text,
      coalesce(encode(p.org_hash, 'hex'), repeat('0', 64)) as previous
    from lotline.audit_seals s join lotline.audit_entries e on e.id = s.entry_id
      left join lotline.audit_seals p on p.org_id = s.org_id and p.org_number = s.org_number - 1
    where ${where} and s.org_id = $1 and s.org_number > $${n + 1} and s.org_number <= $${n + 2}
    order by s.org_number limit $${n + 3}`;
  yield* pagesOf((after) => read(sealed, [after, head?.number ?? '0']), 'number', limit, '0');
  const unsealed = `select ${COLUMNS.replace(/s\.org_number .*/s, 'null as number, null as hash')},
      lotline.audit_text(e) as text, null as previous
    from lotline.audit_entries e where ${where} and e.id > $${n + 1} order by e.id limit $${n + 2}`;
  yield* pagesOf((after) => read(unsealed, [after]), 'id', limit, head?.id ?? '0');
}

async function* pagesOf(
  read: (after: string) => Promise<ExportedEntry[]>,
  key: 'number' | 'id',
  limit: number,
  start: string,
): AsyncGenerator<ExportedEntry[]> {
  for (let after = start; ; ) {
    const entries = await read(after);
    if (entries.length > 0) yield entries;
    const last = entries.at(-1)?.[key];
    if (entries.length < limit || last === undefined || last === null) return;
    after = last;
  }
}
