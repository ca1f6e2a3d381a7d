import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const batchSchema = z.object({ items: z.array(z.object({ item: z.int() })) });

/** What the service does with an item: works it, says that it may go well later, or leaves its batch without an answer. */
export type Manner = (item: number) => 'work' | 'fail' | 'hold';

/** A service of a user's own, for jobs of the kind `http`, that does with each item what the test says. */
export interface HeldService {
  readonly url: string;
  /** Items that wait for an answer which does not come. */
  held(): number;
  behave(manner: Manner): void;
  stop(): Promise<void>;
}

export async function startHeldService(): Promise<HeldService> {
  let manner: Manner = () => 'work';
  const waiting = new Map<ServerResponse, number>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { items } = batchSchema.parse(JSON.parse(text));
    if (items.some(({ item }) => manner(item) === 'hold')) {
      waiting.set(response, items.length);
      response.on('close', () => waiting.delete(response));
      return;
    }
    const results = items.map(({ item }) =>
      manner(item) === 'work'
        ? { item, outcome: 'completed', result: { item } }
        : {
            item,
            outcome: 'failed',
            code: 'registry_closed',
            message: 'The registry is closed',
            retry: true,
          },
    );
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ results }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // the address of a server that listens on a port
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    held: () => [...waiting.values()].reduce((sum, items) => sum + items, 0),
    behave(next) {
      manner = next;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
