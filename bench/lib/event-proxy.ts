import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { portOf } from '../../src/base/port-of.ts';

/** A server that passes everything on to the product, but whose event stream says what the bench wants, as fast as it wants. */
export interface EventProxy {
  readonly url: string;
  /** Sends one state to every stream that is open. */
  say(topic: string, state: object): void;
  /** How many streams are open. */
  readonly streams: number;
  stop(): Promise<void>;
}

export async function startEventProxy(product: string): Promise<EventProxy> {
  const open = new Set<ServerResponse>();
  let revision = 0;
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith('/api/events')) return passOn(product, incoming, outgoing);
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
    outgoing.write('event: heartbeat\ndata: {}\n\n');
    open.add(outgoing);
    outgoing.on('close', () => open.delete(outgoing));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    say(topic, state) {
      revision += 1;
      const data = JSON.stringify({ topic, revision, state });
      for (const stream of open) stream.write(`id: bench.${revision}\nevent: state\ndata: ${data}\n\n`);
    },
    get streams() {
      return open.size;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(product: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const to = new URL(incoming.url ?? '/', product);
  const sent = request(to, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  sent.on('error', () => outgoing.destroy());
  incoming.pipe(sent);
}
