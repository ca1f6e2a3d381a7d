import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test from 'node:test';
import { z } from 'zod';
import { createLog } from '../../src/base/log.ts';
import { answer, endpoint, type Surface } from '../../src/http/endpoint.ts';
import { problemSchema, renderProblem } from '../../src/http/problem-shape.ts';
import { createServer, type Server } from '../../src/http/server.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();

/** A surface with one endpoint that answers when it is told to, and one that breaks its own promise. */
function heldSurface() {
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const common = { method: 'GET', tag: 'Test', summary: 'For tests', allow: 'anyone', errors: [] } as const;
  const surface: Surface = {
    prefix: '/held',
    endpoints: [
      endpoint({
        ...common,
        operationId: 'held',
        path: '/held/one',
        answers: { 200: { description: 'When told', schema: z.object({ done: z.boolean() }) } },
        async run() {
          asked.resolve();
          await go.promise;
          return answer(200, { done: true });
        },
      }),
      endpoint({
        ...common,
        operationId: 'broken',
        path: '/held/broken',
        answers: { 200: { description: 'Never', schema: z.object({ done: z.boolean() }) } },
        async run() {
          return answer(200, { done: 'certainly' });
        },
      }),
      endpoint({
        ...common,
        operationId: 'thrown',
        path: '/held/thrown',
        answers: { 200: { description: 'Never' } },
        async run() {
          throw new Error('password=hunter2 at /srv/secret.ts');
        },
      }),
    ],
    problemSchema,
    renderProblem,
  };
  return { surface, asked: asked.promise, go: () => go.resolve() };
}

function server(surfaces: readonly Surface[], lines: string[] = []): Server {
  return createServer({
    config: { host: '127.0.0.1', port: 0, publicUrl: undefined },
    pools: { api: database.pools.api },
    log: createLog('info', { write: (line) => void lines.push(line) }),
    surfaces,
    version: '0',
    pendingMigrations: async () => ({ migrations: [], functions: false }),
  });
}

test('start and stop may be called any number of times, in any order', async () => {
  const one = server([]);
  const [first, second] = await Promise.all([one.start(), one.start()]);
  assert.deepEqual(first, second);
  await Promise.all([one.stop(), one.stop()]);
  await one.stop();
  await assert.rejects(one.start(), { code: 'shutting_down' });
  await assert.rejects(fetch(`${first.url}/health`));
  const never = server([]);
  await never.stop();
});

test('a stop lets the request under way finish and takes no other', async () => {
  const { surface, asked, go } = heldSurface();
  const one = server([surface]);
  const { url } = await one.start();
  const held = fetch(`${url}/held/one`);
  await asked;
  const stopped = one.stop();
  await assert.rejects(fetch(`${url}/health`), 'the door is closed');
  go();
  const reply = await held;
  assert.deepEqual([reply.status, await reply.json()], [200, { done: true }]);
  await stopped;
});

test('connections that ask nothing do not hold up a stop', async () => {
  const one = server([]);
  const { port } = await one.start();
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  // The server must have seen the connection too: a request on another one comes after it.
  await fetch(`http://127.0.0.1:${port}/health`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  await one.stop();
  await closed;
});

test('an answer that breaks its schema, and a thrown error, are 500 without a word of the cause', async () => {
  const lines: string[] = [];
  const one = server([heldSurface().surface], lines);
  const { url } = await one.start();
  for (const path of ['/held/broken', '/held/thrown']) {
    const reply = await fetch(url + path);
    const body = (await reply.json()) as Record<string, unknown>;
    assert.equal(reply.status, 500);
    assert.deepEqual(body, {
      error: 'Internal error',
      message: 'Something went wrong on our side',
      code: 'internal',
      requestId: reply.headers.get('x-request-id'),
      hint: body.hint,
    });
    assert.ok(
      lines.some((line) => line.includes(String(body.requestId)) && line.includes('"level":"error"')),
    );
  }
  await one.stop();
});
