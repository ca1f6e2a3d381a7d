import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { formatTime } from '../../data/format.ts';
import { SelectInput, TextInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';

const MOST = 50;
const said = words.notifications;

/** One job: the newest ones are offered, or those that are called what is typed. */
export function JobInput({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const [typed, type] = useState('');
  const name = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ['jobs', 'named', name],
    queryFn: () =>
      answered(
        api.GET('/api/jobs', { params: { query: { limit: MOST, ...(name === '' ? {} : { name }) } } }),
      ),
  });
  const jobs = data?.jobs ?? [];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextInput
        label={said.jobName}
        value={typed}
        maxLength={200}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
      <SelectInput
        label={said.whichJob}
        required
        value={jobs.some(({ id }) => id === value) ? value : ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        options={[
          { value: '', name: data !== undefined && jobs.length === 0 ? said.noSuchJob : said.chooseJob },
          ...jobs.map((job) => ({ value: job.id, name: `${job.name} · ${formatTime(job.createdAt)}` })),
        ]}
      />
    </div>
  );
}
