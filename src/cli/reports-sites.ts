/** `reports sites|export|print`. */
import { answered, type components } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import { idTable, printList } from './output.ts';
import type { ExportReportOptions, ListSitesOptions, PrintOptions, SiteFilterOptions } from './reports.ts';
import { dollars } from './reports-read.ts';
import { resolveReport } from './resolve-report.ts';
import { save } from './save.ts';

const ORDER: Readonly<Record<string, string>> = {
  row: 'row',
  value: 'total_incentive_value',
  time: 'processed_at',
};

/** The sites of a report. `-q` prints the ids of their items alone. */
export async function listSites(
  context: Context,
  options: ListSitesOptions,
  wanted: string | undefined,
): Promise<ExitCode> {
  const report_id = await resolveReport(context, wanted);
  const query = queryOf<'listIncentiveReportSites'>({
    ...filtersOf(options),
    sort: options.sort.replace(/\w+$/, (word) => ORDER[word] ?? word),
    limit: options.limit,
    cursor: options.cursor,
  });
  const { api } = await context.client();
  const { sites, next_cursor: next } = await answered(
    api.GET('/incentive-reports/{report_id}/sites', { params: { path: { report_id }, query } }),
  );
  await printList(context.io, context.format, sites, () =>
    context.format.quiet
      ? sites.map(({ id }) => id).join('\n')
      : sites.length === 0
        ? 'There are no such sites.'
        : idTable(
            context.io,
            ['ITEM', 'ROW', 'REFERENCE', 'STATE', 'VALUE', 'UTILITY', 'PROGRAMS OR ERROR'],
            sites.map(rowOf),
          ),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

function rowOf(site: components['schemas']['IncentiveReportSite']): string[] {
  return [
    site.id,
    String(site.row),
    site.reference_id ?? '',
    site.state_or_province_code ?? '',
    dollars(site.total_incentive_value),
    site.utility?.name ?? '',
    site.error_code ?? site.programs.map((program) => program.program_name).join('; '),
  ];
}

/** All sites that the filters leave. */
export async function exportSites(
  context: Context,
  options: ExportReportOptions,
  wanted: string | undefined,
): Promise<ExitCode> {
  const path = await pathOf(context, wanted, 'export');
  await save(context, path, { ...filtersOf(options), format: options.format }, options.out);
  return EXIT.ok;
}

/** The report as a page. */
export async function print(
  context: Context,
  options: PrintOptions,
  wanted: string | undefined,
): Promise<ExitCode> {
  await save(context, await pathOf(context, wanted, 'print'), {}, options.out);
  return EXIT.ok;
}

async function pathOf(context: Context, wanted: string | undefined, part: string): Promise<string> {
  return `/incentive-reports/${encodeURIComponent(await resolveReport(context, wanted))}/${part}`;
}

function filtersOf(options: SiteFilterOptions): Record<string, string | undefined> {
  return {
    eligible: options.eligible === undefined ? undefined : String(options.eligible),
    status: options.status,
    state: options.state,
    program_id: options.program,
    device_id: options.device === undefined ? undefined : String(options.device),
    error_code: options.error,
  };
}
