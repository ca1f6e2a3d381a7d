import { useSyncExternalStore } from 'react';

/** As the breakpoint `md` of the styles. */
const WIDE = window.matchMedia('(width >= 52rem)');

/** Whether the window is wide enough for columns: what is drawn twice and hidden once costs twice. */
export const useWide = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      WIDE.addEventListener('change', tell);
      return () => WIDE.removeEventListener('change', tell);
    },
    () => WIDE.matches,
  );
