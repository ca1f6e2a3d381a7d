import { call, type Queryable } from '../db/pool.ts';

/** What the chain over audit entries can show; see the SQL function audit_problems. */
export type AuditFault =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'reordered'
  | 'broken'
  | 'seal_missing'
  | 'cut_off'
  | 'not_expected';

export interface AuditProblem {
  readonly problem: AuditFault;
  /** Of the seal, in the chain of the whole database. */
  readonly number: string | null;
  readonly entryId: string | null;
}

/** A place in the chain that was noted elsewhere, where nobody who changes the database can reach it. */
export interface AuditAnchor {
  readonly number: string;
  readonly hash: string;
}

export interface AuditVerdict {
  /** Sealed entries that were looked at. */
  readonly checked: number;
  /** Entries that still wait for their seal, so say nothing yet. */
  readonly unsealed: number;
  /** The first {@link MOST_PROBLEMS}. */
  readonly problems: readonly AuditProblem[];
  /** The end of the chain: note it elsewhere, to be compared another time. Null while nothing is sealed. */
  readonly head: AuditAnchor | null;
}

export const MOST_PROBLEMS = 100;
const WINDOW = 20_000;

/**
 * Follows the chain of the whole database from its first entry to its last, in pieces. Changes made with the owner's
 * rights show, unless whoever made them computed every later hash anew: an anchor tells those. `db` acts as the owner.
 */
export async function verifyAudit(db: Queryable, anchor?: AuditAnchor): Promise<AuditVerdict> {
  const [state] = await call<{ last: string; checked: number; unsealed: number; head: AuditAnchor | null }>(
    db,
    `select greatest(c.number, coalesce((select max(s.number) from lotline.audit_seals s), 0)) as last,
       (select count(*)::int from lotline.audit_seals) as checked,
       (select count(*)::int from lotline.audit_entries e where e.id > c.sealed_to) as unsealed,
       (select json_build_object('number', s.number::text, 'hash', encode(s.hash, 'hex'))
          from lotline.audit_seals s order by s.number desc limit 1) as head
     from lotline.audit_chain c`,
  );
  if (state === undefined) throw new Error('audit_chain has no row');
  const problems: AuditProblem[] = [];
  if (anchor !== undefined && !(await holds(db, anchor))) {
    problems.push({ problem: 'not_expected', number: anchor.number, entryId: null });
  }
  const last = BigInt(state.last);
  for (let after = 0n; ; after += BigInt(WINDOW)) {
    const found = await call<AuditProblem & Record<string, unknown>>(
      db,
      `select problem, number, entry_id as "entryId" from lotline.audit_problems($1, $2) limit ${MOST_PROBLEMS}`,
      [after.toString(), WINDOW],
    );
    problems.push(...found.slice(0, MOST_PROBLEMS - problems.length));
    if (problems.length >= MOST_PROBLEMS || after + BigInt(WINDOW) >= last) break;
  }
  const { checked, unsealed, head } = state;
  return { checked, unsealed, problems, head };
}

async function holds(db: Queryable, { number, hash }: AuditAnchor): Promise<boolean> {
  const rows = await call(
    db,
    "select from lotline.audit_seals where number = $1 and hash = decode($2, 'hex')",
    [number, hash],
  );
  return rows.length > 0;
}
