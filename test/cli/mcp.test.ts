import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { guideIn } from '../support/guide.ts';
import { lotline } from '../support/lotline-process.ts';
import { connectMcp, type McpClient } from '../support/mcp.ts';
import { tellStory } from '../support/story.ts';
import { overMcp } from '../support/tellers.ts';

const database = await testDatabase();
const guide = await guideIn(database);
const api = await testApi(database);
const MAIN = path.join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** An agent's client that starts `lotline mcp` as clients do. */
async function overStdio(
  t: TestContext,
  env: Record<string, string>,
  more: string[] = [],
): Promise<McpClient> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', ...more],
    env: { HOME: '/nonexistent', ...env },
    stderr: 'pipe',
  });
  // The SDK declares optional members without `undefined`, which exactOptionalPropertyTypes tells apart.
  const mcp = await connectMcp(transport as Transport);
  t.after(() => mcp.close());
  return mcp;
}

test('the story of a county job is the same for an agent whose client starts the program', async (t) => {
  const { key, organizationId } = await api.client('analyst');
  const properties = await guide.properties(organizationId, 'Blair, PA', 7);
  const dialect = overMcp(() => overStdio(t, { LOTLINE_URL: api.url, LOTLINE_API_KEY: key }));
  const { jobId } = await tellStory(dialect, { county: 'Blair', properties, batchSize: 3 });
  assert.deepEqual(await guide.problems(jobId), []);
});

test('with --read-only nothing that changes anything is offered', async (t) => {
  const { key } = await api.client('admin');
  const mcp = await overStdio(t, { LOTLINE_URL: api.url, LOTLINE_API_KEY: key }, ['--read-only']);
  const { tools } = await mcp.client.listTools();
  assert.ok(tools.length > 5 && tools.every((tool) => tool.annotations?.readOnlyHint));
});

test('a key that is not good fails the first message in words', async (t) => {
  const connecting = overStdio(t, { LOTLINE_URL: api.url, LOTLINE_API_KEY: `lot_live_${'0'.repeat(64)}` });
  await assert.rejects(connecting, /did not answer: .*(unauthorized|authentication)/i);
});

test('a call that does not reach the server is a result that says what to do, and the next one works', async (t) => {
  const open = new Set<Socket>();
  let cut = false;
  const way = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(api.port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    }
    near.pipe(far).pipe(near);
    return near;
  });
  t.after(() => way.close());
  await once(way.listen(0, '127.0.0.1'), 'listening');
  const { port } = way.address() as AddressInfo;
  const { key } = await api.client('viewer');
  const mcp = await overStdio(t, { LOTLINE_URL: `http://127.0.0.1:${port}`, LOTLINE_API_KEY: key });
  assert.equal((await mcp.call('pending_work')).failed, false);
  cut = true;
  for (const socket of open) socket.destroy();
  const lost = await mcp.call('pending_work');
  assert.ok(lost.failed);
  assert.equal(lost.body.code, 'unreachable');
  assert.match(lost.body.next, /call again/);
  cut = false;
  assert.equal((await mcp.call('pending_work')).failed, false);
});

test('without a key it ends at once and says how to get one', async () => {
  const { code, stderr } = await lotline(['mcp'], { LOTLINE_URL: api.url });
  assert.equal(code, 4);
  assert.match(stderr, /There is no API key[\s\S]*lotline login/);
});

test('it ends when its input does', async () => {
  const { key } = await api.client('viewer');
  const { code } = await lotline(['mcp'], { LOTLINE_URL: api.url, LOTLINE_API_KEY: key });
  assert.equal(code, 0);
});
