import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';

const said = words.organization;
const LIMITS = ['requests_per_minute', 'open_jobs', 'items_per_day'] as const;

/** What the organization may use, and what it did. */
export function LimitsPanel() {
  const admin = useMay('admin');
  const [changing, change] = useState(false);
  const query = useQuery({ queryKey: ['limits'], queryFn: () => answered(api.GET('/api/limits')) });
  return (
    <Panel
      title={said.limits}
      note={said.limitsNote}
      actions={
        admin && (
          <Button size="sm" onClick={() => change(true)}>
            {said.changeLimits}
          </Button>
        )
      }
    >
      <Loaded query={query} lines={2}>
        {({ organization }) => (
          <>
            <Stats>
              {LIMITS.map((name) => {
                const known = organization[name];
                return (
                  <Stat
                    key={name}
                    label={said.limitNames[name]}
                    value={known === undefined ? said.noLimit : formatNumber(known.limit)}
                    note={known && said.used(formatNumber(known.used))}
                  />
                );
              })}
            </Stats>
            {changing && <LimitsDialog limits={organization} onClose={() => change(false)} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function LimitsDialog({
  limits,
  onClose,
}: {
  readonly limits: Api['Limits']['organization'];
  readonly onClose: () => void;
}) {
  const save = useMutation({
    mutationFn: (body: Api['ChangeLimits']) => answered(api.PUT('/api/limits', { body })),
    onSuccess: (now) => {
      queryClient.setQueryData(['limits'], now);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    save.mutate(
      Object.fromEntries(LIMITS.map((name) => [name, given.get(name) ? Number(given.get(name)) : null])),
    );
  };
  return (
    <Dialog open onClose={onClose} title={said.changeLimits} description={said.limitsMore} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-3 pb-3">
        {save.isError && <ErrorPanel error={save.error} />}
        {LIMITS.map((name) => (
          <TextInput
            key={name}
            label={said.limitNames[name]}
            name={name}
            type="number"
            min={1}
            defaultValue={limits[name]?.limit}
          />
        ))}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            {words.actions.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
