import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** How one request is answered: a status, or a handler of its own. */
export type Scripted =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      readonly afterMs?: number;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A service on loopback that counts: when each request came, and how many there were at once. */
export interface CountingService {
  readonly url: string;
  /** Arrival of each request (performance.now()), in order. */
  readonly arrivals: number[];
  readonly targets: string[];
  /** Most requests under way at once. */
  readonly mostAtOnce: () => number;
  /** Answers for the next requests; after them, `usual`. */
  script(...answers: Scripted[]): void;
  usual: Scripted;
  /** Most requests in any stretch of `ms`. */
  mostWithin(ms: number): number;
}

/** Stops when the test file is done. */
export async function countingService(
  usual: Scripted = { status: 200, body: '{}' },
): Promise<CountingService> {
  const arrivals: number[] = [];
  const targets: string[] = [];
  const scripted: Scripted[] = [];
  let atOnce = 0;
  let most = 0;
  const server = createServer((request, response) => {
    arrivals.push(performance.now());
    targets.push(`${request.method} ${request.url}`);
    atOnce += 1;
    most = Math.max(most, atOnce);
    response.on('close', () => {
      atOnce -= 1;
    });
    request.resume();
    const answer = scripted.shift() ?? service.usual;
    if (typeof answer === 'function') return answer(request, response);
    const { status, headers = {}, body = '{}', afterMs = 0 } = answer;
    const reply = () =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    // none outlives the tests
    setTimeout(reply, afterMs).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const service: CountingService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ arrivals, targets, usual },
    mostAtOnce: () => most,
    script: (...answers) => void scripted.push(...answers),
    mostWithin(ms) {
      let best = 0;
      for (let from = 0, to = 0; to < arrivals.length; to += 1) {
        while ((arrivals[to] ?? 0) - (arrivals[from] ?? 0) >= ms) from += 1;
        best = Math.max(best, to - from + 1);
      }
      return best;
    },
  };
  return service;
}
