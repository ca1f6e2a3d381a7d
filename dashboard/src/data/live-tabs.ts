import type { LiveEvent } from './live-event.ts';

/**
 * One stream for all tabs of a browser: HTTP/1.1 allows six connections to an origin, and a stream holds one for good.
 * A lock elects the tab that has it; a channel carries what it hears, and what the others want to hear.
 */

type Message =
  | { readonly say: 'events'; readonly events: readonly LiveEvent[] }
  | { readonly say: 'want'; readonly tab: string; readonly topics: readonly string[] }
  | { readonly say: 'who' };

const NAME = 'lotline.live';
/** A tab that was closed says nothing; what it wanted is dropped when it did not repeat it for so long. */
const FORGET_MS = 60_000;
const REPEAT_MS = 20_000;

export interface Tabs {
  /** Says what this tab wants to hear. */
  want(topics: readonly string[]): void;
  /** Passes on what the stream said, several events at once. For the tab that has it. */
  pass(events: readonly LiveEvent[]): void;
  /** Competes for the stream (visible tabs do), or lets it go. */
  compete(yes: boolean): void;
}

export interface TabsOptions {
  /** What another tab heard. */
  onEvents(events: readonly LiveEvent[]): void;
  /** This tab has the stream from now on, and what all tabs want to hear changed; null: it has it no more. */
  onLead(topics: readonly string[] | null): void;
  /** Whether this tab's stream is open now. */
  isOpen(): boolean;
}

export function createTabs({ onEvents, onLead, isOpen }: TabsOptions): Tabs {
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(NAME);
  const wants = new Map<string, { topics: readonly string[]; at: number }>();
  let own: readonly string[] = [];
  let leading = false;
  let competing: AbortController | undefined;

  const post = (message: Message) => channel.postMessage(message);
  const announce = () => post({ say: 'want', tab, topics: own });

  function union(): string[] {
    const since = Date.now() - FORGET_MS;
    for (const [name, { at }] of wants) if (at < since) wants.delete(name);
    return [...new Set([...own, ...[...wants.values()].flatMap(({ topics }) => topics)])].sort();
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.say === 'events') onEvents(data.events);
    else if (data.say === 'who') announce();
    else {
      wants.set(data.tab, { topics: data.topics, at: Date.now() });
      if (!leading) return;
      onLead(union());
      // who has just come need not wait for the next heartbeat to know that the stream is there
      if (isOpen()) post({ say: 'events', events: [{ type: 'heartbeat' }] });
    }
  });
  setInterval(() => {
    if (leading) onLead(union());
    else if (own.length > 0) announce();
  }, REPEAT_MS);

  /** Holds the stream until it is let go. */
  function lead(until: AbortSignal): Promise<void> {
    leading = true;
    post({ say: 'who' });
    onLead(union());
    return new Promise((resolve) => {
      until.addEventListener('abort', () => {
        leading = false;
        wants.clear();
        onLead(null);
        resolve();
      });
    });
  }

  return {
    want(topics) {
      own = [...topics];
      if (leading) onLead(union());
      else announce();
    },
    // alone, nobody has to be told, and copying each event for nobody is not free
    pass(events) {
      if (wants.size > 0) post({ say: 'events', events });
    },
    compete(yes) {
      if (yes === (competing !== undefined)) return;
      if (!yes) {
        competing?.abort();
        competing = undefined;
        return;
      }
      const mine = new AbortController();
      competing = mine;
      // a request that is aborted while it waits is rejected; that is how one is taken back
      navigator.locks.request(NAME, { signal: mine.signal }, () => lead(mine.signal)).catch(() => {});
    },
  };
}
