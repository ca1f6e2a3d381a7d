import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import type { Queryable } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor, wantsCsv } from '../../http/keyset.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { stateCalled } from '../../property/counties/list-counties.ts';
import { type Layout, layoutOf } from '../../property/leads/layouts.ts';
import type { Lead } from '../../property/leads/lead.ts';
import { getLead, type LeadFilter, listLeads, streamLeads } from '../../property/leads/list-leads.ts';
import { toLeadBody } from './translate.ts';
import { type LeadsQuery, leadListSchema, leadParams, leadsQuery, oneLeadSchema, TAG } from './wire.ts';

export const listLeadsEndpoint = endpoint({
  operationId: 'listLeads',
  method: 'GET',
  path: '/api/leads',
  tag: TAG,
  summary: 'List leads, the newest first',
  description:
    'As CSV (`format=csv`, or `Accept: text/csv`) all that the filter leaves, as a stream, without those that stand on the do-not-mail list.',
  allow: 'viewer',
  query: leadsQuery,
  answers: { 200: { description: 'A page of leads', schema: leadListSchema, content: ['text/csv'] } },
  errors: ['county_not_found', 'ambiguous_county'],
  async run({ caller: { organizationId }, query, headers, pool, transaction }) {
    const csv = wantsCsv({ query, headers });
    let filter: LeadFilter = { organizationId };
    const page = await transaction(async (db) => {
      filter = { organizationId, ...(await filterOf(db, query)) };
      if (csv) return answer(200, null);
      const [after] = fromCursor(query.cursor, [/^\d{1,18}$/]) ?? [];
      const { leads, next } = await listLeads(db, filter, { limit: query.limit, after });
      return answer(200, {
        leads: leads.map(toLeadBody),
        next_cursor: next === null ? null : toCursor([next]),
      });
    });
    if (!csv) return page;
    const layout = layoutOf(query.layout);
    return csvAnswer(
      'leads.csv',
      layout.header,
      cellsOf(streamLeads(pool, toBeMailed(filter, layout)), layout),
    );
  },
});

/** A filter for a file: never those that want no mail, and for mail houses only where mail goes. */
export function toBeMailed(filter: LeadFilter, { mailed }: Pick<Layout, 'mailed'>): LeadFilter {
  if (filter.doNotMail === true) {
    throw new AppError('validation_failed', 'do_not_mail: a CSV file never has those that want no mail', {
      field: 'do_not_mail',
      hint: 'Leave it out, or ask for JSON.',
    });
  }
  return { ...filter, doNotMail: false, ...(mailed ? { hasMailing: true } : {}) };
}

async function* cellsOf(pages: AsyncIterable<Lead[]>, layout: Layout) {
  for await (const leads of pages) yield leads.map((lead) => layout.cells(lead));
}

type FilterQuery = Omit<LeadsQuery, 'limit' | 'cursor' | 'format' | 'layout'>;

/** A query's filter with its places found. */
export async function filterOf(
  db: Queryable,
  query: FilterQuery,
): Promise<Omit<LeadFilter, 'organizationId'>> {
  const { fipsCode, countyName, stateCode } =
    query.county === undefined ? {} : await resolveCounty(db, query.county);
  return {
    jobId: query.job,
    state: await stateOf(db, query.state),
    ...(fipsCode && countyName && stateCode ? { county: { fipsCode, countyName, stateCode } } : {}),
    city: query.city,
    zip: query.zip,
    apn: query.apn,
    propertyType: query.property_type,
    owner: query.owner,
    inForeclosure: query.in_foreclosure,
    inTaxDelinquency: query.in_tax_delinquency,
    sameMailing: query.same_mailing,
    mailVacant: query.mail_vacant,
    hasMailing: query.has_mailing,
    doNotMail: query.do_not_mail,
    minEquityPercent: query.min_equity_percent,
    maxEquityPercent: query.max_equity_percent,
    minValue: query.min_value,
    maxValue: query.max_value,
    updatedSince: query.updated_since,
  };
}

async function stateOf(db: Queryable, state: string | undefined): Promise<string | undefined> {
  if (state === undefined) return undefined;
  const code = await stateCalled(db, state);
  if (code !== null) return code;
  throw new AppError('validation_failed', `state: there is no state "${state}"`, {
    field: 'state',
    hint: 'Write its code or name, such as PA or Pennsylvania.',
  });
}

export const getLeadEndpoint = endpoint({
  operationId: 'getLead',
  method: 'GET',
  path: '/api/leads/{id}',
  tag: TAG,
  summary: 'Get one lead with its whole record',
  allow: 'viewer',
  params: leadParams,
  answers: { 200: { description: 'The lead', schema: oneLeadSchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params: { id }, transaction }) {
    return transaction(async (db) => {
      const lead = await getLead(db, organizationId, isUuid(id) ? { id } : { radarId: id });
      if (lead === null) throw new AppError('not_found', 'Lead not found');
      return answer(200, { ...toLeadBody(lead), record: lead.record, jobs: lead.jobs });
    });
  },
});
