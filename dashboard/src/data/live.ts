import { useEffect, useSyncExternalStore } from 'react';
import { applyEvents } from './live-cache.ts';
import type { LiveEvent } from './live-event.ts';
import { createTabs } from './live-tabs.ts';
import type { StreamNews, StreamOrder } from './live-worker.ts';
import { queryClient } from './query-client.ts';

/** Longer than two heartbeats of the server: nothing heard for so long means that the line is dead. */
const STALE_MS = 30_000;
const POLL_MS = 5_000;
const HIDDEN_MS = 60_000;

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
/** Has the stream while this tab has it. */
let worker: Worker | undefined;
let isOpen = false;
let lastId = '';

const tabs = createTabs({
  onEvents: (events) => {
    if (isHeard()) show(events);
  },
  onLead: (topics) => lead(topics),
  isOpen: () => isOpen,
});

function setStatus(next: Partial<LiveStatus>): void {
  const changed = next.state !== undefined && next.state !== status.state;
  status = { ...status, ...next };
  if (changed) for (const tell of watchers) tell();
}

/** Notes that the line is alive; false while nobody wants to be told. */
function isHeard(): boolean {
  if (status.state === 'paused') return false;
  setStatus({ state: 'live', heardAt: Date.now() });
  return true;
}

function show(events: readonly LiveEvent[]): void {
  for (const [topic, states] of applyEvents(events)) {
    for (const follow of followers.get(topic) ?? []) follow(states);
  }
}

/** Has the stream hear these topics; null lets it go. */
function lead(topics: readonly string[] | null): void {
  if (topics === null) {
    worker?.terminate();
    worker = undefined;
    isOpen = false;
    return;
  }
  if (worker === undefined) {
    worker = new Worker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'live' });
    worker.addEventListener('message', ({ data }: MessageEvent<StreamNews>) => hear(data));
  }
  worker.postMessage({ topics, lastId } satisfies StreamOrder);
}

/** What this tab's own stream says; the others are told by the tab that has it. */
function hear(news: StreamNews): void {
  if (news.say === 'open' || news.say === 'closed') isOpen = news.say === 'open';
  if (news.say === 'closed' || !isHeard()) return;
  if (news.say !== 'events') {
    tabs.pass([{ type: 'heartbeat' }]);
    return;
  }
  lastId = news.lastId;
  tabs.pass(news.events);
  show(news.events);
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
  compete();
  window.setInterval(poll, POLL_MS);
  let hiding: number | undefined;
  document.addEventListener('visibilitychange', () => {
    window.clearTimeout(hiding);
    if (document.hidden) {
      hiding = window.setTimeout(() => tabs.compete(false), HIDDEN_MS);
      return;
    }
    compete();
    // What happened in the meantime was not told.
    void queryClient.invalidateQueries({ refetchType: 'active' });
  });
}

/** Who is seen and wants to be told may have the stream. */
const compete = (): void => tabs.compete(!document.hidden && status.state !== 'paused');

/**
 * Stops or goes on telling what changes (WCAG 2.2.2), whichever of the button, its key and the palette asked before; another tab
 * that wants to be told takes the stream over.
 */
export function toggleLive(): void {
  const paused = status.state !== 'paused';
  setStatus(paused ? { state: 'paused' } : { state: 'connecting', heardAt: Date.now() });
  compete();
  if (!paused) void queryClient.invalidateQueries({ refetchType: 'active' });
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
