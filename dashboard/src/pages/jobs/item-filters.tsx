import { useEffect, useState } from 'react';
import { formatNumber } from '../../data/format.ts';
import { SelectInput, TextInput } from '../../ui/field.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Typed } from '../../ui/typed.tsx';
import { words } from '../../words.ts';
import { ITEM_STATUSES, type ItemStatus } from './item-status.ts';

export interface ItemsSearch {
  readonly status?: ItemStatus | undefined;
  readonly reference?: string | undefined;
  /** The number that the page begins at. */
  readonly from?: number | undefined;
  /** The one that is open at the side. */
  readonly item?: number | undefined;
}

/** From here on a slider goes to any place of the job. */
const LARGE = 200;

/** Narrows the items of a job, or goes to a number among however many. */
export function ItemFilters({
  search,
  total,
  onChange,
}: {
  readonly search: ItemsSearch;
  readonly total: number;
  readonly onChange: (change: ItemsSearch) => void;
}) {
  return (
    <search
      aria-label={words.jobs.filters}
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5"
    >
      <Typed
        value={search.reference}
        onTyped={(reference) => onChange({ reference, from: undefined })}
        field={(props) => <SearchInput label={words.items.find} className="w-full sm:w-52" {...props} />}
      />
      <SelectInput
        label={words.items.status}
        hiddenLabel
        className="max-w-40"
        value={search.status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ status: ITEM_STATUSES.find((name) => name === value), from: undefined })
        }
        options={[
          { value: '', name: words.items.anyStatus },
          ...ITEM_STATUSES.map((value) => ({ value, name: words.items.statuses[value] })),
        ]}
      />
      <GoTo from={search.from} total={total} onGo={(from) => onChange({ from })} />
    </search>
  );
}

function GoTo({
  from,
  total,
  onGo,
}: {
  readonly from: number | undefined;
  readonly total: number;
  readonly onGo: (from: number | undefined) => void;
}) {
  const stored = from === undefined ? '' : String(from);
  const [typed, setTyped] = useState(stored);
  useEffect(() => setTyped(stored), [stored]);
  const go = (text: string) => {
    const wanted = Number(text);
    if (text === stored) return;
    if (text === '') onGo(undefined);
    else if (Number.isInteger(wanted) && wanted >= 1) onGo(Math.min(wanted, Math.max(1, total)));
  };
  return (
    <div className="flex items-center gap-2 [&>div]:flex-row! [&>div]:items-center [&>div]:gap-2">
      <TextInput
        label={words.items.goTo}
        inputMode="numeric"
        className="w-24! tabular"
        placeholder={`1–${formatNumber(total)}`}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        onBlur={() => go(typed)}
        onKeyDown={({ key }) => key === 'Enter' && go(typed)}
      />
      {total > LARGE && (
        <input
          type="range"
          aria-label={words.items.goTo}
          min={1}
          max={total}
          value={Number(typed) || 1}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
          onPointerUp={({ currentTarget: { value } }) => go(value)}
          onKeyUp={({ currentTarget: { value } }) => go(value)}
          className="h-6 w-40 accent-(--accent) max-sm:hidden"
        />
      )}
    </div>
  );
}
