import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { CheckInput, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { replayBody } from './replay-body.ts';

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
  return (
    <FormDialog
      title={said.replay}
      description={said.replayMore}
      width="sm"
      submit={said.replayNow}
      sending={replay}
      onClose={onClose}
      onSubmit={(given) => replay.mutate(replayBody(String(given.get('after')), failed))}
    >
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
    </FormDialog>
  );
}
