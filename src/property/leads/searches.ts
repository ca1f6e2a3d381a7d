import { call, type Queryable } from '../../db/pool.ts';

/** One condition of a search, as the vendor takes it. */
export interface Criterion {
  readonly name: string;
  readonly value: readonly unknown[];
}

/** A search that somebody keeps under a name. */
export interface LeadSearch {
  readonly id: string;
  /** The key of the list; bigint as text. */
  readonly number: string;
  readonly name: string;
  readonly criteria: readonly Criterion[];
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS = `s.id, s.number, s.name, s.criteria, s.created_by as "createdBy", s.created_at as "createdAt",
  s.updated_at as "updatedAt"`;

type Row = LeadSearch & Record<string, unknown>;

/** A page of searches, the newest first, behind the one of that number. */
export function listLeadSearches(
  db: Queryable,
  organizationId: string,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<LeadSearch[]> {
  return call<Row>(
    db,
    `select ${COLUMNS} from lotline.lead_searches s
      where s.org_id = $1 and ($2::bigint is null or s.number < $2) order by s.number desc limit $3`,
    [organizationId, page.after ?? null, page.limit],
  );
}

/** One search, by its id or its name; null when the organization has none. */
export async function getLeadSearch(
  db: Queryable,
  organizationId: string,
  by: { readonly id: string } | { readonly name: string },
): Promise<LeadSearch | null> {
  const [condition, given] = 'id' in by ? ['s.id = $2', by.id] : ['lower(s.name) = lower($2)', by.name];
  const [row] = await call<Row>(
    db,
    `select ${COLUMNS} from lotline.lead_searches s where s.org_id = $1 and ${condition}`,
    [organizationId, given],
  );
  return row ?? null;
}

/**
 * Keeps a search, or changes one (`id`) where something is given. Its id, or null when there is none to change. Throws
 * `conflict` when another has the name.
 */
export async function saveLeadSearch(
  db: Queryable,
  request: {
    organizationId: string;
    actor: string;
    id?: string;
    name: string | null;
    criteria: readonly Criterion[] | null;
  },
): Promise<string | null> {
  const [row] = await call<{ id: string | null }>(
    db,
    'select lotline.save_lead_search($1, $2, $3, $4, $5) as id',
    [
      request.organizationId,
      request.actor,
      request.name,
      request.criteria === null ? null : JSON.stringify(request.criteria),
      request.id ?? null,
    ],
  );
  return row?.id ?? null;
}

/** Forgets a search; false when there is none of that id. */
export async function deleteLeadSearch(
  db: Queryable,
  request: { organizationId: string; actor: string; id: string },
): Promise<boolean> {
  const [row] = await call<{ gone: boolean }>(db, 'select lotline.delete_lead_search($1, $2, $3) as gone', [
    request.organizationId,
    request.actor,
    request.id,
  ]);
  return row?.gone ?? false;
}
