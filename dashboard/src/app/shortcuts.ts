import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { toggleLive } from '../data/live.ts';
import { NAV } from './nav.ts';

const KEY = 'lotline.single-keys';
/** How long `g` waits for its letter. */
const CHORD_MS = 1_500;

/** Whether single keys do something (WCAG 2.1.4: they can be off). */
export const singleKeysOn = (): boolean => localStorage.getItem(KEY) !== 'off';
export const setSingleKeys = (on: boolean): void => localStorage.setItem(KEY, on ? 'on' : 'off');

/**
 * The keys of every page: ⌘K or Ctrl-K opens the palette, `?` the help, `/` goes to the page's search field, `r` stops the live
 * updates, `g` and a letter goes to a page. In lists (rows with `data-row`): `j` and `k` move, Enter opens the row's first link,
 * `x` presses its checkbox. `p` and `n` press what the page marked with `data-key`.
 */
export function useShortcuts({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  const navigate = useNavigate();
  useEffect(() => {
    let chordUntil = 0;
    const keys: Readonly<Record<string, () => void>> = {
      '?': onHelp,
      '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
      r: toggleLive,
      j: () => moveRow(1),
      k: () => moveRow(-1),
      x: () => currentRow()?.querySelector<HTMLElement>('input[type=checkbox]')?.click(),
      p: () => press('p'),
      n: () => press('n'),
    };
    function onKey(event: KeyboardEvent): void {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || !singleKeysOn()) return;
      if (document.querySelector('[role="dialog"][data-open], [role="menu"]') !== null) return;
      if (chordUntil > event.timeStamp) {
        chordUntil = 0;
        const page = NAV.find(({ key }) => key === event.key);
        if (page !== undefined) {
          event.preventDefault();
          void navigate({ to: page.to });
        }
        return;
      }
      if (event.key === 'g') {
        chordUntil = event.timeStamp + CHORD_MS;
        return;
      }
      const act = keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, onPalette, onHelp]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null
  );
}

const currentRow = () => document.activeElement?.closest<HTMLElement>('[data-row]') ?? undefined;

/** Moves the focus to the next row's first link or button; rows stay where they are. */
function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next =
    rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.querySelector<HTMLElement>('a, button')?.focus();
}

function press(key: string): void {
  document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
}
