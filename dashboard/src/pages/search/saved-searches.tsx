import { useMutation, useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import type { FormEvent } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import type { Criterion } from './lead-form.ts';

const W = words.search;
const KEY = ['lead-searches'];
const SHOWN = 50;
const changed = () => void queryClient.invalidateQueries({ queryKey: KEY });

/** Searches that were kept under a name. */
export function SavedSearches({
  criteria,
  chosen,
  onChoose,
}: {
  readonly criteria: readonly Criterion[];
  readonly chosen: string | undefined;
  readonly onChoose: (criteria: readonly Criterion[], name: string) => void;
}) {
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => answered(api.GET('/api/leads/searches', { params: { query: { limit: SHOWN } } })),
  });
  const keep = useMutation({
    mutationFn: (name: string) => {
      const wanted = criteria.map(({ name: of, value }) => ({ name: of, value: [...value] }));
      return answered(api.POST('/api/leads/searches', { body: { name, criteria: wanted } }));
    },
    onSuccess: ({ name }) => {
      tell({ title: W.kept(name) });
      changed();
    },
    onError: tellError,
  });
  const forget = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/leads/searches/{id}', { params: { path: { id } } })),
    onSuccess: changed,
    onError: tellError,
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name') ?? '').trim();
    if (name !== '') keep.mutate(name, { onSuccess: () => form.reset() });
  }
  return (
    <Panel title={W.saved}>
      <Loaded query={query} lines={3}>
        {({ searches }) => (
          <ul aria-label={W.saved} className="flex flex-col">
            {searches.length === 0 && <li className="text-muted">{W.noneSaved}</li>}
            {searches.map((one) => (
              <li key={one.id} className="flex items-center gap-1">
                <button
                  type="button"
                  aria-current={one.name === chosen ? 'true' : undefined}
                  onClick={() => onChoose(one.criteria, one.name)}
                  className="min-w-0 flex-1 rounded px-1 py-1 text-left hover:bg-hover aria-current:font-semibold"
                >
                  <span className="block truncate">{one.name}</span>
                  <span className="block truncate text-xs text-muted">
                    {one.criteria.map(({ name }) => name).join(', ')}
                  </span>
                </button>
                <IconButton icon={Trash2} label={W.forget(one.name)} onClick={() => forget.mutate(one.id)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {criteria.length > 0 && (
        <form onSubmit={submit} className="mt-3 flex items-end gap-2 border-t border-line pt-3">
          <div className="flex-1">
            <TextInput label={W.saveAs} name="name" required maxLength={200} />
          </div>
          <Button type="submit" busy={keep.isPending}>
            {words.actions.save}
          </Button>
        </form>
      )}
    </Panel>
  );
}
