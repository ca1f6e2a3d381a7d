import { type FormEvent, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import { type Driver, useCommand } from './commands.ts';
import { batchPlace } from './job-figures.ts';

const DRIVERS: readonly Driver[] = ['worker', 'n8n', 'agent'];

/** Starts a job that waits for its start, and says who will work it. */
export function StartDialog({ job, onClose }: { readonly job: Api['Job']; readonly onClose: () => void }) {
  const command = useCommand(job);
  const [driver, setDriver] = useState<Driver>(job.driver);
  const said = words.jobActions;
  const batches = batchPlace(job.counts, job.settings.batchSize)?.all ?? 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    command.mutate({ do: 'start', ...(driver === job.driver ? {} : { driver }) }, { onSettled: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="sm"
      title={said.startTitle(job.name)}
      description={said.startMore(formatNumber(job.counts.total), formatNumber(batches))}
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-3">
        <SelectInput
          label={said.driver}
          value={driver}
          onChange={(event) => {
            const chosen = DRIVERS.find((name) => name === event.currentTarget.value);
            if (chosen !== undefined) setDriver(chosen);
          }}
          options={DRIVERS.map((value) => ({ value, name: said.driverNames[value] }))}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="primary" busy={command.isPending}>
            {said.startNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
