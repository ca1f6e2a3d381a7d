import type { XlsxCell, XlsxSheet } from '../../base/xlsx.ts';
import type { ReportDetailBody } from './wire.ts';

/** A report without its sites. */
export type SumsBody = Omit<ReportDetailBody, 'sites' | 'next_cursor'>;

/** The sheets of a workbook that say what a report amounts to. */
export function sumSheets(report: SumsBody): XlsxSheet[] {
  const dollars = (value: number): XlsxCell => ({ dollars: value });
  const sheet = (
    name: string,
    columns: readonly (readonly [header: string, width: number])[],
    rows: readonly (readonly XlsxCell[])[],
  ): XlsxSheet => ({
    name,
    header: columns.map(([header]) => header),
    widths: columns.map(([, width]) => width),
    pages: [rows],
  });
  const sums = [
    ['sites', 10],
    ['total_incentive_value', 20],
  ] as const;
  return [
    sheet(
      'Report',
      [
        ['', 24],
        ['', 60],
      ],
      [
        ['name', report.name],
        ['status', report.status],
        ['items of the batch', report.total_items],
        ['sites', report.total_sites],
        ['eligible sites', report.eligible_sites],
        ['failed sites', report.failed_sites],
        ['total incentive value', dollars(report.total_incentive_value)],
        ['created', new Date(report.created_at)],
        ['completed', report.completed_at === null ? null : new Date(report.completed_at)],
        ['report', report.id],
        ['batch', report.job_id],
      ],
    ),
    sheet(
      'Programs',
      [['program_id', 24], ['program_name', 48], ...sums],
      report.by_program.map((one) => [
        one.program_id,
        one.program_name,
        one.sites,
        dollars(one.total_incentive_value),
      ]),
    ),
    sheet(
      'States',
      [['state_or_province_code', 22], ['eligible_sites', 14], ['failed_sites', 12], ...sums],
      report.by_state.map((one) => [
        one.state_or_province_code,
        one.eligible_sites,
        one.failed_sites,
        one.sites,
        dollars(one.total_incentive_value),
      ]),
    ),
    sheet(
      'Devices',
      [['device_id', 10], ['device_name', 36], ['eligible_sites', 14], ...sums],
      report.by_device.map((one) => [
        one.device_id,
        one.device_name,
        one.eligible_sites,
        one.sites,
        dollars(one.total_incentive_value),
      ]),
    ),
    sheet(
      'Errors',
      [
        ['error_code', 30],
        ['sites', 10],
      ],
      report.by_error.map((one) => [one.error_code, one.sites]),
    ),
  ];
}
