import { Readable } from 'node:stream';
import type { z } from 'zod';
import { csvText } from '../../base/csv.ts';
import { type XlsxSheet, xlsx } from '../../base/xlsx.ts';
import { asOrganization } from '../../db/pool.ts';
import { getJob } from '../../engine/jobs.ts';
import { endpoint } from '../../http/endpoint.ts';
import { readReport } from '../../outcomes/report-reads.ts';
import { type ReportSite, streamSites } from '../../outcomes/report-sites.ts';
import { columnsOf, plain } from './columns.ts';
import { tag } from './reads.ts';
import { sumSheets } from './sums.ts';
import { toFilter, toPartsBody, toReportBody, toSiteBody } from './translate.ts';
import { exportQuery, type FORMATS, reportParams } from './wire.ts';

/** Sites read at once: some 500 kB with their inputs. */
const PAGE = 500;
/** Of each list of sums in a workbook. */
const MOST_SUMS = 10_000;

type Format = (typeof FORMATS)[number];
type Pages = AsyncIterable<readonly ReportSite[]>;

const MEDIA_TYPE: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const exportReport = endpoint({
  operationId: 'exportIncentiveReport',
  method: 'GET',
  path: '/incentive-reports/{report_id}/export',
  tag,
  summary: 'Stream the sites of a report as CSV, JSON lines or an Excel workbook',
  description:
    'At any time, while it fills too, in the order in which they were sent. CSV and workbook begin with the columns of the file that was uploaded; the workbook also has the sums of the whole report, each on a sheet. In CSV, cells that a spreadsheet would run as a formula get a leading apostrophe; in a workbook text is text.',
  allow: 'viewer',
  params: reportParams,
  query: exportQuery,
  answers: {
    200: {
      description: 'The sites',
      content: ['text/csv', 'application/jsonl', MEDIA_TYPE.xlsx],
    },
  },
  errors: ['report_not_found'],
  async run({ caller: { organizationId }, params: { report_id: reportId }, query, pool }) {
    const read = await asOrganization(pool, organizationId, async (db) => {
      const found = await readReport(db, { organizationId, reportId, most: MOST_SUMS });
      const job = await getJob(db, organizationId, found.report.jobId);
      return { ...found, columns: job?.columns ?? null };
    });
    const pages = streamSites(pool, { organizationId, reportId, filter: toFilter(query), limit: PAGE });
    const body = { ...toReportBody(read.report), ...toPartsBody(read.parts) };
    const chunks: Readonly<Record<Format, () => AsyncIterable<string | Buffer>>> = {
      csv: () => csv(pages, read.columns),
      jsonl: () => jsonLines(pages),
      xlsx: () => xlsx([...sumSheets(body), sitesSheet(pages, read.columns)]),
    };
    return {
      status: 200,
      // One page of text, and no more than one waiting: that bounds the memory.
      stream: Readable.from(chunks[query.format](), { highWaterMark: 1, objectMode: true }),
      headers: {
        'content-type': MEDIA_TYPE[query.format],
        'content-disposition': `attachment; filename="${fileName(read.report.id, query)}"`,
      },
    };
  },
});

function fileName(id: string, { format, ...filters }: z.infer<typeof exportQuery>): string {
  const narrowed = Object.values(filters).some((value) => value !== undefined);
  return `incentive-report-${id}${narrowed ? '-filtered' : ''}.${format}`;
}

async function* csv(pages: Pages, original: readonly string[] | null): AsyncGenerator<string> {
  const columns = columnsOf(original);
  yield csvText([columns.map(({ name }) => name)]);
  for await (const sites of pages) {
    yield csvText(sites.map((site) => columns.map((column) => plain(column.cell(site)))));
  }
}

async function* jsonLines(pages: Pages): AsyncGenerator<string> {
  for await (const sites of pages) {
    yield sites
      .map(
        (site) =>
          `${JSON.stringify({ ...toSiteBody(site), ...(site.cells === null ? {} : { cells: site.cells }) })}\n`,
      )
      .join('');
  }
}

function sitesSheet(pages: Pages, original: readonly string[] | null): XlsxSheet {
  const columns = columnsOf(original);
  async function* rows() {
    for await (const sites of pages) yield sites.map((site) => columns.map((column) => column.cell(site)));
  }
  return {
    name: 'Sites',
    header: columns.map(({ name }) => name),
    widths: columns.map(({ width }) => width),
    pages: rows(),
  };
}
