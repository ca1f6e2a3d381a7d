import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { until } from './until.ts';

/** An event with its data parsed; what is in it is looked into without ceremony. */
export interface SeenEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what data holds is what the test is about
  readonly data: any;
}

/** A client of `GET /api/events`, as a browser is one. */
export interface Watcher {
  readonly status: number;
  readonly headers: Headers;
  readonly seen: readonly SeenEvent[];
  readonly ended: boolean;
  readonly lastEventId: string | undefined;
  /** The first event, also of those before, that is so. */
  sees(what: string, is: (event: SeenEvent) => boolean): Promise<SeenEvent>;
  /** States of a topic so far. */
  states(topic: string): SeenEvent['data'][];
  close(): void;
}

/** Opens a stream with an API key, or without one when `headers` say who asks. */
export async function watch(
  url: string,
  key: string | undefined,
  topics: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Watcher> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/events?topics=${encodeURIComponent(topics)}`, {
    headers: { ...(key === undefined ? {} : { 'x-api-key': key }), ...headers },
    signal: leaving.signal,
  });
  const seen: SeenEvent[] = [];
  let ended = false;
  const parser = createParser({
    onEvent: ({ id, event, data }: EventSourceMessage) => seen.push({ id, event, data: JSON.parse(data) }),
  });
  const read = async () => {
    const text = response.body?.pipeThrough(new TextDecoderStream());
    for await (const part of text ?? []) parser.feed(part);
  };
  if (response.status === 200) {
    void read()
      .catch(() => {})
      .finally(() => {
        ended = true;
      });
  } else leaving.abort();
  return {
    status: response.status,
    headers: response.headers,
    seen,
    get ended() {
      return ended;
    },
    get lastEventId() {
      return seen.findLast(({ id }) => id !== undefined)?.id;
    },
    sees: (what, is) => until(() => seen.find(is), what),
    states: (topic) =>
      seen
        .filter(({ event, data }) => event === 'state' && data.topic === topic)
        .map(({ data }) => data.state),
    close: () => leaving.abort(),
  };
}
