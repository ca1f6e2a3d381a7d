/** What the audit trail is filtered by, as the address says it. */
export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  /** A type (`job`), or a type and an id (`job 3f0c…`). */
  readonly subject?: string;
  /** Days: from the first to the last, both included, in the reader's zone. */
  readonly from?: string;
  readonly to?: string;
}

export interface AuditQuery {
  actor?: string;
  action?: string;
  subject_type?: string;
  subject_id?: string;
  from?: string;
  to?: string;
}

/** The filter as the API takes it. */
export function auditQuery({ actor, action, subject, from, to }: AuditFilter): AuditQuery {
  const [type, id] = subject?.trim().split(/\s+/) ?? [];
  const start = dayStart(from, 0);
  const end = dayStart(to, 1);
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(type === undefined ? {} : { subject_type: type }),
    ...(id === undefined ? {} : { subject_id: id }),
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { to: end }),
  };
}

/** When a day begins, or one some days later; undefined for what is no day. */
function dayStart(day: string | undefined, later: number): string | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + later);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
