import type { AppError } from '../../base/errors.ts';
import { recordOf } from '../../base/record.ts';
import type { Breakdown, Dimension, Report } from '../../outcomes/report-reads.ts';
import type { ReportSite, SiteFilter, SiteOrder } from '../../outcomes/report-sites.ts';
import type { FilterQuery, OrderWord, ReportBody, ReportDetailBody, SiteBody } from './wire.ts';

const ORDER: Readonly<Record<string, SiteOrder>> = {
  row: 'row',
  total_incentive_value: 'value',
  processed_at: 'time',
};

/** How sites are ordered, by its word. */
export function fromOrderWord(word: OrderWord): { order: SiteOrder; down: boolean } {
  const down = word.startsWith('-');
  return { order: ORDER[down ? word.slice(1) : word] ?? 'row', down };
}

export function toFilter(query: FilterQuery): SiteFilter {
  return {
    eligible: query.eligible === undefined ? undefined : query.eligible === 'true',
    failed: query.status === undefined ? undefined : query.status === 'failed',
    stateCode: query.state?.toUpperCase(),
    programId: query.program_id,
    deviceId: query.device_id === undefined ? undefined : Number(query.device_id),
    errorCode: query.error_code,
  };
}

export function toReportBody(report: Report): ReportBody {
  return {
    id: report.id,
    job_id: report.jobId,
    name: report.name,
    description: report.description,
    report_type: report.reportType,
    status: report.status,
    total_items: report.totalItems,
    total_sites: report.totalSites,
    eligible_sites: report.eligibleSites,
    failed_sites: report.failedSites,
    total_incentive_value: Number(report.totalIncentiveValue),
    created_at: report.createdAt.toISOString(),
    completed_at: report.completedAt?.toISOString() ?? null,
  };
}

type PartsBody = Omit<ReportDetailBody, keyof ReportBody | 'sites' | 'next_cursor'>;

/** What a report counts, in the words of {@link ReportDetailBody}. */
export function toPartsBody(parts: Readonly<Record<Dimension, Breakdown>>): PartsBody {
  const { eligibility, program, state, device, error } = parts;
  const counted = ({ sites, value }: { sites: number; value: string }) => ({
    sites,
    total_incentive_value: Number(value),
  });
  return {
    by_eligibility: (['eligible', 'not_eligible', 'failed'] as const).map((key) => ({
      eligibility: key,
      ...counted(eligibility.tallies.find((tally) => tally.key === key) ?? { sites: 0, value: '0' }),
    })),
    by_program: program.tallies.map((tally) => ({
      program_id: tally.key,
      program_name: tally.name ?? '',
      ...counted(tally),
    })),
    by_state: state.tallies.map((tally) => ({
      state_or_province_code: tally.key === '' ? null : tally.key,
      eligible_sites: tally.eligibleSites,
      failed_sites: tally.failedSites,
      ...counted(tally),
    })),
    by_device: device.tallies.map((tally) => ({
      device_id: Number(tally.key),
      device_name: tally.name,
      eligible_sites: tally.eligibleSites,
      ...counted(tally),
    })),
    by_error: error.tallies.map(({ key, sites }) => ({ error_code: key, sites })),
    left_out: {
      by_program: program.leftOut,
      by_state: state.leftOut,
      by_device: device.leftOut,
      by_error: error.leftOut,
    },
  };
}

export function toSiteBody(site: ReportSite): SiteBody {
  const input = inputOf(site);
  return {
    id: site.id,
    row: site.row,
    reference_id: site.reference,
    status: site.errorCode === null ? 'completed' : 'failed',
    address: input.address ?? null,
    building_type: input.building_type ?? null,
    state_or_province_code: site.stateCode,
    utility: site.utilityName === null ? null : { eiaid: exact(site.utilityEiaid), name: site.utilityName },
    customer_id: exact(site.customerId),
    eligible: site.eligible,
    total_incentive_value: Number(site.value),
    programs: [...site.programs],
    devices: [...site.devices],
    connect_url: site.connectUrl,
    error_code: site.errorCode,
    error_message: site.errorMessage,
    processed_at: site.settledAt.toISOString(),
  };
}

/** A number that JSON can carry without changing it, else null: answers come from outside and may hold any. */
function exact(value: number | null): number | null {
  return Number.isSafeInteger(value) ? value : null;
}

/** The input of an item as an object. */
export function inputOf({ input }: Pick<ReportSite, 'input'>): Readonly<Record<string, unknown>> {
  return recordOf(input);
}

const HIDDEN = new Set(['report_not_found', 'forbidden_organization']);

/** An error in the shape of the Batch Lookups API; another organization's report reads as one that is not there. */
export function renderProblem(error: AppError, requestId: string): Record<string, unknown> {
  const hidden = HIDDEN.has(error.code);
  return {
    error: hidden ? 'Report not found' : error.message,
    code: hidden ? 'report_not_found' : error.code,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}
