import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import type { Queryable } from '../../db/pool.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import {
  deleteLeadSearch,
  getLeadSearch,
  type LeadSearch,
  listLeadSearches,
  saveLeadSearch,
} from '../../property/leads/searches.ts';
import {
  changeSearchSchema,
  newSearchSchema,
  searchExample,
  searchesSchema,
  searchSchema,
} from './search-wire.ts';
import { goneSchema, idParams, searchListQuery, TAG } from './wire.ts';

const path = '/api/leads/searches';
const onePath = `${path}/{id}` as const;

function toBody({ createdBy, createdAt, updatedAt, number: _, ...search }: LeadSearch) {
  return {
    ...search,
    created_by: createdBy,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

/** The organization's search of that id or name. Throws `not_found`. */
export async function findSearch(db: Queryable, organizationId: string, id: string): Promise<LeadSearch> {
  const search = await getLeadSearch(db, organizationId, isUuid(id) ? { id } : { name: id });
  if (search === null) throw new AppError('not_found', 'There is no such saved search');
  return search;
}

const list = endpoint({
  operationId: 'listLeadSearches',
  method: 'GET',
  path,
  tag: TAG,
  summary: 'List saved searches, the newest first',
  allow: 'viewer',
  query: searchListQuery,
  answers: { 200: { description: 'A page of searches', schema: searchesSchema } },
  errors: [],
  async run({ caller: { organizationId }, query, transaction }) {
    const [after] = fromCursor(query.cursor, [/^\d{1,18}$/]) ?? [];
    return transaction(async (db) => {
      const found = await listLeadSearches(db, organizationId, { limit: query.limit + 1, after });
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return answer(200, {
        searches: page.map(toBody),
        next_cursor: found.length > page.length && last ? toCursor([last.number]) : null,
      });
    });
  },
});

const one = endpoint({
  operationId: 'getLeadSearch',
  method: 'GET',
  path: onePath,
  tag: TAG,
  summary: 'Get one saved search, by its id or name',
  allow: 'viewer',
  params: idParams,
  answers: { 200: { description: 'The search', schema: searchSchema } },
  errors: ['not_found'],
  run: ({ caller: { organizationId }, params: { id }, transaction }) =>
    transaction(async (db) => answer(200, toBody(await findSearch(db, organizationId, id)))),
});

const create = endpoint({
  operationId: 'createLeadSearch',
  method: 'POST',
  path,
  tag: TAG,
  summary: 'Keep a search under a name',
  description: 'Criteria are checked by name and form; nothing is asked of the vendor.',
  allow: 'analyst',
  body: newSearchSchema,
  bodyExample: searchExample,
  idempotent: true,
  answers: { 201: { description: 'The search', schema: searchSchema } },
  errors: ['conflict'],
  async run({ caller: { organizationId, actor }, body, transaction }) {
    return transaction(async (db) => {
      const id = await saveLeadSearch(db, { organizationId, actor, ...body });
      return answer(201, toBody(await findSearch(db, organizationId, String(id))));
    });
  },
});

const change = endpoint({
  operationId: 'changeLeadSearch',
  method: 'PATCH',
  path: onePath,
  tag: TAG,
  summary: 'Rename a saved search, or change its criteria',
  allow: 'analyst',
  params: idParams,
  body: changeSearchSchema,
  bodyExample: { name: 'Absentee owners' },
  answers: { 200: { description: 'The search', schema: searchSchema } },
  errors: ['not_found', 'conflict'],
  async run({ caller: { organizationId, actor }, params, body, transaction }) {
    return transaction(async (db) => {
      const { id } = await findSearch(db, organizationId, params.id);
      await saveLeadSearch(db, {
        ...{ organizationId, actor, id },
        name: body.name ?? null,
        criteria: body.criteria ?? null,
      });
      return answer(200, toBody(await findSearch(db, organizationId, id)));
    });
  },
});

const remove = endpoint({
  operationId: 'deleteLeadSearch',
  method: 'DELETE',
  path: onePath,
  tag: TAG,
  summary: 'Forget a saved search; what it brought stays',
  allow: 'analyst',
  params: idParams,
  answers: { 200: { description: 'It is gone', schema: goneSchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId, actor }, params, transaction }) {
    return transaction(async (db) => {
      const { id } = await findSearch(db, organizationId, params.id);
      await deleteLeadSearch(db, { organizationId, actor, id });
      return answer(200, { message: 'Saved search deleted', id });
    });
  },
});

export const searchEndpoints: readonly AnyEndpoint[] = [list, create, one, change, remove];
