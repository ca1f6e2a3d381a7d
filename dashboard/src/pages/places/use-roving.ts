import { type KeyboardEvent, useState } from 'react';

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * One stop of the Tab key for many shapes: the arrows go from one to the next, Enter and Space press. `ids` in the order of
 * the arrows; the elements carry them as `data-id`.
 */
export function useRoving(ids: readonly string[], onPress: (id: string) => void) {
  const [chosen, setChosen] = useState<string>();
  const current = chosen !== undefined && ids.includes(chosen) ? chosen : ids[0];

  function onKeyDown(event: KeyboardEvent<SVGElement>): void {
    if (event.metaKey || event.ctrlKey || event.altKey || current === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onPress(current);
      return;
    }
    const ends: Readonly<Record<string, number>> = { Home: 0, End: ids.length - 1 };
    const step = STEPS[event.key];
    const at = step === undefined ? ends[event.key] : (ids.indexOf(current) + step + ids.length) % ids.length;
    const next = at === undefined ? undefined : ids[at];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    event.currentTarget.querySelector<SVGElement>(`[data-id="${next}"]`)?.focus();
  }

  return { current, setCurrent: setChosen, onKeyDown };
}
