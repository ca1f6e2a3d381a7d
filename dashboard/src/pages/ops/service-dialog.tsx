import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceName } from '../../../../src/base/service-words.ts';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { PurgeAnswers } from './purge-answers.tsx';

type Service = Api['OutsideService'];
const FIELDS = [
  { name: 'per_minute', least: 1, most: 1_000_000, step: 1 },
  { name: 'burst', least: 1, most: 100_000, step: 1 },
  { name: 'concurrency', least: 1, most: 10_000, step: 1 },
  { name: 'per_month', least: 1, most: 1_000_000_000, step: 1 },
  { name: 'reserve', least: 0, most: 1, step: 'any' },
] as const;
const said = words.services;

/** How much of a service may be used; what is left empty goes back to its default. */
export function ServiceDialog({
  service,
  onClose,
}: {
  readonly service: Service;
  readonly onClose: () => void;
}) {
  const [typed, type] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      FIELDS.map(({ name }) => [
        name,
        service.chosen.includes(name) ? String(service.limits[name] ?? '') : '',
      ]),
    ),
  );
  const save = useMutation({
    mutationFn: () =>
      answered(
        api.PUT('/api/services/{service}/limits', {
          // the list names no service that the address does not take
          params: { path: { service: service.service as ServiceName } },
          body: Object.fromEntries(
            FIELDS.map(({ name }) => [name, typed[name]?.trim() ? Number(typed[name]) : null]),
          ),
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['services'] });
      tell({ title: words.actions.saved });
      onClose();
    },
  });
  return (
    <FormDialog
      title={said.changeOf(service.label)}
      description={said.changeMore}
      width="sm"
      submit={words.actions.save}
      sending={save}
      more={<PurgeAnswers service={service} onDone={onClose} />}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      {FIELDS.map(({ name, least, most, step }) => (
        <TextInput
          key={name}
          type="number"
          label={said.fields[name]}
          hint={said.standardIs(defaultText(service.defaults[name]))}
          min={least}
          max={most}
          step={step}
          value={typed[name] ?? ''}
          onChange={({ currentTarget: { value } }) => type({ ...typed, [name]: value })}
        />
      ))}
    </FormDialog>
  );
}

const defaultText = (value: number | null): string => (value === null ? said.none : formatNumber(value));
