import { once } from 'node:events';
import { connect as connectTo, createServer, type Socket } from 'node:net';

/** How much of the traffic gets through. What is held back is lost for good, and nobody is told. */
type Passage = 'open' | 'silent' | 'no_answers';

/**
 * A TCP proxy on loopback that can go silent like a network whose cable was pulled: connections stay up, nothing
 * arrives, no error is raised. Connections of a silent time stay dead; those made after {@link open} work.
 */
export class HalfOpenProxy {
  readonly #pairs = new Set<{ client: Socket; server: Socket; dead: boolean }>();
  readonly #listener = createServer((client) => this.#accept(client));
  readonly #target: URL;
  #passage: Passage = 'open';

  /** @param targetUrl a postgres:// address */
  constructor(targetUrl: string) {
    this.#target = new URL(targetUrl);
  }

  /** Starts and gives the address by which the target is reached through the proxy. */
  async start(): Promise<string> {
    this.#listener.listen(0, '127.0.0.1');
    await once(this.#listener, 'listening');
    const address = this.#listener.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    return url.toString();
  }

  /** Nothing gets through in either direction. */
  silence(): void {
    this.#passage = 'silent';
    for (const pair of this.#pairs) pair.dead = true;
  }

  /** Statements reach the database, its answers are lost. */
  loseAnswers(): void {
    this.#passage = 'no_answers';
  }

  /** New connections work again. */
  open(): void {
    if (this.#passage === 'no_answers') for (const pair of this.#pairs) pair.dead = true;
    this.#passage = 'open';
  }

  async stop(): Promise<void> {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    this.#listener.close();
    await once(this.#listener, 'close');
  }

  #accept(client: Socket): void {
    const server = connectTo(Number(this.#target.port || 5432), this.#target.hostname);
    const pair = { client, server, dead: this.#passage === 'silent' };
    this.#pairs.add(pair);
    client.on('data', (bytes) => {
      if (!pair.dead) server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (!pair.dead && this.#passage === 'open') client.write(bytes);
    });
    // an end that one side sees is passed on only while the network works
    const end = (other: Socket) => () => {
      if (!pair.dead && this.#passage === 'open') other.end();
    };
    client.on('end', end(server)).on('error', () => {});
    server.on('end', end(client)).on('error', () => {});
    const forget = () => {
      if (client.destroyed && server.destroyed) this.#pairs.delete(pair);
    };
    client.on('close', forget);
    server.on('close', forget);
  }
}
