import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { TextInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';

const WAIT_MS = 250;
const LEAST = 3;

/** FIPS codes between commas; for a name that is typed the counties are offered that it may mean, and one chosen becomes its code. */
export function CountyCodes({
  label,
  value,
  onType,
}: {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
}) {
  const list = useId();
  const [asked, ask] = useState('');
  const last = value.trim();
  useEffect(() => {
    const timer = window.setTimeout(() => ask(last), WAIT_MS);
    return () => window.clearTimeout(timer);
  }, [last]);
  const { data } = useQuery({
    queryKey: ['counties', 'named', asked],
    enabled: asked.length >= LEAST && /[a-z]/i.test(asked),
    queryFn: () => answered(api.GET('/api/counties', { params: { query: { q: asked } } })),
  });
  const offered = /[a-z]/i.test(last) ? (data?.counties ?? []) : [];
  return (
    <>
      <TextInput
        label={label}
        placeholder={words.search.examples.County}
        autoComplete="off"
        list={list}
        value={value}
        onChange={({ currentTarget: { value: text } }) => {
          const chosen = offered.find((one) => `${one.full_name}, ${one.state_code}` === text);
          onType(chosen === undefined ? text : chosen.fips_code);
        }}
      />
      <datalist id={list}>
        {offered.map(({ id, full_name, state_code }) => (
          <option key={id} value={`${full_name}, ${state_code}`} />
        ))}
      </datalist>
    </>
  );
}
