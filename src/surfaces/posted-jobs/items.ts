import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { listItems, streamItems } from '../../engine/items.ts';
import { getJob } from '../../engine/jobs.ts';
import type { Item } from '../../engine/vocabulary.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor, wantsCsv } from '../../http/keyset.ts';
import { itemsQuery, jobItemsSchema, jobParams } from './wire.ts';

const CSV_COLUMNS = ['item', 'reference_id', 'status', 'input', 'result', 'error_code', 'error_message'];
const SEQ = [/^\d{1,9}$/];

/** GET /api/jobs/{id}/items: what went into a job of any kind and what came of it. */
export const listItemsEndpoint = endpoint({
  operationId: 'listJobItems',
  method: 'GET',
  path: '/api/jobs/{id}/items',
  tag: 'Jobs',
  summary: 'Items of a job in their order, with what became of each',
  allow: 'viewer',
  params: jobParams,
  query: itemsQuery,
  answers: {
    200: {
      description: 'A page; with `format=csv` all of them',
      schema: jobItemsSchema,
      content: ['text/csv'],
    },
  },
  errors: ['job_not_found'],
  async run(call) {
    const { caller, params, query, pool, transaction } = call;
    const { organizationId } = caller;
    const [cursor] = fromCursor(query.cursor, SEQ) ?? [];
    const after = cursor === undefined ? (query.after ?? 0) : Number(cursor);
    return transaction(async (db) => {
      const job = isUuid(params.id) ? await getJob(db, organizationId, params.id) : null;
      if (job === null) throw new AppError('job_not_found', 'Job not found');
      const wanted = {
        organizationId,
        jobId: job.id,
        ...(query.status === undefined ? {} : { statuses: [query.status] }),
      };
      if (wantsCsv(call)) return csvAnswer('items.csv', CSV_COLUMNS, rowsOf(streamItems(pool, wanted)));
      const { number, reference } = query;
      const { items } = await listItems(db, {
        ...wanted,
        ...(reference === undefined ? {} : { reference }),
        // the page that begins with that item
        ...{ limit: query.limit + 1, afterSeq: number === undefined ? after : number - 1 },
      });
      const page = items.slice(0, query.limit);
      const last = items.length > query.limit ? page.at(-1) : undefined;
      return answer(200, {
        items: page.map(toBody),
        next_cursor: last === undefined ? null : toCursor([String(last.seq)]),
      });
    });
  },
});

function toBody({ seq, reference, status, input, result, attempts, settledAt, ...error }: Item) {
  return {
    item: seq,
    reference_id: reference,
    status,
    input: input ?? null,
    result: result ?? null,
    error:
      error.errorCode === null
        ? null
        : { class: error.errorClass, code: error.errorCode, message: error.errorMessage },
    attempts,
    settled_at: settledAt?.toISOString() ?? null,
  };
}

async function* rowsOf(pages: AsyncIterable<Item[]>): AsyncGenerator<(string | number | null)[][]> {
  for await (const items of pages) {
    yield items.map(({ seq, reference, status, input, result, errorCode, errorMessage }) => [
      seq,
      reference,
      status,
      JSON.stringify(input ?? null),
      result == null ? null : JSON.stringify(result),
      errorCode,
      errorMessage,
    ]);
  }
}
