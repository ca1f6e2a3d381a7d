import { Combobox } from '@base-ui/react/combobox';
import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';

/** A county that can be chosen. */
export interface CountyChoice {
  readonly id: string;
  readonly name: string;
  /** What waits in it for the type of work, when that is known. */
  readonly pending?: number | undefined;
}

const TYPING_MS = 200;
const MOST_SHOWN = 20;

/** Several counties, found by name; before anything is typed those with work are offered, most first. */
export default function CountyPicker({
  value,
  suggested,
  onChange,
}: {
  readonly value: readonly CountyChoice[];
  readonly suggested: readonly CountyChoice[];
  readonly onChange: (value: CountyChoice[]) => void;
}) {
  const inputId = useId();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['counties', 'find', asked],
    enabled: asked !== '',
    queryFn: () => answered(api.GET('/api/counties', { params: { query: { q: asked } } })),
  });
  const pending = new Map(suggested.map((county) => [county.id, county.pending]));
  const found =
    asked === ''
      ? suggested.slice(0, MOST_SHOWN)
      : (data?.counties ?? []).map(({ id, county_name: name, state_code: state }) => ({
          id,
          name: `${name}, ${state}`,
          pending: pending.get(id),
        }));
  // what is chosen stays an item of the list, though nobody looks for it now
  const items = [...found, ...value.filter(({ id }) => !found.some((one) => one.id === id))];
  const shown = new Set(found.map(({ id }) => id));
  const [open, setOpen] = useState(false);
  useNothingHidden(open);
  return (
    <Combobox.Root
      multiple
      // a name that was typed out is chosen by Enter alone
      autoHighlight
      open={open}
      onOpenChange={setOpen}
      items={items}
      value={[...value]}
      onValueChange={(chosen, { reason }) => {
        // Escape closes the list, and closes a dialog; that it empties the field as well would be a surprise
        if (reason !== 'escape-key') onChange(chosen);
      }}
      inputValue={typed}
      onInputValueChange={setTyped}
      itemToStringLabel={({ name }: CountyChoice) => name}
      isItemEqualToValue={(one: CountyChoice, other: CountyChoice) => one.id === other.id}
      filter={({ id }: CountyChoice) => shown.has(id)}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={inputId} className="text-sm font-medium">
          {words.newJob.counties}
        </label>
        <Combobox.InputGroup className="flex min-h-8 w-full flex-wrap items-center gap-1 rounded-md border border-line-strong/70 bg-surface px-1.5 py-1 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-(--accent)">
          <Combobox.Chips className="contents">
            {value.map(({ id, name }) => (
              <Combobox.Chip
                key={id}
                className="flex h-6 items-center gap-0.5 rounded bg-accent-soft pl-1.5 text-sm"
              >
                {name}
                <Combobox.ChipRemove
                  aria-label={words.newJob.remove(name)}
                  className="flex size-6 items-center justify-center rounded hover:bg-hover"
                >
                  <X aria-hidden className="size-3.5" />
                </Combobox.ChipRemove>
              </Combobox.Chip>
            ))}
            <Combobox.Input
              id={inputId}
              placeholder={value.length === 0 ? words.newJob.countiesHint : ''}
              className="h-6 min-w-40 flex-1 bg-transparent px-1 outline-none"
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-40">
          <Combobox.Popup className="max-h-(--available-height) w-(--anchor-width) overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-raised outline-none">
            <Combobox.Empty className="px-2.5 py-2 text-muted empty:hidden">
              {asked === '' ? words.newJob.typeMore : words.newJob.noCounty}
            </Combobox.Empty>
            <Combobox.List>
              {(county: CountyChoice) => (
                <Combobox.Item
                  key={county.id}
                  value={county}
                  className="flex min-h-8 cursor-default items-center gap-2 rounded px-2 outline-none select-none data-highlighted:bg-hover"
                >
                  <span className="flex size-4 items-center justify-center">
                    <Combobox.ItemIndicator>
                      <Check aria-hidden className="size-4" />
                    </Combobox.ItemIndicator>
                  </span>
                  <span className="flex-1">{county.name}</span>
                  {county.pending !== undefined && (
                    <span className="text-sm text-muted tabular">
                      {words.newJob.pending(formatNumber(county.pending))}
                    </span>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

/**
 * The list hides the rest of the page from screen readers while it is open, though the focus stays in the field and Tab
 * leads on to what was hidden. It is no dialog: what it hides is shown again at once.
 */
function useNothingHidden(open: boolean): void {
  const isOpen = useRef(open);
  isOpen.current = open;
  useEffect(() => {
    const watch = new MutationObserver((changes) => {
      if (!isOpen.current) return;
      for (const { target } of changes) {
        if (target instanceof HTMLElement) target.removeAttribute('aria-hidden');
      }
    });
    watch.observe(document.body, { attributes: true, attributeFilter: ['aria-hidden'], subtree: true });
    return () => watch.disconnect();
  }, []);
}
