/** What the event stream says (docs/guides/live.md), as tabs pass it on to each other. */
export type LiveEvent =
  | {
      readonly type: 'state';
      readonly topic: string;
      readonly revision: number;
      readonly epoch: string;
      readonly state: unknown;
    }
  | {
      readonly type: 'resync' | 'gone';
      readonly topic: string;
      readonly revision: number;
      readonly epoch: string;
    }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'end'; readonly reason: string };

export const EVENT_TYPES = ['state', 'resync', 'gone', 'heartbeat', 'end'] as const;

/** Reads one event as it came; undefined when it is none that we know. */
export function readEvent(
  type: (typeof EVENT_TYPES)[number],
  data: string,
  id: string,
): LiveEvent | undefined {
  const said: unknown = JSON.parse(data);
  if (typeof said !== 'object' || said === null) return undefined;
  if (type === 'heartbeat') return { type };
  if (type === 'end') return { type, reason: 'reason' in said ? String(said.reason) : '' };
  if (!('topic' in said) || typeof said.topic !== 'string') return undefined;
  const revision = 'revision' in said ? Number(said.revision) : 0;
  const about = { topic: said.topic, revision, epoch: id.split('.')[0] ?? '' };
  if (type !== 'state') return { type, ...about };
  return 'state' in said ? { type, ...about, state: said.state } : undefined;
}
