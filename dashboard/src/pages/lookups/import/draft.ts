import { queryOptions } from '@tanstack/react-query';
import { type Api, answered, api } from '../../../data/api.ts';
import { MOST_BAD_ROWS, readNoticedRows, readStoredRows } from './bad-rows.ts';
import { keptFile } from './kept-file.ts';
import type { Mapping } from './stored-rows.ts';
import type { Match, Remembered } from './suggest.ts';
import { peekFile } from './worker-client.ts';

export type Draft = Api['Upload'];

/** A draft as the server keeps it. */
export const draftQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['upload', jobId],
    // another tab or another person may have mended it, or let it begin
    refetchOnWindowFocus: 'always',
    queryFn: () =>
      answered(api.GET('/batch-lookups/{job_id}/upload', { params: { path: { job_id: jobId } } })),
  });

/** Its file and what it looks like; null in another browser. */
export const draftFileQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['upload-file', jobId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const kept = await keptFile(jobId);
      return kept === null ? null : { kept, peek: await peekFile(kept.file, kept.format) };
    },
  });

/** The rows that the server refuses as they stand. */
export const badRowsQuery = ({ job_id: jobId, mapping, columns }: Draft) =>
  queryOptions({
    queryKey: ['upload-bad', jobId],
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: 'always',
    queryFn: () => readStoredRows(jobId, mapping ?? EMPTY, columns, 'failed', MOST_BAD_ROWS),
  });

/** The first rows that were noticed and are looked up all the same. */
export const noticedRowsQuery = ({ job_id: jobId, mapping, columns }: Draft) =>
  queryOptions({
    queryKey: ['upload-noticed', jobId],
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: 'always',
    queryFn: () => readNoticedRows(jobId, mapping ?? EMPTY, columns),
  });

const EARLIER = 20;

/** How columns of this organization's last lookups were read, the latest first, and how long they took. */
export const earlierLookupsQuery = queryOptions({
  queryKey: ['earlier-lookups'],
  staleTime: 60_000,
  queryFn: async () => {
    const query = { kind: 'incentive_lookup', limit: EARLIER };
    const { jobs } = await answered(api.GET('/api/jobs', { params: { query } }));
    return jobs;
  },
});

/** What earlier lookups say of their columns. */
export function rememberedOf(jobs: readonly Api['Job'][]): Remembered[] {
  return jobs.flatMap(({ sealed, columns, params }) => {
    const { mapping } = params;
    if (!sealed || columns === null || !isMapping(mapping)) return [];
    return [{ columns, mapping }];
  });
}

function isMapping(value: unknown): value is Mapping {
  return (
    typeof value === 'object' &&
    value !== null &&
    'columns' in value &&
    typeof value.columns === 'object' &&
    value.columns !== null
  );
}

export const EMPTY: Mapping = { columns: {}, constants: {} };

/** Matches as a draft keeps them. */
export function mappingOf(
  matches: ReadonlyMap<number, Match>,
  constants: Readonly<Record<string, string>>,
): Mapping {
  return {
    columns: Object.fromEntries([...matches].map(([at, { field }]) => [field, at])),
    constants: Object.fromEntries(Object.entries(constants).filter(([, value]) => value !== '')),
  };
}

/** Begins a draft on the server. */
export async function beginDraft(
  name: string,
  columns: readonly string[],
  mapping?: Mapping,
): Promise<string> {
  const body = { name, columns: [...columns], ...(mapping === undefined ? {} : { mapping }) };
  const { job_id: jobId } = await answered(api.POST('/batch-lookups/uploads', { body }));
  return jobId;
}
