import { call, type Queryable } from '../../db/pool.ts';

/** A line of the do-not-mail list: a lead by its RadarID, or an address. */
export interface DoNotMailLine {
  readonly id: string;
  /** The key of the list; bigint as text. */
  readonly number: string;
  readonly radarId: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly reason: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/** What somebody puts on the list. */
export interface NewDoNotMailLine {
  readonly radar_id?: string | undefined;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly zip?: string | undefined;
  readonly reason?: string | undefined;
}

const COLUMNS = `d.id, d.number, d.radar_id as "radarId", d.name, d.address, d.city, d.state, d.zip, d.reason,
  d.created_by as "createdBy", d.created_at as "createdAt"`;

/** A page of the list, the newest first, behind the line of that number. */
export function listDoNotMail(
  db: Queryable,
  organizationId: string,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<DoNotMailLine[]> {
  return call<DoNotMailLine & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from lotline.do_not_mail d
      where d.org_id = $1 and ($2::bigint is null or d.number < $2) order by d.number desc limit $3`,
    [organizationId, page.after ?? null, page.limit],
  );
}

/**
 * Puts lines on the list, all or none; what stands there stays as it is. One answer for each, in order. Throws
 * `invalid_argument` for the first that names neither a RadarID nor a whole address.
 */
export function addDoNotMail(
  db: Queryable,
  request: { organizationId: string; actor: string; lines: readonly NewDoNotMailLine[] },
): Promise<{ id: string; added: boolean }[]> {
  return call(db, 'select id, added from lotline.add_do_not_mail($1, $2, $3)', [
    request.organizationId,
    request.actor,
    JSON.stringify(request.lines),
  ]);
}

/** Takes a line off the list; false when there is none of that id. */
export async function removeDoNotMail(
  db: Queryable,
  request: { organizationId: string; actor: string; id: string },
): Promise<boolean> {
  const [row] = await call<{ removed: boolean }>(
    db,
    'select lotline.remove_do_not_mail($1, $2, $3) as removed',
    [request.organizationId, request.actor, request.id],
  );
  return row?.removed ?? false;
}
