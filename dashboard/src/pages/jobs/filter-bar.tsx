import type { ReactNode } from 'react';
import { KINDS, kindLabel } from '../../data/kinds.ts';
import { Button } from '../../ui/button.tsx';
import { CheckInput, SelectInput, TextInput } from '../../ui/field.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Typed } from '../../ui/typed.tsx';
import { words } from '../../words.ts';
import { isFiltered, type JobsSearch, STATES } from './jobs-filter.ts';

const stateName = (state: (typeof STATES)[number]): string => {
  if (state === 'active') return words.jobs.active;
  return state === 'in_progress' ? words.states.running : words.states[state];
};

/** The filters of the list; what is chosen stands in the address. */
export function FilterBar({
  search,
  onChange,
  children,
}: {
  readonly search: JobsSearch;
  readonly onChange: (search: JobsSearch) => void;
  readonly children?: ReactNode;
}) {
  const set = (change: { [Name in keyof JobsSearch]?: JobsSearch[Name] | undefined }) => {
    const { page: _, ...kept } = search;
    // what is chosen no more is left out of the address
    onChange(
      Object.fromEntries(Object.entries({ ...kept, ...change }).filter(([, value]) => value !== undefined)),
    );
  };
  const kinds: readonly string[] =
    search.kind === undefined || KINDS.some((kind) => kind === search.kind) ? KINDS : [...KINDS, search.kind];
  return (
    <search
      aria-label={words.jobs.filters}
      className="no-print grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap"
    >
      <Typed
        value={search.q}
        onTyped={(q) => set({ q })}
        field={(props) => (
          <SearchInput label={words.jobs.search} className="max-sm:col-span-2 sm:w-56" {...props} />
        )}
      />
      <SelectInput
        label={words.jobs.state}
        hiddenLabel
        className="sm:max-w-44"
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) => set({ state: STATES.find((name) => name === value) })}
        options={[
          { value: '', name: words.jobs.anyState },
          ...STATES.map((value) => ({ value, name: stateName(value) })),
        ]}
      />
      <SelectInput
        label={words.jobs.kind}
        hiddenLabel
        className="sm:max-w-44"
        value={search.kind ?? ''}
        onChange={({ currentTarget: { value } }) => set({ kind: value === '' ? undefined : value })}
        options={[
          { value: '', name: words.jobs.anyKind },
          ...kinds.map((value) => ({ value, name: kindLabel(value) })),
        ]}
      />
      <Typed
        value={search.county}
        onTyped={(county) => set({ county })}
        field={(props) => (
          <TextInput
            label={words.jobs.county}
            hiddenLabel
            placeholder={words.jobs.anyCounty}
            className="sm:w-36!"
            {...props}
          />
        )}
      />
      <CheckInput
        label={words.jobs.mine}
        className="mx-1"
        checked={search.mine === true}
        onChange={({ currentTarget: { checked } }) => set({ mine: checked ? true : undefined })}
      />
      {isFiltered(search) && (
        <Button look="quiet" size="sm" onClick={() => onChange({})}>
          {words.actions.clearFilters}
        </Button>
      )}
      {children}
    </search>
  );
}
