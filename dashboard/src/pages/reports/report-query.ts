import { queryOptions } from '@tanstack/react-query';
import { type Api, answered, api } from '../../data/api.ts';

export type Report = Api['IncentiveReport'];
export type ReportDetail = Api['IncentiveReportDetail'];
export type Site = Api['IncentiveReportSite'];

/** Totals and sums of a report, which events fetch anew while it fills. Its sites are read by themselves. */
export const reportQuery = (reportId: string) =>
  queryOptions({
    queryKey: ['report', reportId, 'detail'],
    placeholderData: () => undefined,
    queryFn: () =>
      answered(
        api.GET('/incentive-reports/{report_id}', {
          params: { path: { report_id: reportId }, query: { limit: 1 } },
        }),
      ),
  });

const SLOW_MS = 5_000;

/** While a report fills: the curve looks at all of its sites, so it is asked for now and then. */
export const fillingEvery = (status: Report['status']): number | false =>
  status === 'processing' ? SLOW_MS : false;

export const timelineQuery = (reportId: string) =>
  queryOptions({
    queryKey: ['report-timeline', reportId],
    placeholderData: () => undefined,
    queryFn: () =>
      answered(
        api.GET('/incentive-reports/{report_id}/timeline', { params: { path: { report_id: reportId } } }),
      ),
  });
