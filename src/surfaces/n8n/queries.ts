import { call, type Queryable } from '../../db/pool.ts';

/**
 * Numbers of a job's items that are out in the same lease as the one named and not reported, up to that one, in order;
 * empty when nobody holds it.
 */
export async function openWith(db: Queryable, jobNumber: string, seq: number): Promise<number[]> {
  const rows = await call<{ seq: number }>(
    db,
    `select s as seq
       from lotline.batches b, unnest(b.open) r, generate_series(lower(r), upper(r) - 1) s
      where b.job_no = $1 and b.state = 'leased' and $2::int <@ b.open and s <= $2
      order by s limit 1000`,
    [jobNumber, seq],
  );
  return rows.map((row) => row.seq);
}

/** Which of these items are settled, with their outcome. */
export async function settledOutcomes(
  db: Queryable,
  jobNumber: string,
  seqs: readonly number[],
): Promise<Map<number, string>> {
  const rows = await call<{ seq: number; outcome: string }>(
    db,
    'select seq, outcome from lotline.results where job_no = $1 and seq = any ($2::int[])',
    [jobNumber, seqs],
  );
  return new Map(rows.map((row) => [row.seq, row.outcome]));
}

/** Who holds each of these items that is out, by the name under which it was taken. */
export async function holdersOf(
  db: Queryable,
  jobNumber: string,
  seqs: readonly number[],
): Promise<Map<number, string>> {
  const rows = await call<{ seq: number; worker: string }>(
    db,
    `select s.seq, b.worker from unnest($2::int[]) s (seq)
       join lotline.batches b on b.job_no = $1 and b.state = 'leased' and s.seq <@ b.open`,
    [jobNumber, seqs],
  );
  return new Map(rows.map((row) => [row.seq, row.worker]));
}
