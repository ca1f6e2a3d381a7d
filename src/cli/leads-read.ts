/** `leads list|export`. */
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import { plural } from './human.ts';
import type { ExportLeadsOptions, LeadFilterOptions, ListLeadsOptions } from './leads.ts';
import { idTable, printList, printOne } from './output.ts';
import { save } from './save.ts';

/** Leads, the newest first. `-q` prints RadarIDs alone. */
export async function list(context: Context, options: ListLeadsOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const query = queryOf<'listLeads'>({
    ...filtersOf(options),
    limit: options.limit,
    cursor: options.cursor,
  });
  const { leads, next_cursor: next } = await answered(api.GET('/api/leads', { params: { query } }));
  await printList(context.io, context.format, leads, () => {
    if (context.format.quiet) return leads.map((lead) => lead.radar_id).join('\n');
    if (leads.length === 0) return 'There are no such leads.';
    return idTable(
      context.io,
      ['LEAD', 'RADAR ID', 'OWNER', 'ADDRESS', 'EQUITY', 'MAIL'],
      leads.map((lead) => [
        lead.id,
        lead.radar_id,
        lead.owner_name ?? '',
        [lead.address, lead.city, lead.state].filter((part) => part !== null).join(', '),
        lead.equity_percent === null ? '' : `${lead.equity_percent}%`,
        lead.do_not_mail ? 'no mail' : lead.mail_address === null ? 'unknown' : 'yes',
      ]),
    );
  });
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

/** All that the filters leave as CSV, at once or by a job. */
export async function exportLeads(context: Context, options: ExportLeadsOptions): Promise<ExitCode> {
  const filters = { ...filtersOf(options), layout: options.layout };
  if (!options.background && !options.check) {
    await save(context, '/api/leads', { ...filters, format: 'csv' }, options.out);
    return EXIT.ok;
  }
  const { api } = await context.client();
  const query = queryOf<'processLeadsInBackground'>({
    ...filters,
    check: options.check ? 'true' : undefined,
  });
  const told = await answered(api.POST('/api/leads/background', { params: { query } }));
  context.say(`${plural(told.rows, 'lead')} in ${plural(told.parts, 'part')}; price ${told.price}.`);
  await printOne(context.io, context.format, told, () => told.job_id ?? '');
  return EXIT.ok;
}

function filtersOf(options: LeadFilterOptions): Record<string, string | undefined> {
  return {
    job: options.job,
    state: options.state,
    county: options.county,
    city: options.city,
    zip: options.zip,
    owner: options.owner,
    min_equity_percent: options.minEquity === undefined ? undefined : String(options.minEquity),
  };
}
