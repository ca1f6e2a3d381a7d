import { answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor, wantsCsv } from '../../http/keyset.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { type CallFilter, callPages, listCalls } from './queries.ts';
import { CSV_COLUMNS, callListSchema, callsQuery, EXAMPLE, toBody, toCells } from './wire.ts';

const prefix = '/api/calls';
/** Calls read at once for a file. */
const PAGE = 500;
const PLACE = [/^\d{1,17}$/, /^\d{1,18}$/];

const list = endpoint({
  operationId: 'listServiceCalls',
  method: 'GET',
  path: prefix,
  tag: 'Services',
  summary: 'What was asked of outside services for your organization, newest first',
  description:
    'Every request that left in the last 30 days, written down within about a second: for which job and item, what came of it, how long it took, what it cost. Without secrets.',
  allow: 'viewer',
  query: callsQuery,
  answers: {
    200: {
      description: 'A page of calls; with `format=csv` all of them',
      schema: callListSchema,
      content: ['text/csv'],
      example: { calls: [EXAMPLE], next_cursor: null },
    },
  },
  errors: [],
  async run({ caller, query, headers, pool, transaction }) {
    const filter: CallFilter = {
      ...{
        organizationId: caller.organizationId,
        service: query.service,
        jobId: query.job_id,
        seq: query.item,
      },
      ...{
        status: query.status,
        verdict: query.verdict,
        operation: query.operation,
        requestId: query.request_id,
      },
      from: query.from === undefined ? undefined : new Date(query.from),
      to: query.to === undefined ? undefined : new Date(query.to),
    };
    if (wantsCsv({ query, headers })) {
      return csvAnswer('calls.csv', CSV_COLUMNS, cellPages(callPages(pool, filter, PAGE)));
    }
    const after = fromCursor(query.cursor, PLACE);
    return transaction(async (db) => {
      const calls = await listCalls(db, filter, { after, limit: query.limit + 1 });
      const shown = calls.slice(0, query.limit);
      const last = shown.at(-1);
      const more = calls.length > query.limit && last !== undefined;
      return answer(200, {
        calls: shown.map(toBody),
        next_cursor: more ? toCursor([last.place, last.id]) : null,
      });
    });
  },
});

async function* cellPages(pages: ReturnType<typeof callPages>): AsyncGenerator<(string | null)[][]> {
  for await (const calls of pages) yield calls.map(toCells);
}

/** What was asked of outside services: `/api/calls`. */
export const calls: Surface = { prefix, area: 'jobs', endpoints: [list], problemSchema, renderProblem };
