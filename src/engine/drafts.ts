import { call, type Queryable } from '../db/pool.ts';
import { columnsOf } from './jobs.ts';
import type { NewItem } from './vocabulary.ts';

/** A run of chunk numbers without a gap, and what they brought. */
export interface StoredChunks {
  first: number;
  last: number;
  /** Rows of these chunks, the rejected ones included. */
  rows: number;
  rejected: number;
}

/** What an upload holds so far. */
export interface DraftState {
  /** Runs of chunks in order, at most 1,000. */
  chunks: StoredChunks[];
  /** When rows, or how they are to be read, came last. */
  touchedAt: Date;
}

/** An open upload in a list. */
export interface DraftRow {
  id: string;
  /** bigint as text; the key of the list. */
  number: string;
  name: string;
  rows: number;
  rejected: number;
  createdAt: Date;
}

interface DraftJob {
  organizationId: string;
  jobId: string;
}

/** What has come of an upload, by its number; the caller has found the job to be the organization's. */
export async function readDraft(db: Queryable, jobNumber: string): Promise<DraftState> {
  const [row] = await call<{ touchedAt: Date; chunks: StoredChunks[] }>(
    db,
    `select j.updated_at as "touchedAt",
            (select coalesce(json_agg(r order by r.first), '[]') from (
               select min(x.chunk) as first, max(x.chunk) as last, sum(x.added)::int as rows,
                      sum(x.skipped)::int as rejected
                 from (select u.chunk, u.added, u.skipped, u.chunk - row_number() over (order by u.chunk) as run
                         from lotline.upload_chunks u where u.job_no = $1) x
                group by x.run order by 1 limit 1000) r) as chunks
       from lotline.jobs j where j.number = $1`,
    [jobNumber],
  );
  if (row === undefined) throw new Error(`job ${jobNumber} is not there`);
  return row;
}

/** Uploads of a kind that take rows still, the newest first, beginning below the number `before`. */
export function listDrafts(
  db: Queryable,
  page: { organizationId: string; kind: string; before: string | null; limit: number },
): Promise<DraftRow[]> {
  return call<DraftRow & Record<string, unknown>>(
    db,
    `select id, number, name, total_items as rows, skipped_items as rejected, created_at as "createdAt"
       from lotline.jobs
      where org_id = $1 and kind = $2 and not sealed and status = 'pending' and hidden_at is null
        and ($3::bigint is null or number < $3)
      order by number desc limit $4`,
    [page.organizationId, page.kind, page.before, page.limit],
  );
}

/** Keeps how the columns of an upload are to be read. Throws `job_sealed` once it takes no more rows. */
export async function saveMapping(db: Queryable, draft: DraftJob & { mapping: object }): Promise<void> {
  await call(db, 'select lotline.save_upload_mapping($1, $2, $3)', [
    draft.organizationId,
    draft.jobId,
    JSON.stringify(draft.mapping),
  ]);
}

/** What a draft holds after rows of it were written anew. */
export interface Mended extends Record<string, unknown> {
  readonly mended: number;
  /** Of the whole draft. */
  readonly rejected: number;
  readonly total: number;
}

/**
 * Writes rows of a draft anew, each in the place of the one with its number. Throws `invalid_argument` for a number that the
 * draft does not have, `job_sealed` once it is none.
 */
export async function mendDraft(
  db: Queryable,
  { organizationId, jobId, rows }: DraftJob & { rows: readonly (NewItem & { row: number })[] },
): Promise<Mended> {
  const [inputs, references, numbers, cells, , invalid] = columnsOf(rows);
  const [mended] = await call<Mended>(db, {
    name: 'mend_draft',
    text: 'select mended, rejected, total from lotline.mend_draft($1, $2, $3, $4, $5, $6, $7)',
    values: [organizationId, jobId, numbers, inputs, references, cells, invalid],
  });
  if (mended === undefined) throw new Error('mend_draft gave no row');
  return mended;
}

/** Gives an upload up: it is not found from then on, and its rows go. Throws `job_sealed` when it is no draft any more. */
export async function discardDraft(
  db: Queryable,
  draft: DraftJob & { actor: string | null; reason?: string },
): Promise<void> {
  await call(db, 'select lotline.discard_draft($1, $2, $3, $4)', [
    draft.organizationId,
    draft.jobId,
    draft.actor,
    draft.reason ?? null,
  ]);
}
