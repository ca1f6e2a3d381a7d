import { useEffect, useRef, useState } from 'react';

const EVERY_MS = 30_000;

/**
 * The one polite live region of a page: says `state` when it changes, and `progress` at most every 30 seconds, so that those
 * who listen are told and not drowned.
 */
export function Announcer({ state, progress }: { readonly state: string; readonly progress: string }) {
  const [said, say] = useState('');
  const latest = useRef(progress);
  latest.current = progress;
  const first = useRef(true);
  useEffect(() => {
    // what is there when the page opens is read as the page is
    if (first.current) first.current = false;
    else say(state);
  }, [state]);
  useEffect(() => {
    const timer = setInterval(() => say(latest.current), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
