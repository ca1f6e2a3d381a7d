import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient } from '../../src/cli/client.ts';

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => {
  server.closeAllConnections();
  server.close();
});
const client = createClient(
  {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    urlFrom: 'flag',
    apiKey: 'a key',
    keyFrom: 'flag',
  },
  { now: Date.now, sleep: async () => {}, random: () => 0.5 },
);

test('what was sent of a file is not kept', async () => {
  const PIECES = 1_000;
  const PIECE = 64 * 1024;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let made = 0; made < PIECES; made += 1) yield Buffer.alloc(PIECE, 'x');
  }
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const arrived = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
  const sent = client.json('/import', { method: 'POST', body: pieces(), patienceMs: 0 });
  const [request, response] = await arrived;
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) bytes += piece.length;
  // All has come, and the request is still under way: what is held now is held because it may be needed again.
  collectGarbage();
  const kept = process.memoryUsage().arrayBuffers - before;
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ bytes }));
  assert.deepEqual(await sent, { bytes: PIECES * PIECE });
  assert.ok(kept < (PIECES * PIECE) / 4, `${kept} of ${PIECES * PIECE} bytes are kept`);
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
