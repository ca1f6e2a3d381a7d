import { useMutation } from '@tanstack/react-query';
import { CirclePlay, CircleStop } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const said = words.bulk;

/** Ends an action where it is, or lets it go on after its first ones. */
export function ActionControls({ action: { id, status, total, done } }: { readonly action: Api['Action'] }) {
  const analyst = useMay('analyst');
  const [asks, ask] = useState(false);
  const path = { id };
  const show = (now: Api['Action']) => {
    queryClient.setQueryData(['action', id], now);
    void queryClient.invalidateQueries({ queryKey: ['actions'] });
  };
  // what is refused is shown as it is now
  const refused = (error: Error) => {
    tellError(error);
    void queryClient.invalidateQueries({ queryKey: ['action', id] });
  };
  const abort = useMutation({
    mutationFn: (reason: string) =>
      answered(
        api.POST('/api/actions/{id}/abort', { params: { path }, body: reason === '' ? {} : { reason } }),
      ),
    onSuccess: show,
    onError: refused,
    onSettled: () => ask(false),
  });
  const goOn = useMutation({
    mutationFn: () => answered(api.POST('/api/actions/{id}/continue', { params: { path } })),
    onSuccess: show,
    onError: refused,
  });
  if (!analyst || (status !== 'running' && status !== 'waiting')) return null;
  return (
    <>
      {status === 'waiting' && (
        <Button look="primary" icon={CirclePlay} busy={goOn.isPending} onClick={() => goOn.mutate()}>
          {said.goOn(formatNumber(total - done))}
        </Button>
      )}
      <Button look="danger" icon={CircleStop} onClick={() => ask(true)}>
        {said.abort}
      </Button>
      <ConfirmDialog
        open={asks}
        onClose={() => ask(false)}
        onConfirm={({ reason }) => abort.mutate(reason)}
        title={said.abortTitle}
        description={said.abortMore(formatNumber(done), formatNumber(total - done))}
        confirm={said.abort}
        look="danger"
        busy={abort.isPending}
        asksReason
      />
    </>
  );
}
