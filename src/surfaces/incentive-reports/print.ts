import { Readable } from 'node:stream';
import { asOrganization } from '../../db/pool.ts';
import { endpoint } from '../../http/endpoint.ts';
import { readReport } from '../../outcomes/report-reads.ts';
import { listSites } from '../../outcomes/report-sites.ts';
import { PAGE_CSP, reportPage } from './page.ts';
import { MOST_PARTS, tag } from './reads.ts';
import { toPartsBody, toReportBody, toSiteBody } from './translate.ts';
import { reportParams } from './wire.ts';

/** Sites on the page: those of the most value. */
const MOST_SITES = 50;

export const printReport = endpoint({
  operationId: 'printIncentiveReport',
  method: 'GET',
  path: '/incentive-reports/{report_id}/print',
  tag,
  summary: 'A report as one HTML page to print',
  description:
    'Totals, bar charts with their tables, and the sites of the most value, as of now. Drawn by the server: the page runs no script and loads nothing.',
  allow: 'viewer',
  params: reportParams,
  answers: { 200: { description: 'The page', content: ['text/html'] } },
  errors: ['report_not_found'],
  async run({ caller: { organizationId }, params: { report_id: reportId }, pool }) {
    const page = await asOrganization(pool, organizationId, async (db) => {
      const { report, parts } = await readReport(db, { organizationId, reportId, most: MOST_PARTS });
      const { sites } = await listSites(db, {
        organizationId,
        reportId,
        filter: {},
        order: 'value',
        down: true,
        limit: MOST_SITES,
      });
      return reportPage(
        { ...toReportBody(report), ...toPartsBody(parts) },
        sites.map(toSiteBody),
        report.readAt,
      );
    });
    return {
      status: 200,
      stream: Readable.from([page], { objectMode: true }),
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_CSP },
    };
  },
});
