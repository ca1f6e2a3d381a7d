import { ADDRESS_FIELDS } from '../../base/lookup-columns.ts';
import { recordOf } from '../../base/record.ts';
import type { Item } from '../../engine/vocabulary.ts';
import { errorMessage, inputOf, toItemWord } from './translate.ts';

// A row of a download, and what of it comes back in a corrected file.

const OUTCOME_COLUMNS = ['status', 'error_code', 'error_message', 'attempts'] as const;
const RESULT_COLUMNS = [
  'customer_id',
  'utility',
  'total_incentive_amount',
  'eligible_programs',
  'programs',
  'connect_url',
] as const;
/** Which row of the file, or of the batch, it is: rows may be sorted, or left out, and are known all the same. */
export const ROW_COLUMN = 'row_number';
/** Of a download of the latest good results: whether the result is of an earlier run. */
export const EARLIER_COLUMN = 'earlier_result';
/** The original columns of a job that was not uploaded from a file. */
export const INLINE_COLUMNS = [
  'reference_id',
  ...ADDRESS_FIELDS,
  'building_type',
  'device_ids',
  'device_names',
] as const;

export type Cell = string | number | null;

/** The header of a download. */
export function headerOf(columns: readonly string[] | null, latestGood: boolean): string[] {
  return [...(columns ?? INLINE_COLUMNS), ...ADDED_COLUMNS, ...(latestGood ? [EARLIER_COLUMN] : [])];
}

/** The columns that a download adds to the original ones. */
export const ADDED_COLUMNS: readonly string[] = [...OUTCOME_COLUMNS, ...RESULT_COLUMNS, ROW_COLUMN];

/** An item, and the result that is shown for it: its own, or with `earlier` the last good one of a former run. */
export interface ShownItem {
  readonly item: Item;
  readonly result: unknown;
  /** The generation of the job that the result is of; null when there is none. */
  readonly generation: number | null;
  readonly earlier: boolean;
}

/** A row of a CSV download. */
export function toCells(
  { item, result: found, earlier }: ShownItem,
  columns: readonly string[] | null,
  latestGood: boolean,
): Cell[] {
  const own = columns === null ? inlineCells(item) : columns.map((_, at) => item.cells?.[at] ?? '');
  const result = resultCells(found);
  return [
    ...own,
    toItemWord(item.status),
    item.status === 'completed' ? null : item.errorCode,
    errorMessage(item),
    item.attempts,
    ...RESULT_COLUMNS.map((column) => result[column]),
    item.row ?? item.seq,
    ...(latestGood ? [earlier ? 'yes' : null] : []),
  ];
}

/** The original columns of an item that came without a file. */
export function inlineCells(item: Pick<Item, 'input' | 'reference'>): Cell[] {
  const input = inputOf(item);
  const address = recordOf(input.address);
  const text = (value: unknown): Cell => (typeof value === 'string' ? value : null);
  return INLINE_COLUMNS.map((column) => {
    if (column === 'reference_id') return item.reference;
    if (column === 'building_type') return text(input.building_type);
    if (column === 'device_ids') {
      const ids = input.device_ids;
      return Array.isArray(ids) ? ids.join(' ') : null;
    }
    if (column === 'device_names') {
      const names = input.device_names;
      return Array.isArray(names) ? names.join('; ') : null;
    }
    return text(address[column]);
  });
}

interface Found {
  readonly customer_id?: number | null;
  readonly utility?: { readonly name?: string } | null;
  /** Where the application goes on, when one was made. */
  readonly connect_url?: string | null;
  readonly incentives?: {
    readonly total_incentive_amount?: number;
    readonly by_program?: readonly {
      readonly program_name?: string;
      readonly eligible_combinations?: number;
    }[];
  };
}

function resultCells(result: unknown): Record<(typeof RESULT_COLUMNS)[number], Cell> {
  const found = (result ?? {}) as Found; // checked when the item was settled; all of it may be missing
  const amount = found.incentives?.total_incentive_amount;
  const programs = found.incentives?.by_program?.filter(
    (program) => (program.eligible_combinations ?? 0) > 0,
  );
  return {
    customer_id: found.customer_id ?? null,
    utility: found.utility?.name ?? null,
    total_incentive_amount: amount === undefined ? null : amount.toFixed(2),
    eligible_programs: programs?.length ?? null,
    programs: programs?.map((program) => program.program_name ?? '').join('; ') ?? null,
    connect_url: found.connect_url ?? null,
  };
}
