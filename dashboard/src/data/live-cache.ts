import { notifyManager } from '@tanstack/react-query';
import type { LiveEvent } from './live-event.ts';
import { hasId, patchJob, patchList, type WithId } from './patch-jobs.ts';
import { queryClient } from './query-client.ts';

/**
 * Query keys that events patch: `['job', id]` and every `['jobs', …]` list with `{jobs: [{id}]}`; `['action', id]`;
 * `['report', id, …]` and `['workers', …]` are fetched anew, at most once a second each.
 */

const seen = new Map<string, { epoch: string; revision: number }>();
const refetching = new Map<string, number>();
const REFETCH_MS = 1_000;

/** Puts a flush of events into the queries, the latest of each thing alone; answers the new states by topic. */
export function applyEvents(events: readonly LiveEvent[]): Map<string, unknown[]> {
  const latest = new Map<string, { topic: string; state: unknown }>();
  for (const event of events) {
    if (event.type === 'resync' || event.type === 'gone') refetch(event.topic);
    if (event.type !== 'state') continue;
    const key = `${event.topic} ${hasId(event.state) ? event.state.id : ''}`;
    if (!isNewer(key, event)) continue;
    latest.set(key, { topic: event.topic, state: event.state });
  }
  const states = new Map<string, unknown[]>();
  const jobs: WithId[] = [];
  for (const { topic, state } of latest.values()) {
    states.set(topic, [...(states.get(topic) ?? []), state]);
    const [kind, id] = topic.split(':');
    if ((kind === 'job' || kind === 'jobs') && hasId(state)) jobs.push(state);
    else if (kind === 'action') queryClient.setQueryData(['action', id], state);
    else refetch(topic);
  }
  if (jobs.length > 0) applyJobs(jobs);
  return states;
}

/** Shows a job as it is now wherever it is shown: for what a command answers. */
export const applyJob = (job: WithId): void => applyJobs([job]);

/** Lists are written once however many of their jobs changed: each write compares the whole list. */
function applyJobs(jobs: readonly WithId[]): void {
  const changed = new Map(jobs.map((job) => [job.id, job]));
  notifyManager.batch(() => {
    for (const job of jobs)
      queryClient.setQueryData(['job', job.id], (known: unknown) => patchJob(known, job));
    queryClient.setQueriesData({ queryKey: ['jobs'] }, (data: unknown) => patchList(data, changed));
  });
}

/** Fetches again what a topic speaks of, where it is shown. */
function refetch(topic: string): void {
  const [kind = '', id] = topic.split(':');
  const queryKey = id === undefined ? [kind] : [kind, id];
  if (refetching.has(topic)) return;
  refetching.set(
    topic,
    window.setTimeout(() => {
      refetching.delete(topic);
      void queryClient.invalidateQueries({ queryKey });
    }, REFETCH_MS),
  );
}

function isNewer(key: string, { epoch, revision }: { epoch: string; revision: number }): boolean {
  const last = seen.get(key);
  if (last !== undefined && last.epoch === epoch && last.revision >= revision) return false;
  seen.set(key, { epoch, revision });
  return true;
}
