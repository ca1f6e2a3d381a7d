import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { asOrganization } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor, wantsCsv } from '../../http/keyset.ts';
import {
  addDoNotMail,
  type DoNotMailLine,
  listDoNotMail,
  removeDoNotMail,
} from '../../property/leads/do-not-mail.ts';
import { toLineBody } from './translate.ts';
import { addedSchema, addLinesSchema, goneSchema, idParams, linesSchema, listQuery, TAG } from './wire.ts';

const CSV = [
  'id',
  'radar_id',
  'name',
  'address',
  'city',
  'state',
  'zip',
  'reason',
  'created_by',
  'created_at',
];

export const listDoNotMailEndpoint = endpoint({
  operationId: 'listDoNotMail',
  method: 'GET',
  path: '/api/leads/do-not-mail',
  tag: TAG,
  summary: 'List who wants no mail, the newest first',
  allow: 'viewer',
  query: listQuery,
  answers: { 200: { description: 'A page of the list', schema: linesSchema, content: ['text/csv'] } },
  errors: [],
  async run({ caller: { organizationId }, query, headers, pool, transaction }) {
    const read = (limit: number, after?: string) =>
      asOrganization(pool, organizationId, (db) => listDoNotMail(db, organizationId, { limit, after }));
    if (wantsCsv({ query, headers })) return csvAnswer('do-not-mail.csv', CSV, cells(read));
    const [after] = fromCursor(query.cursor, [/^\d{1,18}$/]) ?? [];
    return transaction(async (db) => {
      const found = await listDoNotMail(db, organizationId, { limit: query.limit + 1, after });
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return answer(200, {
        lines: page.map(toLineBody),
        next_cursor: found.length > page.length && last ? toCursor([last.number]) : null,
      });
    });
  },
});

async function* cells(read: (limit: number, after?: string) => Promise<DoNotMailLine[]>) {
  const most = 1000;
  let page: DoNotMailLine[] = [];
  do {
    page = await read(most, page.at(-1)?.number);
    // CSV names fields of a line alone
    yield page.map(toLineBody).map((line) => CSV.map((name) => line[name as keyof typeof line]));
  } while (page.length === most);
}

export const addDoNotMailEndpoint = endpoint({
  operationId: 'addDoNotMail',
  method: 'POST',
  path: '/api/leads/do-not-mail',
  tag: TAG,
  summary: 'Put lines on the do-not-mail list',
  description:
    'A line is a lead by its RadarID, or an address, which stands for every lead that is there or gets its mail there, however it is written ("12 North Main Street", "12 N Main St."). All lines or none; one that stands there stays as it is.',
  allow: 'analyst',
  body: addLinesSchema,
  bodyLimitBytes: 4 * 1024 * 1024,
  bodyExample: { lines: [{ address: '12 N Main St', zip: '16601', reason: 'asked by phone' }] },
  answers: { 200: { description: 'What became of each line', schema: addedSchema } },
  errors: ['invalid_argument'],
  async run({ caller: { organizationId, actor }, body, transaction }) {
    return transaction(async (db) => {
      const lines = await addDoNotMail(db, { organizationId, actor, lines: body.lines });
      const added = lines.filter((line) => line.added).length;
      return answer(200, { added, known: lines.length - added, lines });
    });
  },
});

export const removeDoNotMailEndpoint = endpoint({
  operationId: 'removeDoNotMail',
  method: 'DELETE',
  path: '/api/leads/do-not-mail/{id}',
  tag: TAG,
  summary: 'Take a line off the do-not-mail list',
  allow: 'analyst',
  params: idParams,
  answers: { 200: { description: 'It is gone', schema: goneSchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId, actor }, params: { id }, transaction }) {
    return transaction(async (db) => {
      const gone = isUuid(id) && (await removeDoNotMail(db, { organizationId, actor, id }));
      if (!gone) throw new AppError('not_found', 'There is no such line on the do-not-mail list');
      return answer(200, { message: 'Taken off the do-not-mail list', id });
    });
  },
});
