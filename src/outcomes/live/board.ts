import { randomBytes } from 'node:crypto';
import { framed, type LiveEvent } from './event.ts';
import type { LiveStream } from './stream.ts';
import { type Topic, topicName } from './topics.ts';
import { Watch } from './watch.ts';

/** What is watched, what was told of it, and to whom. Knows nothing of databases and clocks. */
export class Board {
  /** Names this process: a position that another one gave means nothing here. */
  readonly #epoch = randomBytes(4).toString('hex');
  readonly #watches = new Map<string, Watch>();
  #revision = 0;

  get size(): number {
    return this.#watches.size;
  }

  all(): Watch[] {
    return [...this.#watches.values()];
  }

  lists(): Watch[] {
    return this.all().filter(({ topic }) => topic.kind === 'jobs');
  }

  /** Lets a stream have what it has to hear first, and from now on whatever is told of these topics. */
  join(stream: LiveStream, organizationId: string, topics: readonly Topic[], lastEventId?: string): Watch[] {
    const last = this.#positionIn(lastEventId);
    const joined = topics.map((topic) => this.#watchOf(organizationId, topic));
    const first = joined.flatMap((watch) => this.#catchUp(watch, last));
    for (const event of first.toSorted((a, b) => a.revision - b.revision)) stream.offer(event);
    for (const watch of joined) {
      watch.streams.add(stream);
      watch.leftAt = undefined;
    }
    return joined;
  }

  /** Tells the state of a thing when it is another than was told last. */
  state(watch: Watch, key: string, state: unknown): void {
    const text = JSON.stringify(state);
    if (!watch.differs(key, text)) return;
    this.#revision += 1;
    const revision = this.#revision;
    const data = `{"topic":${JSON.stringify(watch.name)},"revision":${revision},"state":${text}}`;
    const event = framed('state', { topic: watch.name, key, revision }, this.#position(), data);
    watch.keep(key, { event, text });
    tell(watch, event);
  }

  /** Says that a list has to be fetched anew: it may have changed in ways that were not told. */
  missed(watch: Watch): void {
    this.#revision += 1;
    watch.clear(this.#revision);
    tell(watch, this.resync(watch.name));
  }

  /** Says that the thing is no more, and forgets it. */
  gone(watch: Watch): void {
    this.#revision += 1;
    tell(watch, this.#note('gone', watch.name));
    this.forget(watch);
  }

  forget(watch: Watch): void {
    this.#watches.delete(keyOf(watch.organizationId, watch.topic));
  }

  /** The event that says that a topic has to be fetched anew. */
  resync(topic: string): LiveEvent {
    return this.#note('resync', topic);
  }

  #note(name: 'resync' | 'gone', topic: string): LiveEvent {
    const revision = this.#revision;
    return framed(name, { topic, key: '', revision }, this.#position(), JSON.stringify({ topic, revision }));
  }

  #watchOf(organizationId: string, topic: Topic): Watch {
    const key = keyOf(organizationId, topic);
    const watch = this.#watches.get(key) ?? new Watch(organizationId, topic, this.#revision);
    this.#watches.set(key, watch);
    return watch;
  }

  #catchUp(watch: Watch, last: number | undefined): LiveEvent[] {
    // Of a single thing the latest state says everything; of a list, what changed since the client's last event.
    if (watch.topic.kind !== 'jobs') return watch.latest();
    if (last === undefined || last < watch.completeSince) return [this.resync(watch.name)];
    return watch.latest().filter((event) => event.revision > last);
  }

  #position(): string {
    return `${this.#epoch}.${this.#revision}`;
  }

  /** The revision that a client's last event had; undefined when that was not ours. */
  #positionIn(lastEventId: string | undefined): number | undefined {
    const [epoch, digits = ''] = lastEventId?.split('.') ?? [];
    if (epoch !== this.#epoch || !/^\d{1,15}$/.test(digits)) return undefined;
    return Number(digits) <= this.#revision ? Number(digits) : undefined;
  }
}

function tell(watch: Watch, event: LiveEvent): void {
  for (const stream of watch.streams) stream.offer(event);
}

const keyOf = (organizationId: string, topic: Topic) => `${organizationId} ${topicName(topic)}`;
