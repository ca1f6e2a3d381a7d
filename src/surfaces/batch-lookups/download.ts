import { Readable } from 'node:stream';
import { csvText } from '../../base/csv.ts';
import { asOrganization, type Pool } from '../../db/pool.ts';
import { lastGoodResults } from '../../engine/corrections.ts';
import { streamItems } from '../../engine/items.ts';
import type { Item, Job } from '../../engine/vocabulary.ts';
import type { Answer } from '../../http/endpoint.ts';
import { headerOf, type ShownItem, toCells } from './download-cells.ts';
import { errorMessage, fromItemWord, toItemWord } from './translate.ts';
import type { ItemWord } from './wire.ts';

/** Items read at once: a page of 1 kB results is half a megabyte. */
const PAGE = 500;

interface DownloadOptions {
  readonly format: 'csv' | 'jsonl';
  readonly status?: ItemWord | undefined;
  /** Instead of a result that is missing, because a later run failed or is not done, the last good one. */
  readonly latestGood: boolean;
}

/**
 * Every item of a job in input order, as a stream that holds one page: it reads on only as fast as the client
 * takes, and stops when the client goes away.
 */
export function download(pool: Pool, job: Job, options: DownloadOptions): Answer {
  const { format, status, latestGood } = options;
  const items = streamItems(pool, {
    organizationId: job.organizationId,
    jobId: job.id,
    pageSize: PAGE,
    ...(status === undefined ? {} : { statuses: fromItemWord(status) }),
  });
  const pages = shown(items, latestGood ? (page) => earlierResults(pool, job, page) : async () => NONE);
  const name = ['batch-lookup', job.id, ...(latestGood ? ['latest-good'] : []), ...(status ? [status] : [])];
  return {
    status: 200,
    // One chunk of text a page, and no more than one waiting: that bounds the memory.
    stream: Readable.from(
      format === 'csv' ? csvPages(pages, job, latestGood) : jsonPages(pages, latestGood),
      {
        highWaterMark: 1,
        objectMode: true,
      },
    ),
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${name.join('-')}.${format}"`,
    },
  };
}

type Earlier = Awaited<ReturnType<typeof lastGoodResults>>;
const NONE: Earlier = new Map();

/** The results that items without one of their own had in a former run. */
async function earlierResults(pool: Pool, job: Job, items: readonly Item[]): Promise<Earlier> {
  const seqs = items.filter(({ status }) => status !== 'completed').map(({ seq }) => seq);
  if (seqs.length === 0) return NONE;
  const { organizationId, id: jobId } = job;
  return asOrganization(pool, organizationId, (db) => lastGoodResults(db, { organizationId, jobId, seqs }));
}

async function* shown(
  pages: AsyncIterable<Item[]>,
  earlierOf: (items: readonly Item[]) => Promise<Earlier>,
): AsyncGenerator<ShownItem[]> {
  for await (const items of pages) {
    const earlier = await earlierOf(items);
    yield items.map((item) => {
      if (item.status === 'completed')
        return { item, result: item.result, generation: item.generation, earlier: false };
      const former = earlier.get(item.seq);
      return {
        item,
        result: former?.result ?? null,
        generation: former?.generation ?? null,
        earlier: former !== undefined,
      };
    });
  }
}

async function* csvPages(
  pages: AsyncIterable<ShownItem[]>,
  job: Job,
  latestGood: boolean,
): AsyncGenerator<string> {
  yield csvText([headerOf(job.columns, latestGood)]);
  for await (const items of pages) yield csvText(items.map((item) => toCells(item, job.columns, latestGood)));
}

async function* jsonPages(pages: AsyncIterable<ShownItem[]>, latestGood: boolean): AsyncGenerator<string> {
  for await (const items of pages)
    yield items.map((item) => `${JSON.stringify(toLine(item, latestGood))}\n`).join('');
}

function toLine(
  { item, result, generation, earlier }: ShownItem,
  latestGood: boolean,
): Record<string, unknown> {
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
    result: result ?? null,
    ...(latestGood ? { result_generation: generation, earlier_result: earlier } : {}),
    processed_at: item.settledAt?.toISOString() ?? null,
  };
}
