import type { Surface } from '../../http/endpoint.ts';
import { exportReport } from './export.ts';
import { printReport } from './print.ts';
import { getReport, listReportSites, listReportsEndpoint } from './reads.ts';
import { getReportTimeline } from './timeline.ts';
import { renderProblem } from './translate.ts';
import { problemSchema } from './wire.ts';

/** What batches of lookups amount to, site by site and in sum, while they fill. */
export const incentiveReports: Surface = {
  prefix: '/incentive-reports',
  area: 'reports',
  endpoints: [listReportsEndpoint, getReport, listReportSites, getReportTimeline, exportReport, printReport],
  problemSchema,
  renderProblem,
};
