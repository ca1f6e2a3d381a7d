import { createHash } from 'node:crypto';
import type { LiveEvent } from './event.ts';
import type { LiveStream } from './stream.ts';
import { type Topic, topicName } from './topics.ts';

/** Jobs of a list whose latest states are kept for those who come back. */
const MOST_KEPT = 256;
/** Jobs of a list that are to be read by number. */
const MOST_HEARD = 400;

interface Kept {
  readonly event: LiveEvent;
  /** The state alone: what did not change is not told again. */
  readonly text: string;
}

/** A topic of one organization that somebody watches, or did until a moment ago. */
export class Watch {
  readonly organizationId: string;
  /** How notices name the organization. */
  readonly organizationHash: string;
  readonly topic: Topic;
  readonly name: string;
  readonly streams = new Set<LiveStream>();
  /** Everything that was told after this revision is kept. */
  completeSince: number;
  /** Of the job that it is or comes from, once that is known. */
  number: string | undefined;
  /** It changes without notice. */
  moving = true;
  /** Something was heard of it. */
  due = true;
  readAt = Number.NEGATIVE_INFINITY;
  /** When the last stream left. */
  leftAt: number | undefined;
  /** Numbers of jobs of a list that are to be read, beside those in progress. */
  heard = new Set<string>();
  readonly #kept = new Map<string, Kept>();

  constructor(organizationId: string, topic: Topic, revision: number) {
    this.organizationId = organizationId;
    this.organizationHash = organizationHash(organizationId);
    this.topic = topic;
    this.name = topicName(topic);
    this.completeSince = revision;
  }

  /** Of the thing that it is, when it is of one. */
  get id(): string {
    return 'id' in this.topic ? this.topic.id : '';
  }

  /** Whether a thing's state is another than was told last. */
  differs(key: string, text: string): boolean {
    return this.#kept.get(key)?.text !== text;
  }

  keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const [oldest, { event }] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) return;
      this.#kept.delete(oldest);
      this.completeSince = event.revision;
    }
  }

  /** Keeps nothing of before `revision`. */
  clear(revision: number): void {
    this.#kept.clear();
    this.completeSince = revision;
  }

  /** What was told last of each thing, the oldest first. */
  latest(): LiveEvent[] {
    return [...this.#kept.values()].map(({ event }) => event);
  }

  /** Something has happened to a job of the organization. False when too much has, to read it one by one. */
  hear(number: string): boolean {
    if (this.topic.kind === 'jobs') return this.readAlso(number);
    if (this.number === undefined || this.number === number) this.due = true;
    return true;
  }

  /** Puts a job of a list on the next reading; false when that has no room. */
  readAlso(number: string): boolean {
    this.due = true;
    if (this.heard.size >= MOST_HEARD) return false;
    this.heard.add(number);
    return true;
  }
}

/** How notices name an organization. */
export function organizationHash(organizationId: string): string {
  return createHash('md5').update(organizationId).digest('hex');
}
