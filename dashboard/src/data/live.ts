import { useEffect, useSyncExternalStore } from 'react';
import { applyEvents } from './live-cache.ts';
import { EVENT_TYPES, type LiveEvent, readEvent } from './live-event.ts';
import { createTabs } from './live-tabs.ts';
import { queryClient } from './query-client.ts';

/** Events reach the pages together, this often: a page that draws each by itself does nothing else. */
const FLUSH_MS = 250;
/** Longer than two heartbeats of the server: nothing heard for so long means that the line is dead. */
const STALE_MS = 30_000;
const POLL_MS = 5_000;
const HIDDEN_MS = 60_000;
const REOPEN_MS = 200;
const RETRY_MS = 3_000;

/** `live`: told by events. `polling`: asks every five seconds. `paused`: by whoever looks at it. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'paused';

export interface LiveStatus {
  readonly state: LiveState;
  /** When something was last heard or fetched, in ms. */
  readonly heardAt: number;
}

const wanted = new Map<string, number>();
const watchers = new Set<() => void>();
const followers = new Map<string, Set<(states: readonly unknown[]) => void>>();
let status: LiveStatus = { state: 'connecting', heardAt: Date.now() };
let pending: LiveEvent[] = [];
/** Of this tab's own stream, to be passed on to the others with the next flush. */
let toPass: LiveEvent[] = [];
let flushing: number | undefined;
let stream: EventSource | undefined;
let streamed = '';
let reopening: number | undefined;
let lastId = '';

const tabs = createTabs({
  onEvents: (events) => events.forEach(hear),
  onLead: (topics) => lead(topics),
  isOpen: () => stream?.readyState === EventSource.OPEN,
});

function setStatus(next: Partial<LiveStatus>): void {
  const changed = next.state !== undefined && next.state !== status.state;
  status = { ...status, ...next };
  if (changed) for (const tell of watchers) tell();
}

function hear(event: LiveEvent): void {
  if (status.state === 'paused') return;
  setStatus({ state: 'live', heardAt: Date.now() });
  if (event.type === 'heartbeat') return;
  pending.push(event);
  if (flushing === undefined) flushing = window.setTimeout(flush, FLUSH_MS);
}

function flush(): void {
  flushing = undefined;
  const events = pending;
  pending = [];
  if (toPass.length > 0) tabs.pass(toPass);
  toPass = [];
  for (const [topic, states] of applyEvents(events)) {
    for (const follow of followers.get(topic) ?? []) follow(states);
  }
}

/** Opens the stream for these topics, unless it is open for them. */
function lead(topics: readonly string[] | null): void {
  const names = (topics ?? []).join(',');
  if (names === streamed && stream !== undefined) return;
  streamed = names;
  window.clearTimeout(reopening);
  reopening = window.setTimeout(open, REOPEN_MS);
}

function open(): void {
  stream?.close();
  stream = undefined;
  if (streamed === '' || status.state === 'paused') return;
  const query = new URLSearchParams({ topics: streamed });
  if (lastId !== '') query.set('last_event_id', lastId);
  const source = new EventSource(`/api/events?${query}`);
  stream = source;
  source.addEventListener('open', () => {
    tabs.pass([{ type: 'heartbeat' }]);
    hear({ type: 'heartbeat' });
  });
  for (const type of EVENT_TYPES) {
    source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
      if (lastEventId !== '') lastId = lastEventId;
      const event = readEvent(type, data, lastEventId);
      if (event === undefined) return;
      toPass.push(event);
      hear(event);
      if (flushing === undefined) flushing = window.setTimeout(flush, FLUSH_MS);
    });
  }
  source.addEventListener('error', () => {
    // Refused (a topic is gone, the session ended): the browser does not come again by itself.
    if (source.readyState !== EventSource.CLOSED || stream !== source) return;
    stream = undefined;
    window.clearTimeout(reopening);
    reopening = window.setTimeout(open, RETRY_MS);
  });
}

function want(topic: string, more: 1 | -1): void {
  const before = wanted.size;
  const count = (wanted.get(topic) ?? 0) + more;
  if (count > 0) wanted.set(topic, count);
  else wanted.delete(topic);
  if (wanted.size !== before) tabs.want([...wanted.keys()]);
}

function poll(): void {
  if (status.state === 'paused' || document.hidden || wanted.size === 0) return;
  if (Date.now() - status.heardAt < STALE_MS) return;
  setStatus({ state: 'polling' });
  void queryClient.invalidateQueries({ refetchType: 'active' });
}

/** Starts to listen for what pages want. To be called once. */
export function startLive(): void {
  tabs.compete(!document.hidden);
  window.setInterval(poll, POLL_MS);
  let hiding: number | undefined;
  document.addEventListener('visibilitychange', () => {
    window.clearTimeout(hiding);
    if (document.hidden) {
      hiding = window.setTimeout(() => tabs.compete(false), HIDDEN_MS);
      return;
    }
    tabs.compete(true);
    // What happened in the meantime was not told.
    void queryClient.invalidateQueries({ refetchType: 'active' });
  });
}

/** Stops or goes on telling what changes (WCAG 2.2.2). */
export function pauseLive(paused: boolean): void {
  if (paused) {
    setStatus({ state: 'paused' });
    stream?.close();
    stream = undefined;
    return;
  }
  setStatus({ state: 'connecting', heardAt: Date.now() });
  open();
  void queryClient.invalidateQueries({ refetchType: 'active' });
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => status,
  );
}

/**
 * Keeps the page's data of these topics live (`jobs`, `job:<id>`, `report:<id>`, `action:<id>`, `workers`): queries are
 * patched in place by live-cache.ts. `follow`, which must be stable, is told the new states of a flush besides.
 */
export function useTopic(topic: string | undefined, follow?: (states: readonly unknown[]) => void): void {
  useEffect(() => {
    if (topic === undefined) return;
    want(topic, 1);
    const those = followers.get(topic) ?? new Set();
    followers.set(topic, those);
    if (follow !== undefined) those.add(follow);
    return () => {
      want(topic, -1);
      if (follow !== undefined) those.delete(follow);
    };
  }, [topic, follow]);
}
