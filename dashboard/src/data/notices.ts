import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Kept by this browser alone: which of one's browsers speaks up is a matter of the desk it stands on. */
const KEY = 'lotline.notices';
/** Set once somebody was asked whether they want them. */
const OFFERED = 'lotline.notices.offered';
const watchers = new Set<() => void>();

export const noticesPossible = (): boolean => 'Notification' in window;
const on = (): boolean =>
  noticesPossible() && Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';

/** Whether this browser shows notifications of its own. */
export function useNoticesOn(): boolean {
  return useSyncExternalStore((tell) => {
    watchers.add(tell);
    return () => watchers.delete(tell);
  }, on);
}

/** Turns them on (the browser asks whether it may) or off; answers what holds now. */
export async function turnNotices(wanted: boolean): Promise<boolean> {
  if (wanted && noticesPossible() && Notification.permission === 'default') {
    await Notification.requestPermission();
  }
  localStorage.setItem(KEY, wanted ? 'on' : 'off');
  for (const tell of watchers) tell();
  return on();
}

/** Whether to offer them now: true once in a browser that was never asked, and has not been refused. */
export function mayOfferNotices(): boolean {
  if (!noticesPossible() || Notification.permission !== 'default') return false;
  if (localStorage.getItem(OFFERED) !== null || localStorage.getItem(KEY) !== null) return false;
  localStorage.setItem(OFFERED, 'yes');
  return true;
}

interface Newest {
  readonly id: string;
  readonly title: string;
  readonly read_at: string | null;
}

/** Shows what came since the page was opened, once each, however many tabs are open. */
export function useNotices(newest: Newest | undefined): void {
  const enabled = useNoticesOn();
  const first = useRef<string>(undefined);
  useEffect(() => {
    if (newest === undefined) return;
    const known = first.current;
    first.current = newest.id;
    if (!enabled || known === undefined || known === newest.id || newest.read_at !== null) return;
    const shown = new Notification(newest.title, { tag: newest.id, icon: '/assets/lotline.svg' });
    shown.addEventListener('click', () => {
      window.focus();
      shown.close();
    });
  }, [newest, enabled]);
}
