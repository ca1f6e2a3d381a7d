import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Api, answered, api, LotlineError } from '../../data/api.ts';
import { stateWord } from '../../data/job-state.ts';
import { applyJob } from '../../data/live-cache.ts';
import { queryClient } from '../../data/query-client.ts';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

type Job = Api['Job'];
export type Driver = Job['driver'];

/** What can be done to a job from its row, its page and their menus. */
export type Command =
  | { readonly do: 'pause'; readonly fence: boolean; readonly reason: string }
  | { readonly do: 'resume'; readonly reason: string }
  | { readonly do: 'start'; readonly driver?: Driver }
  | { readonly do: 'cancel'; readonly force: boolean; readonly reason: string };

/** Does a command and shows at once what became of the job. A refusal shows the job as it is now. */
export function useCommand(job: Job) {
  return useMutation({
    mutationFn: (command: Command) => run(job, command),
    onSuccess: applyJob,
    onError: (error) => showAsItIs(job.id, error),
  });
}

async function run(job: Job, command: Command): Promise<Job> {
  const params = { path: { id: job.id } };
  const said = 'reason' in command && command.reason !== '' ? { reason: command.reason } : {};
  switch (command.do) {
    case 'pause':
      return answered(api.POST('/api/jobs/{id}/pause', { params, body: { fence: command.fence, ...said } }));
    case 'resume':
      return answered(api.POST('/api/jobs/{id}/resume', { params, body: said }));
    case 'cancel':
      return answered(api.POST('/api/jobs/{id}/cancel', { params, body: { force: command.force, ...said } }));
    case 'start': {
      const driver = command.driver === undefined ? {} : { driver: command.driver };
      await api.PATCH('/api/batch-jobs/{id}', { params, body: { status: 'in_progress', ...driver } });
      return answered(api.GET('/api/jobs/{id}', { params }));
    }
  }
}

/** Says why not; where the job had moved on, shows where it is. */
export async function showAsItIs(jobId: string, error: unknown): Promise<void> {
  if (!(error instanceof LotlineError) || error.status !== 409) return tellError(error);
  const now = await answered(api.GET('/api/jobs/{id}', { params: { path: { id: jobId } } })).catch(
    () => undefined,
  );
  if (now === undefined) return tellError(error);
  applyJob(now);
  tell({ title: error.message, detail: words.jobActions.changed(stateWord(now)) });
}

/** Deletes a job for good and goes back to the list. */
export function useRemove(job: Job) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api.DELETE('/api/jobs/{id}', { params: { path: { id: job.id } } }),
    onSuccess: async () => {
      tell({ title: words.jobActions.removed(job.name) });
      await navigate({ to: '/jobs' });
      queryClient.removeQueries({ queryKey: ['job', job.id] });
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: (error) => showAsItIs(job.id, error),
  });
}
