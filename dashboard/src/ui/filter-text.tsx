import { useEffect, useRef, useState } from 'react';
import { TextInput } from './field.tsx';
import { SearchInput } from './search-input.tsx';

const WAIT_MS = 350;

/** A filter that is typed: told when the typing rests, or at Enter. `main`: the field that `/` goes to. */
export function FilterText({
  label,
  value,
  main = false,
  numeric = false,
  className,
  onFilter,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly main?: boolean;
  readonly numeric?: boolean;
  readonly className?: string;
  readonly onFilter: (value: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  const told = useRef(value);
  const timer = useRef<number>(undefined);
  useEffect(() => {
    // changed elsewhere: by the way back, or by clearing all filters
    if (value !== told.current) setTyped(value ?? '');
    told.current = value;
  }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const tell = (text: string) => {
    window.clearTimeout(timer.current);
    const wanted = text.trim() === '' ? undefined : text.trim();
    if (wanted === told.current) return;
    told.current = wanted;
    onFilter(wanted);
  };
  const shared = {
    label,
    value: typed,
    onChange: ({ currentTarget: { value: text } }: { currentTarget: HTMLInputElement }) => {
      setTyped(text);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => tell(text), WAIT_MS);
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Enter') tell(typed);
    },
  };
  return main ? (
    <SearchInput {...shared} {...(className === undefined ? {} : { className })} />
  ) : (
    <TextInput
      {...shared}
      {...(className === undefined ? {} : { className })}
      {...(numeric ? { inputMode: 'numeric' } : {})}
    />
  );
}
