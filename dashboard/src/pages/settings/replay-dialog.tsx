import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckInput, TextInput } from '../../ui/field.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const said = words.webhooks;

/** Sends events again: all kept ones, or those after a number; a receiver knows them by their ids. */
export function ReplayDialog({
  webhookId,
  onClose,
}: {
  readonly webhookId: string;
  readonly onClose: () => void;
}) {
  const [failed, onlyFailed] = useState(true);
  const replay = useMutation({
    mutationFn: (body: Api['ReplayWebhook']) =>
      answered(
        api.POST('/webhooks/{webhook_id}/replay', { params: { path: { webhook_id: webhookId } }, body }),
      ),
    onSuccess: ({ events }) => {
      tell({ title: said.replayed(events) });
      void queryClient.invalidateQueries({ queryKey: ['webhooks', webhookId] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const after = String(new FormData(event.currentTarget).get('after')).trim();
    replay.mutate({ only: failed ? 'failed' : 'all', ...(after === '' ? {} : { after }) });
  };
  return (
    <Dialog open onClose={onClose} title={said.replay} description={said.replayMore} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-3 pb-3">
        {replay.isError && <ErrorPanel error={replay.error} />}
        <CheckInput
          label={said.onlyFailed}
          checked={failed}
          onChange={({ currentTarget: { checked } }) => onlyFailed(checked)}
        />
        <TextInput
          label={said.after}
          hint={said.afterHint}
          name="after"
          inputMode="numeric"
          pattern="[0-9]{1,15}"
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="primary" busy={replay.isPending}>
            {said.replayNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
