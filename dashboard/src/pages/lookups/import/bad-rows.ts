import { itemMapper } from '../../../../../src/base/lookup-cells.ts';
import { answered, api, LotlineError, send } from '../../../data/api.ts';
import { warningsOf } from './check-item.ts';
import { checkedRow } from './checked-row.ts';
import { piecesOf } from './file-bytes.ts';
import type { BadRow, CellMend } from './groups.ts';
import { linesOf, type Mapping, readMapping, rowReader } from './stored-rows.ts';

/** As many bad rows as a page shows and mends at once; a file with more is better mended where it came from. */
export const MOST_BAD_ROWS = 5_000;
const MENDED_AT_ONCE = 1_000;

/** The rejected rows of a draft, or, of `all`, its first rows whatever they are. */
export async function readStoredRows(
  jobId: string,
  mapping: Mapping,
  columns: readonly string[],
  which: 'failed' | 'all',
  most: number,
): Promise<BadRow[]> {
  const query = which === 'failed' ? '?format=jsonl&status=failed' : '?format=jsonl';
  const response = await send(new Request(`/batch-lookups/${jobId}/download${query}`));
  if (!response.ok || response.body === null) throw await LotlineError.of(response);
  const read = rowReader(mapping, columns);
  const rows: BadRow[] = [];
  for await (const line of linesOf(piecesOf(response.body))) {
    rows.push(read(line));
    if (rows.length >= most) break;
  }
  return rows;
}

/** Rows that are good and were noticed, by their numbers, as they are stored now: what was mended meanwhile is left out. */
export async function readNoticedRows(
  jobId: string,
  mapping: Mapping,
  columns: readonly string[],
): Promise<BadRow[]> {
  const { first = [] } = mapping.noticed ?? {};
  const wanted = new Set(first);
  const last = Math.max(0, ...first);
  const { matched, constants } = readMapping(mapping, columns);
  const itemOf = itemMapper(matched, constants);
  const response = await send(new Request(`/batch-lookups/${jobId}/download?format=jsonl`));
  if (!response.ok || response.body === null) throw await LotlineError.of(response);
  const read = rowReader(mapping, columns);
  const rows: BadRow[] = [];
  for await (const line of linesOf(piecesOf(response.body))) {
    const row = read(line);
    const problems = wanted.has(row.row) && row.problems.length === 0 ? warningsOf(itemOf(row.cells)) : [];
    if (problems.length > 0) rows.push({ ...row, problems });
    // rows come in their order
    if (row.row >= last) break;
  }
  return rows;
}

export interface Mending {
  readonly jobId: string;
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  /** The rows as they are stored. */
  readonly rows: readonly BadRow[];
  readonly mends: readonly CellMend[];
  /** Rows that are looked up although another one has the same reference. */
  readonly allowed?: ReadonlySet<number>;
}

/** Writes mended rows into the draft; answers what it holds now. */
export async function mendRows({
  jobId,
  mapping,
  columns,
  rows,
  mends,
  allowed = new Set(),
}: Mending): Promise<void> {
  const byRow = Map.groupBy(mends, ({ row }) => row);
  const check = checkedRow(mapping, columns);
  const changed = rows
    .filter(({ row }) => byRow.has(row) || allowed.has(row))
    .map((row) => check(row, byRow.get(row.row) ?? [], allowed.has(row.row)));
  for (let at = 0; at < changed.length; at += MENDED_AT_ONCE) {
    await answered(
      api.PATCH('/batch-lookups/{job_id}/rows', {
        params: { path: { job_id: jobId } },
        body: { rows: changed.slice(at, at + MENDED_AT_ONCE) },
      }),
    );
  }
}
