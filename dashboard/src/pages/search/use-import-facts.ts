import { useQueries, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { minutesFor, type PastRun } from './lead-estimate.ts';
import type { Criterion } from './lead-form.ts';

const RUNS = 8;
const ACTIVE = 10;

/** How long so many records took in runs of the past. */
export function usePastImports(records: number) {
  const { data } = useQuery({
    queryKey: ['lead-imports', 'completed'],
    queryFn: () => {
      const query = { job_type: 'lead_import' as const, status: 'completed' as const, limit: RUNS };
      return answered(api.GET('/api/batch-jobs', { params: { query } }));
    },
  });
  if (data === undefined) return undefined;
  const runs = data.data.jobHistory.flatMap(({ totalItems: items, startedAt, completedAt }): PastRun[] =>
    startedAt === null || completedAt === null ? [] : [{ items, startedAt, completedAt }],
  );
  return minutesFor(records, runs);
}

/** An import that is under way over the very same criteria. */
export function useTwin(criteria: readonly Criterion[]): { id: string; name: string } | undefined {
  const active = useQuery({
    queryKey: ['lead-imports', 'active'],
    queryFn: () => {
      const query = { job_type: 'lead_import' as const, status: 'active' as const, limit: ACTIVE };
      return answered(api.GET('/api/batch-jobs', { params: { query } }));
    },
  });
  const details = useQueries({
    queries: (active.data?.data.activeJobs ?? []).map(({ id }) => ({
      queryKey: ['lead-imports', 'one', id],
      queryFn: () => answered(api.GET('/api/batch-jobs/{id}', { params: { path: { id } } })),
    })),
  });
  const wanted = alike(criteria);
  return details
    .flatMap(({ data }) => (data ? [data.data] : []))
    .find((job) => alike(job.criteria ?? []) === wanted);
}

/** The order in which criteria are named changes nothing. */
const alike = (criteria: readonly Criterion[]): string =>
  JSON.stringify(
    criteria
      .map(({ name, value }) => [name, value.map(String)])
      .sort(([one], [other]) => String(one).localeCompare(String(other))),
  );
