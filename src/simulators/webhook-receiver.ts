import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { portOf } from '../base/port-of.ts';

/** How the next request is answered, one each; without any, 204. */
export type ReceiverAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Takes the request and ends the connection. */
  | { readonly kind: 'drop' };

/** A request as it came. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes that were signed, as text. */
  readonly text: string;
  /** Whether one of the receiver's secrets made its signature, and its timestamp is of now. */
  readonly verified: boolean;
  /** The status that was answered; undefined when none was. */
  readonly status: number | undefined;
}

export interface WebhookReceiver {
  readonly url: string;
  /** Every request, in order of arrival, whatever was answered. */
  readonly requests: ReceivedRequest[];
  /** Ids of the events that were taken: answered with success. */
  taken(): string[];
  /** Says how the next requests are answered. */
  next(...answers: readonly ReceiverAnswer[]): void;
  /** How every request is answered when nothing else is said; a function sees its body. */
  always(answer: ReceiverAnswer | ((text: string) => ReceiverAnswer)): void;
  /** The secrets that it knows. */
  expect(...secrets: readonly string[]): void;
  /** Closes the door: connections are refused. */
  close(): Promise<void>;
  /** Opens it again, at the same address. */
  open(): Promise<void>;
}

const MOST_BYTES = 1_000_000;
/** Where what came can be seen over HTTP, by whoever reaches loopback; it is no request to a listener. */
const SEEN_PATH = '/_simulator/requests';

/** Somebody who listens to webhooks, on loopback. */
export async function startReceiver(
  options: {
    readonly secrets?: readonly string[];
    readonly port?: number;
    /** Called with each request that is taken, before it is answered. */
    readonly onTaken?: (request: ReceivedRequest) => void;
  } = {},
): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = [];
  const script: ReceiverAnswer[] = [];
  const ids: string[] = [];
  let secrets = options.secrets ?? [];
  let usual = (_text: string): ReceiverAnswer => ({ kind: 'answer', status: 204 });
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await read(request);
    if (request.url === SEEN_PATH) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ requests }));
      return;
    }
    const answer = script.shift() ?? usual(text);
    const status = answer.kind === 'answer' ? answer.status : undefined;
    const { headers, url = '' } = request;
    const received = { path: url, headers, text, verified: isVerified(secrets, headers, text), status };
    requests.push(received);
    if (answer.kind === 'drop') {
      response.destroy();
    } else if (answer.kind === 'answer') {
      if (answer.status < 300) {
        options.onTaken?.(received);
        ids.push(String(headers['webhook-id']));
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  }

  async function listen(port: number): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }

  await listen(options.port ?? 0);
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    taken: () => [...ids],
    next: (...answers) => void script.push(...answers),
    always: (answer) => {
      usual = typeof answer === 'function' ? answer : () => answer;
    },
    expect: (...known) => {
      secrets = known;
    },
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    open: () => listen(port),
  };
}

/** What every receiver should do, with the library that the standard offers. */
function isVerified(secrets: readonly string[], headers: IncomingHttpHeaders, text: string): boolean {
  const named = Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(text, named);
      return true;
    } catch {
      return false;
    }
  });
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const bytes: AsyncIterable<Buffer> = request;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('more than any webhook has');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
