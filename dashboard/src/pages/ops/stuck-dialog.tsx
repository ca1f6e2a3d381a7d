import { useMutation, useQuery } from '@tanstack/react-query';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { ErrorPanel, Skeleton } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

export type StuckAction = Api['SettleStuck']['action'];

const said = words.stuck;

/** Shows what would happen (the server does it, and undoes it) before it is done. */
export function StuckDialog({
  one: { id, jobName },
  action,
  onClose,
}: {
  readonly one: Api['StuckWork'];
  readonly action: StuckAction;
  readonly onClose: () => void;
}) {
  const settle = (body: Api['SettleStuck']) =>
    answered(api.POST('/api/stuck/{id}', { params: { path: { id } }, body }));
  const trial = useQuery({
    queryKey: ['stuck-trial', id, action],
    gcTime: 0,
    staleTime: 0,
    queryFn: () => settle({ action, dryRun: true }),
  });
  const done = useMutation({
    mutationFn: (reason: string) => settle({ action, ...(reason === '' ? {} : { reason }) }),
    onSuccess: ({ effects }) => {
      tell({ title: said.done[action], detail: effects.join('. ') });
      onClose();
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['workers'] });
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={({ reason }) => done.mutate(reason)}
      title={jobName === null ? said.actions[action] : said.doTitle(said.actions[action], jobName)}
      description={said.dryRun}
      confirm={said.actions[action]}
      look={action === 'mark_failed' ? 'danger' : 'primary'}
      busy={done.isPending || trial.data === undefined}
      asksReason
    >
      {done.isError && <ErrorPanel error={done.error} />}
      {trial.isError ? (
        <ErrorPanel error={trial.error} retry={() => void trial.refetch()} />
      ) : trial.data === undefined ? (
        <Skeleton lines={2} />
      ) : (
        <ul aria-label={said.effects} className="list-disc rounded-md bg-sunken py-2 pr-3 pl-7">
          {trial.data.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
