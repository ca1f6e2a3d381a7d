import { Pause, Radio, RefreshCw } from 'lucide-react';
import { formatTime } from '../data/format.ts';
import { toggleLive, useLiveStatus } from '../data/live.ts';
import { classes } from '../ui/classes.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { words } from '../words.ts';

/** Says whether the page is live, and stops or goes on with it. */
export function LiveButton() {
  const { state, heardAt } = useLiveStatus();
  const paused = state === 'paused';
  const Icon = paused ? Pause : state === 'live' ? Radio : RefreshCw;
  const said = state === 'polling' ? words.live.polling(formatTime(new Date(heardAt))) : words.live[state];
  return (
    <Tooltip text={paused ? words.live.resume : words.live.pause} shortcut="r">
      <button
        type="button"
        aria-pressed={paused}
        onClick={toggleLive}
        className={classes(
          'flex h-8 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-hover',
          state === 'live' ? 'text-ok' : state === 'polling' ? 'text-warn' : 'text-muted',
        )}
      >
        <Icon aria-hidden className="size-4" />
        <span className={state === 'live' || state === 'connecting' ? 'max-sm:sr-only' : ''}>{said}</span>
      </button>
    </Tooltip>
  );
}
