import { Readable } from 'node:stream';
import { csvText } from '../../base/csv.ts';
import type { Pool } from '../../db/pool.ts';
import { streamItems } from '../../engine/items.ts';
import type { Item, Job } from '../../engine/vocabulary.ts';
import type { Answer } from '../../http/endpoint.ts';
import { errorMessage, fromItemWord, inputOf, toItemWord } from './translate.ts';
import type { ItemWord } from './wire.ts';

/** Items read at once: a page of 1 kB results is half a megabyte. */
const PAGE = 500;

const OUTCOME_COLUMNS = ['status', 'error_code', 'error_message', 'attempts'] as const;
const RESULT_COLUMNS = [
  'customer_id',
  'utility',
  'total_incentive_amount',
  'eligible_programs',
  'programs',
] as const;
/** The original columns of a job that was not uploaded from a file. */
const INLINE_COLUMNS = [
  'reference_id',
  'street_1',
  'street_2',
  'city',
  'state_or_province_code',
  'postal_code',
  'country_code',
  'building_type',
  'device_ids',
] as const;

type Cell = string | number | null;

/**
 * Every item of a job in input order, as a stream that holds one page: it reads on only as fast as the client
 * takes, and stops when the client goes away.
 */
export function download(
  pool: Pool,
  job: Job,
  options: { format: 'csv' | 'jsonl'; status?: ItemWord | undefined },
): Answer {
  const pages = streamItems(pool, {
    organizationId: job.organizationId,
    jobId: job.id,
    pageSize: PAGE,
    ...(options.status === undefined ? {} : { statuses: fromItemWord(options.status) }),
  });
  const name = `batch-lookup-${job.id}${options.status === undefined ? '' : `-${options.status}`}.${options.format}`;
  return {
    status: 200,
    // One chunk of text a page, and no more than one waiting: that bounds the memory.
    stream: Readable.from(options.format === 'csv' ? csvPages(pages, job) : jsonPages(pages), {
      highWaterMark: 1,
      objectMode: true,
    }),
    headers: {
      'content-type':
        options.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  };
}

async function* csvPages(pages: AsyncIterable<Item[]>, job: Job): AsyncGenerator<string> {
  const columns = job.columns ?? INLINE_COLUMNS;
  yield csvText([[...columns, ...OUTCOME_COLUMNS, ...RESULT_COLUMNS]]);
  for await (const items of pages) yield csvText(items.map((item) => toCells(item, job.columns)));
}

async function* jsonPages(pages: AsyncIterable<Item[]>): AsyncGenerator<string> {
  for await (const items of pages) yield items.map((item) => `${JSON.stringify(toLine(item))}\n`).join('');
}

function toCells(item: Item, columns: readonly string[] | null): Cell[] {
  const own = columns === null ? inlineCells(item) : columns.map((_, at) => item.cells?.[at] ?? '');
  const result = resultCells(item);
  return [
    ...own,
    toItemWord(item.status),
    item.status === 'completed' ? null : item.errorCode,
    errorMessage(item),
    item.attempts,
    ...RESULT_COLUMNS.map((column) => result[column]),
  ];
}

function inlineCells(item: Item): Cell[] {
  const input = inputOf(item);
  const address = (input.address ?? {}) as Record<string, unknown>;
  const text = (value: unknown): Cell => (typeof value === 'string' ? value : null);
  return INLINE_COLUMNS.map((column) => {
    if (column === 'reference_id') return item.reference;
    if (column === 'building_type') return text(input.building_type);
    if (column === 'device_ids') {
      const ids = input.device_ids;
      return Array.isArray(ids) ? ids.join(' ') : null;
    }
    return text(address[column]);
  });
}

interface Found {
  readonly customer_id?: number | null;
  readonly utility?: { readonly name?: string } | null;
  readonly incentives?: {
    readonly total_incentive_amount?: number;
    readonly by_program?: readonly {
      readonly program_name?: string;
      readonly eligible_combinations?: number;
    }[];
  };
}

function resultCells(item: Item): Record<(typeof RESULT_COLUMNS)[number], Cell> {
  const found = (item.status === 'completed' ? (item.result ?? {}) : {}) as Found;
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
  };
}

function toLine(item: Item): Record<string, unknown> {
  return {
    row: item.row ?? item.seq,
    reference_id: item.reference,
    ...(item.cells === null ? {} : { cells: item.cells }),
    input: item.input,
    status: toItemWord(item.status),
    error_code: item.status === 'completed' ? null : item.errorCode,
    error_message: errorMessage(item),
    ...(item.fieldErrors === null ? {} : { field_errors: item.fieldErrors }),
    attempts: item.attempts,
    result: item.result ?? null,
    processed_at: item.settledAt?.toISOString() ?? null,
  };
}
