import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, useEffect, useId, useState } from 'react';
import { answered, api } from '../data/api.ts';
import { TextInput } from './field.tsx';

const WAIT_MS = 250;
const LEAST = 2;

/** A county by its name, as people write it; those that a name may mean are offered while it is typed. */
export function CountyInput(
  props: Omit<ComponentProps<typeof TextInput>, 'list' | 'onChange'> & { readonly label: string },
) {
  const list = useId();
  const [typed, setTyped] = useState('');
  const [asked, ask] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => ask(typed.trim()), WAIT_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['counties', 'named', asked],
    enabled: asked.length >= LEAST,
    queryFn: () => answered(api.GET('/api/counties', { params: { query: { q: asked } } })),
  });
  return (
    <>
      <TextInput
        autoComplete="off"
        {...props}
        list={list}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <datalist id={list}>
        {data?.counties.map(({ id, full_name, state_code }) => (
          <option key={id} value={`${full_name}, ${state_code}`} />
        ))}
      </datalist>
    </>
  );
}
