import { AppError } from '../../base/errors.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { listReports, readReport } from '../../outcomes/report-reads.ts';
import { listSites, type ReportSite } from '../../outcomes/report-sites.ts';
import { exampleDetail, exampleList, exampleSites } from './examples.ts';
import { fromOrderWord, toFilter, toPartsBody, toReportBody, toSiteBody } from './translate.ts';
import {
  detailQuery,
  listQuery,
  type OrderWord,
  reportDetailSchema,
  reportListSchema,
  reportParams,
  siteListSchema,
  sitesQuery,
} from './wire.ts';

export const tag = 'Incentive reports';
/** Of each list of a report's sums. */
export const MOST_PARTS = 100;

export const listReportsEndpoint = endpoint({
  operationId: 'listIncentiveReports',
  method: 'GET',
  path: '/incentive-reports',
  tag,
  summary: 'List the incentive reports of your organization',
  description: 'Newest first. A report is made with its batch of lookups and fills as items finish.',
  allow: 'viewer',
  query: listQuery,
  answers: { 200: { description: 'A page of reports', schema: reportListSchema, example: exampleList } },
  errors: [],
  async run({ caller: { organizationId }, query: { status, limit, cursor }, transaction }) {
    const before = fromCursor(cursor, [/^\d{1,18}$/])?.[0];
    return transaction(async (db) => {
      const { reports, next } = await listReports(db, { organizationId, status, before, limit });
      return answer(200, {
        reports: reports.map(toReportBody),
        next_cursor: next === undefined ? null : toCursor([next]),
      });
    });
  },
});

export const getReport = endpoint({
  operationId: 'getIncentiveReport',
  method: 'GET',
  path: '/incentive-reports/{report_id}',
  tag,
  summary: 'Get one report: totals, sums by programme, state, device and eligibility, and its first sites',
  description:
    'At any time, while it fills too: totals and sums are of one moment and equal the sites that stand in the report then. Each list of sums shows the entries of the most value.',
  allow: 'viewer',
  params: reportParams,
  query: detailQuery,
  answers: { 200: { description: 'The report', schema: reportDetailSchema, example: exampleDetail } },
  errors: ['report_not_found'],
  async run({ caller: { organizationId }, params: { report_id: reportId }, query, transaction }) {
    return transaction(async (db) => {
      const { report, parts } = await readReport(db, { organizationId, reportId, most: MOST_PARTS });
      const { sites, next } = await listSites(db, {
        organizationId,
        reportId,
        filter: {},
        limit: query.limit,
      });
      return answer(200, {
        ...toReportBody(report),
        ...toPartsBody(parts),
        sites: sites.map(toSiteBody),
        next_cursor: next === undefined ? null : placeOf('row', next),
      });
    });
  },
});

export const listReportSites = endpoint({
  operationId: 'listIncentiveReportSites',
  method: 'GET',
  path: '/incentive-reports/{report_id}/sites',
  tag,
  summary: 'List the sites of a report, filtered and sorted',
  description: 'A site stands for each item that is completed or failed. Give `sort` again with a cursor.',
  allow: 'viewer',
  params: reportParams,
  query: sitesQuery,
  answers: { 200: { description: 'A page of sites', schema: siteListSchema, example: exampleSites } },
  errors: ['report_not_found'],
  async run({ caller: { organizationId }, params: { report_id: reportId }, query, transaction }) {
    const after = placeIn(query.sort, query.cursor);
    return transaction(async (db) => {
      const { sites, next } = await listSites(db, {
        organizationId,
        reportId,
        filter: toFilter(query),
        ...fromOrderWord(query.sort),
        after,
        limit: query.limit,
      });
      return answer(200, {
        sites: sites.map(toSiteBody),
        next_cursor: next === undefined ? null : placeOf(query.sort, next),
      });
    });
  },
});

function placeOf(sort: OrderWord, { rank, seq }: ReportSite): string {
  return toCursor([sort, rank, String(seq)]);
}

/** The place that a cursor names, in the order that it was made in. */
function placeIn(sort: OrderWord, cursor: string | undefined): { rank: string; seq: number } | undefined {
  const key = fromCursor(cursor, [/^-?[a-z_]{3,30}$/, /^-?\d{1,300}(\.\d{1,300})?$/, /^\d{1,9}$/]);
  if (key === undefined) return undefined;
  const [made, rank = '', seq] = key;
  if (made === sort) return { rank, seq: Number(seq) };
  throw new AppError('validation_failed', `cursor: it goes on a list with sort=${made}, not sort=${sort}`, {
    field: 'cursor',
    hint: `Give sort=${made}, or leave the cursor out.`,
  });
}
