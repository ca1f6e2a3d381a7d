import { useEffect, useState } from 'react';
import { formatAgo, formatExactTime, formatTime, formatUtc } from '../data/format.ts';

/** A time in the reader's zone, to the minute or, when `exact`, the second; UTC on hover. */
export function Time({ at, exact = false }: { readonly at: string; readonly exact?: boolean }) {
  return (
    <time dateTime={at} title={formatUtc(at)} className="whitespace-nowrap tabular">
      {exact ? formatExactTime(at) : formatTime(at)}
    </time>
  );
}

const TICK_MS = 15_000;

/** How long ago something was, which goes on; on paper the time itself. */
export function Ago({ at }: { readonly at: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((times) => times + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formatUtc(at)} data-printed={formatTime(at)} className="whitespace-nowrap">
      <span>{formatAgo(at)}</span>
    </time>
  );
}
