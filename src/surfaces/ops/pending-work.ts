import { z } from 'zod';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { COUNTY_JOB_TYPES, JOB_TYPES } from '../../property/county-jobs/job-types.ts';
import { type PastRuns, pastRuns, pendingByCounty, pendingWork } from '../../property/county-jobs/pending.ts';

const tag = 'Operations';

const estimateSchema = z
  .object({
    lowMinutes: z.number(),
    highMinutes: z.number(),
    runs: z.int().describe('Past runs that it is said from, at most 8'),
    text: z.string().describe('"25–40 min (your last 8 runs)"'),
  })
  .meta({ id: 'PendingEstimate' });

const pendingSchema = z
  .object({
    jobType: z.enum(COUNTY_JOB_TYPES),
    label: z.string(),
    pending: z.int(),
    batchSize: z.int().describe('Suggested'),
    batches: z.int(),
    sessions: z.int().describe('Of an agent'),
    estimate: estimateSchema.nullable().describe('Null: nothing is pending, or there is no history yet'),
    estimateText: z.string().describe('The estimate in words, or "no history yet"'),
  })
  .meta({ id: 'PendingWork' });

/** Fewer runs than this say little of how much runs differ: their range is widened by a quarter. */
const FEW_RUNS = 3;

/** What so many items will take, by how long past ones took. */
export function estimateOf(
  pending: number,
  past: PastRuns | undefined,
): z.infer<typeof estimateSchema> | null {
  if (pending === 0 || past === undefined || past.runs === 0) return null;
  const spread = past.runs < FEW_RUNS ? 1.25 : 1;
  const low = (pending * past.lowSeconds) / spread / 60;
  const high = (pending * past.highSeconds * spread) / 60;
  const runs = past.runs === 1 ? 'your last run' : `your last ${past.runs} runs`;
  return {
    lowMinutes: Math.round(low * 10) / 10,
    highMinutes: Math.round(high * 10) / 10,
    runs: past.runs,
    text: `${range(low, high)} (${runs})`,
  };
}

/** "under a minute", "25–40 min", "2–3 h". */
function range(low: number, high: number): string {
  if (high < 1) return 'under a minute';
  const hours = high >= 120;
  const [from, to] = [low, high].map((minutes) => Math.max(1, Math.round(hours ? minutes / 60 : minutes)));
  return `${from === to ? from : `${from}–${to}`} ${hours ? 'h' : 'min'}`;
}

const list = endpoint({
  operationId: 'listPendingWork',
  method: 'GET',
  path: '/api/pending-work',
  tag,
  summary: 'What waits to be made into jobs: how much of each type, and what it would take',
  description:
    'What an unfinished job holds is not counted. The estimate is from how long your last runs took, from start to end.',
  allow: 'viewer',
  answers: {
    200: {
      description: 'Every type of county job, in the order of their steps',
      schema: z
        .object({ total: z.int(), pendingWork: z.array(pendingSchema) })
        .meta({ id: 'PendingWorkList' }),
      example: {
        total: 845,
        pendingWork: [
          {
            ...{ jobType: 'regrid_scraping', label: 'Regrid Scraping', pending: 845, batchSize: 50 },
            ...{ batches: 17, sessions: 1, estimateText: '25–40 min (your last 8 runs)' },
            estimate: {
              ...{ lowMinutes: 25.2, highMinutes: 40.1, runs: 8 },
              text: '25–40 min (your last 8 runs)',
            },
          },
        ],
      },
    },
  },
  errors: [],
  run: ({ caller: { organizationId }, transaction }) =>
    transaction(async (db) => {
      const work = await pendingWork(db, organizationId);
      const past = await pastRuns(db, organizationId, COUNTY_JOB_TYPES);
      const rows = work.map((one) => {
        const estimate = estimateOf(
          one.pending,
          past.find(({ kind }) => kind === one.jobType),
        );
        const label = JOB_TYPES.find(({ jobType }) => jobType === one.jobType)?.label ?? one.jobType;
        const nothing = one.pending === 0 ? 'nothing is pending' : 'no history yet';
        return { ...one, label, estimate, estimateText: estimate?.text ?? nothing };
      });
      return answer(200, { total: rows.reduce((sum, row) => sum + row.pending, 0), pendingWork: rows });
    }),
});

const byCounty = endpoint({
  operationId: 'listPendingWorkByCounty',
  method: 'GET',
  path: '/api/pending-work/{jobType}',
  tag,
  summary: 'What waits of one type (or of all), county by county',
  allow: 'viewer',
  params: z.object({ jobType: z.enum([...COUNTY_JOB_TYPES, 'all']) }),
  answers: {
    200: {
      description: 'Counties with something pending, most first',
      schema: z
        .object({
          jobType: z.string(),
          pending: z.int(),
          counties: z.array(
            z.object({
              countyId: z.uuid(),
              fipsCode: z.string(),
              county: z.string(),
              state: z.string(),
              pending: z.int(),
            }),
          ),
        })
        .meta({ id: 'PendingWorkByCounty' }),
      example: {
        ...{ jobType: 'regrid_scraping', pending: 845 },
        counties: [
          {
            ...{ countyId: '0b9f6f0d-2a11-4c0e-9d55-3f0c9a526a5e', fipsCode: '42013' },
            ...{ county: 'Blair County', state: 'PA', pending: 845 },
          },
        ],
      },
    },
  },
  errors: [],
  run: ({ caller: { organizationId }, params: { jobType }, transaction }) =>
    transaction(async (db) => {
      const types = jobType === 'all' ? COUNTY_JOB_TYPES : [jobType];
      const counties = await pendingByCounty(db, organizationId, types);
      return answer(200, { jobType, pending: counties.reduce((sum, one) => sum + one.pending, 0), counties });
    }),
});

/** `/api/pending-work`. */
export const pendingEndpoints: readonly AnyEndpoint[] = [list, byCounty];
