/** `reports list|show`. */
import { answered, type components } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import { groupDigits, plural } from './human.ts';
import { facts, idTable, printList, printOne, table } from './output.ts';
import type { ListReportsOptions } from './reports.ts';
import { resolveReport } from './resolve-report.ts';

interface Sum {
  sites: number;
  total_incentive_value: number;
}

/** Rows of each sum that a person wants to read at once; JSON has all that the server gives. */
const SHOWN = 10;

/** Reports, newest first. `-q` prints ids alone. */
export async function list(context: Context, options: ListReportsOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const query = queryOf<'listIncentiveReports'>({
    status: options.status,
    limit: options.limit,
    cursor: options.cursor,
  });
  const { reports, next_cursor: next } = await answered(api.GET('/incentive-reports', { params: { query } }));
  await printList(context.io, context.format, reports, () =>
    context.format.quiet
      ? reports.map(({ id }) => id).join('\n')
      : reports.length === 0
        ? 'There are no such reports.'
        : idTable(
            context.io,
            ['REPORT', 'STATUS', 'SITES', 'ELIGIBLE', 'FAILED', 'VALUE', 'NAME'],
            reports.map(rowOf),
          ),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

function rowOf(report: components['schemas']['IncentiveReport']): string[] {
  const { total_sites: sites, total_items: items } = report;
  return [
    report.id,
    report.status,
    sites === items ? groupDigits(sites) : `${groupDigits(sites)} of ${groupDigits(items)}`,
    groupDigits(report.eligible_sites),
    groupDigits(report.failed_sites),
    dollars(report.total_incentive_value),
    report.name,
  ];
}

/** One report: totals, then what each of its sums begins with. `-q` prints its status alone. */
export async function show(context: Context, wanted: string | undefined): Promise<ExitCode> {
  const id = await resolveReport(context, wanted);
  const { api } = await context.client();
  const report = await answered(
    api.GET('/incentive-reports/{report_id}', { params: { path: { report_id: id }, query: { limit: 1 } } }),
  );
  // Sites are `reports sites`: one of them beside the sums would look like all.
  const { sites: _, next_cursor: __, ...sums } = report;
  await printOne(context.io, context.format, sums, () =>
    context.format.quiet ? report.status : textOf(context, report),
  );
  return EXIT.ok;
}

function textOf({ io }: Context, report: components['schemas']['IncentiveReportDetail']): string {
  const { total_sites: sites, total_items: items } = report;
  const parts = [
    facts([
      ['Report', report.id],
      ['Name', report.name],
      ['Batch', report.job_id],
      ['Status', report.status],
      ['Sites', sites === items ? groupDigits(sites) : `${groupDigits(sites)} of ${groupDigits(items)}`],
      ['Eligible', groupDigits(report.eligible_sites)],
      ['Failed', groupDigits(report.failed_sites)],
      ['Value', dollars(report.total_incentive_value)],
    ]),
  ];
  const add = (header: readonly string[], rows: readonly (readonly string[])[], leftOut: number) => {
    if (rows.length === 0) return;
    const more = rows.length - SHOWN + leftOut;
    const end = more > 0 ? `\n… and ${plural(more, 'other')}` : '';
    parts.push(`${table(io, header, rows.slice(0, SHOWN))}${end}`);
  };
  add(
    ['PROGRAM', 'SITES', 'VALUE'],
    report.by_program.map((one) => [one.program_name || one.program_id, ...sumOf(one)]),
    report.left_out.by_program,
  );
  add(
    ['STATE', 'SITES', 'VALUE', 'ELIGIBLE', 'FAILED'],
    report.by_state.map((one) => [
      one.state_or_province_code ?? 'not known',
      ...sumOf(one),
      groupDigits(one.eligible_sites),
      groupDigits(one.failed_sites),
    ]),
    report.left_out.by_state,
  );
  add(
    ['DEVICE', 'SITES', 'VALUE', 'ELIGIBLE'],
    report.by_device.map((one) => [
      one.device_name ?? `device ${one.device_id}`,
      ...sumOf(one),
      groupDigits(one.eligible_sites),
    ]),
    report.left_out.by_device,
  );
  add(
    ['ERROR', 'SITES'],
    report.by_error.map((one) => [one.error_code, groupDigits(one.sites)]),
    report.left_out.by_error,
  );
  return parts.join('\n\n');
}

function sumOf(one: Sum): [string, string] {
  return [groupDigits(one.sites), dollars(one.total_incentive_value)];
}

/** "$1,500.25", whatever the machine's language. */
export function dollars(value: number): string {
  return value.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
}
