import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { useTopic } from '../../data/live.ts';
import { queryClient } from '../../data/query-client.ts';
import { type JobsSearch, listQuery } from './jobs-filter.ts';

const COUNT_AGAIN_MS = 1_000;

/**
 * A page of jobs that stays what it was: jobs made since are counted (`newer`) and come when asked for (`showNewer`), so
 * that no row moves by itself. Each filter has its own such moment; all its pages share it.
 */
export function useJobsList(search: JobsSearch) {
  const [epoch, setEpoch] = useState(0);
  const { page: _, ...filter } = search;
  const moment = `${epoch} ${JSON.stringify(filter)}`;
  const through = useRef(new Map<string, string>());
  const query = useQuery({
    queryKey: ['jobs', 'list', epoch, search],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const known = through.current.get(moment);
      const asked = { ...listQuery(search), ...(known === undefined ? {} : { through: known }) };
      const answer = await answered(api.GET('/api/jobs', { params: { query: asked } }));
      const newest = answer.jobs[0]?.number;
      if (known === undefined && newest !== undefined && (search.page ?? 1) === 1) {
        through.current.set(moment, newest);
      }
      return answer;
    },
  });

  const seen = useRef(new Set<string>());
  const counting = useRef<number>(undefined);
  const follow = useCallback((states: readonly unknown[]) => {
    const unseen = states.map(idOf).filter((id) => id !== undefined && !seen.current.has(id));
    if (unseen.length === 0) return;
    for (const id of unseen) if (id !== undefined) seen.current.add(id);
    // many come at once: they are counted together
    counting.current ??= window.setTimeout(() => {
      counting.current = undefined;
      void queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] });
    }, COUNT_AGAIN_MS);
  }, []);
  for (const { id } of query.data?.jobs ?? []) seen.current.add(id);
  useTopic('jobs', follow);

  return { query, newer: query.data?.newer ?? 0, showNewer: () => setEpoch((now) => now + 1) };
}

function idOf(state: unknown): string | undefined {
  return typeof state === 'object' && state !== null && 'id' in state && typeof state.id === 'string'
    ? state.id
    : undefined;
}
