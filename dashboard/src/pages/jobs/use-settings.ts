import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { applyJob } from '../../data/live-cache.ts';
import { queryClient } from '../../data/query-client.ts';
import { showAsItIs } from './commands.ts';
import type { SettingsChange } from './settings-form.ts';

type Settings = Api['Job']['settings'];

/** Steps that follow each other at once are one change: each is a line in the log. */
const SETTLE_MS = 600;

/** Stores changed settings of a job, and shows what became of it. */
export function useStoreSettings(job: Api['Job']) {
  return useMutation({
    mutationFn: (body: Api['ChangeJobSettings']) =>
      answered(api.PATCH('/api/jobs/{id}/settings', { params: { path: { id: job.id } }, body })),
    onSuccess: (changed) => {
      applyJob(changed);
      void queryClient.invalidateQueries({ queryKey: ['job-log', job.id] });
    },
    onError: (error) => showAsItIs(job.id, error),
  });
}

/** Settings as they will be, shown at once and stored when the steps have come to rest. */
export function useSettings(job: Api['Job']) {
  const [draft, setDraft] = useState<SettingsChange>({});
  const waiting = useRef<number>(undefined);
  const { mutate } = useStoreSettings(job);
  useEffect(() => () => window.clearTimeout(waiting.current), []);
  const change = (more: SettingsChange) => {
    const wanted = { ...draft, ...more };
    setDraft(wanted);
    window.clearTimeout(waiting.current);
    waiting.current = window.setTimeout(() => mutate(wanted, { onSettled: () => setDraft({}) }), SETTLE_MS);
  };
  return { now: applied(job.settings, draft), change };
}

function applied(settings: Settings, { concurrency, ...draft }: SettingsChange): Settings {
  const known = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
  return { ...settings, ...known, ...(concurrency === undefined ? {} : { maxLeases: concurrency }) };
}
