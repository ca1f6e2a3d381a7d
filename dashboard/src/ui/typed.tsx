import { type ReactNode, useEffect, useState } from 'react';

const TYPING_MS = 300;

interface TypedField {
  readonly value: string;
  readonly onChange: (event: { currentTarget: { value: string } }) => void;
}

/** A text filter that waits until somebody has typed: each letter is no new page. */
export function Typed({
  value = '',
  onTyped,
  field,
}: {
  readonly value?: string | undefined;
  readonly onTyped: (value: string | undefined) => void;
  readonly field: (props: TypedField) => ReactNode;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onTyped(typed.trim() === '' ? undefined : typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onTyped]);
  return field({ value: typed, onChange: ({ currentTarget }) => setTyped(currentTarget.value) });
}
