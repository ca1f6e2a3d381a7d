import type { LiveEvent } from './live-event.ts';
import { hasId } from './patch-jobs.ts';

/** What a page is told of soonest: one that draws each event by itself does nothing else. */
const SOON_MS = 250;
/** Lists move once a second, as the server tells them: nobody reads fifty rows faster. */
const LIST_MS = 1_000;

export interface Timers {
  now(): number;
  /** Calls once, after so many ms. */
  later(call: () => void, ms: number): void;
}

/**
 * Gathers events and hands them on together, the latest of each thing alone, so that a thousand a second cost what their
 * things cost. An open job, action or report is handed on every 250 ms, lists every second; after a pause the first comes
 * after 250 ms in either case.
 */
export function createBuffer(flush: (events: readonly LiveEvent[]) => void, { now, later }: Timers) {
  const gather = (everyMs: number) => {
    const waiting = new Map<string, LiveEvent>();
    let due = false;
    let flushedAt = Number.NEGATIVE_INFINITY;
    return (event: LiveEvent & { readonly topic: string }) => {
      waiting.set(keyOf(event), event);
      if (due) return;
      due = true;
      later(
        () => {
          const events = [...waiting.values()];
          waiting.clear();
          due = false;
          flushedAt = now();
          flush(events);
        },
        Math.max(SOON_MS, flushedAt + everyMs - now()),
      );
    };
  };
  const soon = gather(SOON_MS);
  const list = gather(LIST_MS);
  return (event: LiveEvent): void => {
    // heartbeats and ends say something of the stream, not of a thing
    if ('topic' in event) (event.topic.includes(':') ? soon : list)(event);
  };
}

function keyOf(event: LiveEvent & { readonly topic: string }): string {
  const id = event.type === 'state' && hasId(event.state) ? event.state.id : '';
  return `${event.topic} ${event.type} ${id}`;
}
