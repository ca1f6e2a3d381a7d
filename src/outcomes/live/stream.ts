import { Readable } from 'node:stream';
import { type LiveEvent, plainFrame } from './event.ts';

/** Events that may wait for a slow client. Of each thing only the latest waits, so lists alone can reach this. */
const MOST_WAITING = 300;
/** Bytes on their way to the socket; what comes beyond them waits here and is overtaken by what is newer. */
const ON_THE_WAY_BYTES = 16 * 1024;

export interface StreamParts {
  readonly organizationId: string;
  /** The same for streams opened with the same credential; tells nothing of it. */
  readonly credential: string;
  /** Whether that credential still opens such a stream. */
  readonly stillAllowed: () => Promise<boolean>;
  /** Makes the event that says that a topic has to be fetched anew. */
  readonly resync: (topic: string) => LiveEvent;
  readonly now: () => number;
}

/**
 * What one client is sent, as server-sent events. A client that reads slowly loses states that newer ones have
 * overtaken, and never the last one of a thing; what it costs us is bounded.
 */
export class LiveStream extends Readable {
  readonly parts: StreamParts;
  readonly #waiting = new Map<string, LiveEvent>();
  #takes = false;
  #over = false;
  #blockedSince: number | undefined;

  constructor(parts: StreamParts) {
    super({ highWaterMark: ON_THE_WAY_BYTES });
    this.parts = parts;
    // Sends the head of the answer at once, so that the client knows that it is connected.
    this.#send(Buffer.from('retry: 2000\n\n'));
  }

  /** Since when the client takes nothing; undefined while it does. */
  get blockedSince(): number | undefined {
    return this.#blockedSince;
  }

  /** Sends an event as soon as the client takes it, unless a newer one of the same thing comes first. */
  offer(event: LiveEvent): void {
    if (this.#over) return;
    const key = `${event.topic} ${event.key}`;
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
    if (this.#waiting.size > MOST_WAITING) this.#forget(event.topic);
    this.#flush();
  }

  /** Shows a client that takes events that we are there. */
  beat(): void {
    if (!this.#over && this.#takes) this.#send(plainFrame('heartbeat', { at: new Date().toISOString() }));
  }

  /** Says why, and ends the stream after what waits. */
  finish(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    for (const event of this.#waiting.values()) this.push(event.frame);
    this.#waiting.clear();
    this.push(plainFrame('end', { reason }));
    this.push(null);
  }

  override _read(): void {
    this.#takes = true;
    this.#blockedSince = undefined;
    this.#flush();
  }

  #flush(): void {
    for (const [key, event] of this.#waiting) {
      if (!this.#takes) return;
      this.#waiting.delete(key);
      this.#send(event.frame);
    }
  }

  #send(frame: Buffer): void {
    this.#takes = this.push(frame);
    if (!this.#takes) this.#blockedSince = this.parts.now();
  }

  /** Too much of a list waits: it has to be fetched anew instead. */
  #forget(topic: string): void {
    for (const [key, event] of this.#waiting) if (event.topic === topic) this.#waiting.delete(key);
    const event = this.parts.resync(topic);
    this.#waiting.set(`${topic} ${event.key}`, event);
  }
}
