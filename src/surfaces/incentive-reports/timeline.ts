import { answer, endpoint } from '../../http/endpoint.ts';
import { readTimeline } from '../../outcomes/report-timeline.ts';
import { exampleTimeline } from './examples.ts';
import { tag } from './reads.ts';
import { reportParams, timelineSchema } from './wire.ts';

/** GET /incentive-reports/{report_id}/timeline: the curve of a report that fills. */
export const getReportTimeline = endpoint({
  operationId: 'getIncentiveReportTimeline',
  method: 'GET',
  path: '/incentive-reports/{report_id}/timeline',
  tag,
  summary: 'Get how a report filled: its sites and their value over time',
  description:
    'Sums from the first site to the last, by when each was looked up as it stands now. It looks at all sites of the report: ask every few seconds at most.',
  allow: 'viewer',
  params: reportParams,
  answers: { 200: { description: 'The curve', schema: timelineSchema, example: exampleTimeline } },
  errors: ['report_not_found'],
  async run({ caller: { organizationId }, params: { report_id: reportId }, transaction }) {
    return transaction(async (db) => {
      const { stepSeconds, points } = await readTimeline(db, { organizationId, reportId });
      return answer(200, {
        step_seconds: stepSeconds,
        points: points.map(({ at, sites, eligibleSites, failedSites, value }) => ({
          at: at.toISOString(),
          sites,
          eligible_sites: eligibleSites,
          failed_sites: failedSites,
          total_incentive_value: value,
        })),
      });
    });
  },
});
