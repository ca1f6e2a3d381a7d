import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import { useCommand } from './commands.ts';
import { settledOf } from './job-figures.ts';
import { jobQuery } from './job-query.ts';

const WAYS = ['finish', 'stop'] as const;

/** Says what a cancel does before it is done: it is final. */
export function CancelDialog({
  job: known,
  onClose,
}: {
  readonly job: Api['Job'];
  readonly onClose: () => void;
}) {
  // a row of a list may be behind with its counts
  const job = useQuery(jobQuery(known.id)).data ?? known;
  const command = useCommand(job);
  const [way, setWay] = useState<(typeof WAYS)[number]>('finish');
  const [reason, setReason] = useState('');
  const running = formatNumber(job.counts.processing);
  const said = words.jobActions;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    command.mutate({ do: 'cancel', force: way === 'stop', reason: reason.trim() }, { onSettled: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="sm"
      title={said.cancelTitle(job.name)}
      description={said.cancelMore(formatNumber(job.counts.waiting), formatNumber(settledOf(job.counts)))}
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-3">
        {job.counts.processing > 0 && (
          <Choices
            label={said.cancel}
            hiddenLabel
            value={way}
            onChange={setWay}
            choices={[
              { value: 'finish', name: said.cancelFinish(running), hint: said.cancelFinishMore },
              { value: 'stop', name: said.cancelStop, hint: said.cancelStopMore },
            ]}
          />
        )}
        <TextInput
          label={words.actions.reason}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="danger" busy={command.isPending}>
            {said.cancelJob}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
