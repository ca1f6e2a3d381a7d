import { createBuffer } from './live-buffer.ts';
import { EVENT_TYPES, type LiveEvent, readEvent } from './live-event.ts';

/**
 * The event stream, in a thread of its own: what hundreds of events a second cost to read and to gather, no page feels.
 * It is told what to hear (`StreamOrder`) and says what it heard (`StreamNews`), at most every 250 ms.
 */

export interface StreamOrder {
  readonly topics: readonly string[];
  /** What was heard last by whoever had the stream before: the server goes on from there. */
  readonly lastId: string;
}

export type StreamNews =
  | { readonly say: 'open' | 'closed' | 'heartbeat' }
  | { readonly say: 'events'; readonly events: readonly LiveEvent[]; readonly lastId: string };

/** Topics come and go together when a page is opened. */
const REOPEN_MS = 200;
const RETRY_MS = 3_000;

let stream: EventSource | undefined;
let topics = '';
let lastId = '';
let opening: ReturnType<typeof setTimeout> | undefined;

const tell = (news: StreamNews): void => self.postMessage(news);

const gather = createBuffer((events) => tell({ say: 'events', events, lastId }), {
  now: () => performance.now(),
  later: (call, ms) => setTimeout(call, ms),
});

self.addEventListener('message', ({ data }: MessageEvent<StreamOrder>) => {
  if (lastId === '') lastId = data.lastId;
  const names = data.topics.join(',');
  if (names === topics) return;
  topics = names;
  openIn(REOPEN_MS);
});

function openIn(ms: number): void {
  clearTimeout(opening);
  opening = setTimeout(open, ms);
}

function open(): void {
  if (stream !== undefined) tell({ say: 'closed' });
  stream?.close();
  stream = undefined;
  if (topics === '') return;
  const query = new URLSearchParams({ topics });
  if (lastId !== '') query.set('last_event_id', lastId);
  const source = new EventSource(`/api/events?${query}`);
  stream = source;
  source.addEventListener('open', () => tell({ say: 'open' }));
  for (const type of EVENT_TYPES) {
    source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
      if (lastEventId !== '') lastId = lastEventId;
      const event = readEvent(type, data, lastEventId);
      if (event === undefined) return;
      if (event.type === 'heartbeat') tell({ say: 'heartbeat' });
      else gather(event);
    });
  }
  source.addEventListener('error', () => {
    tell({ say: 'closed' });
    // Refused (a topic is gone, the session ended): the browser does not come again by itself.
    if (source.readyState !== EventSource.CLOSED || stream !== source) return;
    stream = undefined;
    openIn(RETRY_MS);
  });
}
