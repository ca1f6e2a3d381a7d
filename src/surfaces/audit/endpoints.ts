import { Readable } from 'node:stream';
import { AppError } from '../../base/errors.ts';
import { type Answer, answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor } from '../../http/keyset.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import {
  type AuditFilter,
  auditPages,
  type ExportedEntry,
  getAudit,
  listAudit,
} from '../../outcomes/audit.ts';
import {
  auditQuery,
  CSV_COLUMNS,
  EXAMPLE,
  entryListSchema,
  entryParams,
  entrySchema,
  toCells,
  toEntryBody,
  toLine,
} from './wire.ts';

const tag = 'Audit';
const prefix = '/api/audit';
/** Entries read at once for a file. */
const PAGE = 500;
const ID = /^[1-9]\d{0,17}$/;

const list = endpoint({
  operationId: 'listAuditEntries',
  method: 'GET',
  path: prefix,
  tag,
  summary: 'What was done in your organization, newest first',
  description:
    'Who, on whose behalf, what, from where, why, and how it was before and after. Entries are only ever added. Each line of `format=jsonl` carries its place in a chain of hashes, which `lotline audit check` follows.',
  allow: 'admin',
  query: auditQuery,
  answers: {
    200: {
      description: 'A page of entries; with `format=csv` or `jsonl` all of them, oldest first',
      schema: entryListSchema,
      content: ['text/csv', 'application/jsonl'],
      example: { entries: [EXAMPLE], next_cursor: null },
    },
  },
  errors: [],
  async run({ caller, query, pool, transaction }) {
    const filter: AuditFilter = {
      organizationId: caller.organizationId,
      actor: query.actor,
      action: query.action,
      subjectType: query.subject_type,
      subjectId: query.subject_id,
      requestId: query.request_id,
      from: query.from === undefined ? undefined : new Date(query.from),
      to: query.to === undefined ? undefined : new Date(query.to),
    };
    if (query.format === 'csv') {
      return csvAnswer('audit.csv', CSV_COLUMNS, cellPages(auditPages(pool, filter, PAGE)));
    }
    if (query.format === 'jsonl') return lines(auditPages(pool, filter, PAGE));
    const [before] = fromCursor(query.cursor, [ID]) ?? [];
    return transaction(async (db) => {
      const { entries, next } = await listAudit(db, filter, { before, limit: query.limit });
      return answer(200, {
        entries: entries.map(toEntryBody),
        next_cursor: next === undefined ? null : toCursor([next]),
      });
    });
  },
});

async function* cellPages(pages: AsyncIterable<ExportedEntry[]>): AsyncGenerator<(string | null)[][]> {
  for await (const entries of pages) yield entries.map(toCells);
}

/** One page in memory, read on only as fast as the client takes. */
function lines(pages: AsyncIterable<ExportedEntry[]>): Answer {
  async function* texts(): AsyncGenerator<string> {
    for await (const entries of pages) yield entries.map(toLine).join('');
  }
  return {
    status: 200,
    stream: Readable.from(texts(), { highWaterMark: 1, objectMode: true }),
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.jsonl"',
    },
  };
}

const one = endpoint({
  operationId: 'getAuditEntry',
  method: 'GET',
  path: `${prefix}/{id}`,
  tag,
  summary: 'Get one entry',
  allow: 'admin',
  params: entryParams,
  answers: { 200: { description: 'The entry', schema: entrySchema, example: EXAMPLE } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => {
      const entry = ID.test(params.id) ? await getAudit(db, organizationId, params.id) : null;
      if (entry === null) throw new AppError('not_found', 'Audit entry not found');
      return answer(200, toEntryBody(entry));
    });
  },
});

/** What was done, by whom: `/api/audit`. */
export const audit: Surface = { prefix, area: 'audit', endpoints: [list, one], problemSchema, renderProblem };
