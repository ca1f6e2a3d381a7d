import { useSyncExternalStore } from 'react';

export type { ChartTone } from './bars.ts';

const NAMES = {
  info: '--info-solid',
  ok: '--ok-solid',
  bad: '--bad-solid',
  warn: '--warn-solid',
  idle: '--idle-solid',
  text: '--text',
  muted: '--muted',
  line: '--line',
  surface: '--surface',
} as const;
/** Colours as a canvas takes them. */
export type ChartColours = Readonly<Record<keyof typeof NAMES, string>>;

/** Of the theme that is shown: a canvas does not know `light-dark()`, so an element computes them. */
function read(): ChartColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const colourOf = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  // one entry for each name, which is what the type says
  const colours = Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [key, colourOf(name)]),
  ) as ChartColours;
  probe.remove();
  return colours;
}

let current: ChartColours | undefined;

/** The theme's colours, anew when the theme changes. */
export function useChartColours(): ChartColours {
  return useSyncExternalStore(watch, () => {
    current ??= read();
    return current;
  });
}

function watch(tell: () => void): () => void {
  const changed = () => {
    current = read();
    tell();
  };
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  system.addEventListener('change', changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    observer.disconnect();
  };
}
