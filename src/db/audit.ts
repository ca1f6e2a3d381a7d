import { call, type Queryable } from './pool.ts';

/** What is to be written down of a change; who made it stands in the transaction (see the SQL function audit). */
export interface AuditNote {
  readonly organizationId: string;
  /** Thing first: `property.changed`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason?: string | null;
  /** What changed, as it was and as it is; never a secret: people are shown it. */
  readonly before?: object | null;
  readonly after?: object | null;
}

/** Writes an audit entry in the transaction that makes the change. */
export async function recordAudit(db: Queryable, note: AuditNote): Promise<void> {
  await call(db, 'select lotline.audit($1, $2, $3, $4, $5, $6, $7)', [
    note.organizationId,
    note.action,
    note.subjectType,
    note.subjectId,
    note.reason ?? null,
    note.before ? JSON.stringify(note.before) : null,
    note.after ? JSON.stringify(note.after) : null,
  ]);
}
