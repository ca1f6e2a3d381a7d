import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import test, { after } from 'node:test';
import { z } from 'zod';
import { createLog } from '../../src/base/log.ts';
import { planMigration } from '../../src/db/migrate.ts';
import { BODY_WAITS } from '../../src/http/body-stream.ts';
import { type AnyEndpoint, answer, endpoint, type Surface } from '../../src/http/endpoint.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { problemSchema, renderProblem } from '../../src/http/problem-shape.ts';
import { createServer } from '../../src/http/server.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const LIMIT = 1024 * 1024;
/** Bodies that an endpoint began to read and could not finish. */
const broken: unknown[] = [];

const shared = { method: 'POST', tag: 'Test', allow: 'anyone', errors: [] } as const;
const csv = { 'text/csv': { schema: { type: 'string' } } };
const form = { 'multipart/form-data': { schema: { type: 'object' } } };

const bytes = endpoint({
  ...shared,
  operationId: 'readBytes',
  path: '/test/bytes',
  summary: 'Counts a stream',
  bodyStream: { types: csv, limitBytes: LIMIT },
  answers: { 200: { description: 'What came' } },
  async run({ stream }) {
    let size = 0;
    const hash = createHash('sha256');
    try {
      for await (const chunk of stream?.bytes ?? []) {
        size += chunk.length;
        hash.update(chunk);
      }
    } catch (error) {
      broken.push(error);
      throw error;
    }
    return answer(200, { size, sha256: hash.digest('hex') });
  },
});

const refuses = endpoint({
  ...shared,
  operationId: 'refuse',
  path: '/test/refuses',
  summary: 'Answers without reading',
  bodyStream: { types: csv, limitBytes: 64 * LIMIT },
  answers: { 200: { description: 'Never' } },
  run: async () => answer(200, { read: false }),
});

const either = endpoint({
  ...shared,
  operationId: 'readEither',
  path: '/test/either',
  summary: 'A form, or JSON',
  body: z.object({ title: z.string('title: is required') }),
  bodyStream: { types: form, limitBytes: LIMIT },
  answers: { 200: { description: 'What came' } },
  async run({ stream, body }) {
    if (stream === undefined) return answer(200, { json: body });
    const parts: object[] = [];
    for await (const part of stream.parts()) {
      if (part.kind === 'field') parts.push({ [part.name]: part.value });
      else {
        let size = 0;
        for await (const chunk of part.bytes) size += chunk.length;
        parts.push({ [part.name]: part.fileName, size, type: part.mediaType });
      }
    }
    return answer(200, { parts });
  },
});

const endpoints: readonly AnyEndpoint[] = [bytes, refuses, either];
const surface: Surface = { prefix: '/test', endpoints, problemSchema, renderProblem };
const server = createServer({
  config: { host: '127.0.0.1', port: 0, publicUrl: undefined },
  pools: { api: database.pools.api },
  log: createLog('silent'),
  surfaces: [surface],
  version: '0',
  pendingMigrations: () => planMigration(database.urls.owner),
  bodyWaits: { ...BODY_WAITS, wholeMs: 300, idleMs: 300 },
});
const { url, port } = await server.start();
after(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the test is about
type Reply = { status: number; body: any };

async function post(
  path: string,
  body: string | Buffer | FormData | ReadableStream,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const streams = body instanceof ReadableStream ? { duplex: 'half' as const } : {};
  const response = await fetch(`${url}/test/${path}`, { method: 'POST', body, headers, ...streams });
  return { status: response.status, body: await response.json() };
}

const CSV = { 'content-type': 'text/csv; charset=utf-8' };
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=xyz' };

function endless(): ReadableStream {
  const block = Buffer.alloc(64 * 1024, 'x');
  return Readable.toWeb(
    Readable.from(
      (function* () {
        for (;;) yield block;
      })(),
    ),
  ) as ReadableStream;
}

/** Sends bytes as they are; the answer is all that comes back until the connection ends. */
function raw(text: string): { socket: Socket; answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  const answer = new Promise<string>((resolve, reject) => {
    let all = '';
    socket.on('data', (chunk) => {
      all += String(chunk);
    });
    socket.on('close', () => resolve(all));
    socket.on('error', reject);
  });
  return { socket, answer };
}

const head = (path: string, type: string, length: number) =>
  `POST /test/${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;

test('a stream is read whole, with a length or in chunks, up to its limit exactly', async () => {
  const body = Buffer.alloc(LIMIT, 'abc');
  const expected = { size: LIMIT, sha256: createHash('sha256').update(body).digest('hex') };
  assert.deepEqual(await post('bytes', body, CSV), { status: 200, body: expected });
  const chunked = Readable.toWeb(Readable.from([body.subarray(0, 10), body.subarray(10)])) as ReadableStream;
  assert.deepEqual(await post('bytes', chunked, CSV), { status: 200, body: expected });
  assert.equal((await post('bytes', '', CSV)).body.size, 0);
});

test('a stream beyond its limit is refused, with a length before it is read, without one when it is there', async () => {
  const declared = await post('bytes', Buffer.alloc(LIMIT + 1), CSV);
  assert.deepEqual([declared.status, declared.body.code], [413, 'payload_too_large']);
  assert.match(declared.body.message, /larger than 1048576 bytes/);
  const counted = await post('bytes', endless(), CSV);
  assert.deepEqual([counted.status, counted.body.code], [413, 'payload_too_large']);
});

test('an answer that comes before the end of the body arrives', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { status, body } = await post('refuses', Buffer.alloc(20 * LIMIT), CSV);
    assert.deepEqual([status, body], [200, { read: false }]);
  }
});

test('only the named types are taken, and only without an Idempotency-Key', async () => {
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'text/csvx']) {
    const { status, body } = await post('bytes', 'a,b', { 'content-type': type });
    assert.deepEqual([status, body.code], [415, 'unsupported_media_type'], type);
    assert.match(body.message, /must be text\/csv, not/);
  }
  const neither = await post('either', 'a,b', CSV);
  assert.match(neither.body.message, /must be multipart\/form-data or application\/json, not "text\/csv"/);
  const packed = await post('bytes', 'a,b', { ...CSV, 'content-encoding': 'gzip' });
  assert.equal(packed.status, 415);
  const keyed = await post('bytes', 'a,b', { ...CSV, 'idempotency-key': 'k' });
  assert.deepEqual([keyed.status, keyed.body.field], [400, 'Idempotency-Key']);
});

test('an endpoint with a stream and a JSON body checks the JSON by its schema', async () => {
  const json = (body: object) => post('either', JSON.stringify(body), { 'content-type': 'application/json' });
  assert.deepEqual((await json({ title: 'x' })).body, { json: { title: 'x' } });
  const bad = await json({});
  assert.deepEqual([bad.status, bad.body.message], [400, 'title: is required']);
});

test('a form gives its parts in order, file names as they were sent', async () => {
  const data = new FormData();
  data.append('title', 'List ünï 1');
  data.append('file', new Blob([Buffer.alloc(200_000)], { type: 'application/pdf' }), '../../etc/passwd');
  const { status, body } = await post('either', data);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body.parts, [
    { title: 'List ünï 1' },
    { file: 'passwd', size: 200_000, type: 'application/pdf' },
  ]);
});

test('hostile forms are refused with words', async () => {
  const part = (name: string, value: string, more = '') =>
    `--xyz\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const end = '--xyz--\r\n';
  const file = '; filename="a.pdf"';
  const cases: [why: string, body: string, status: number][] = [
    ['no end', part('title', 'x'), 400],
    ['file cut off', part('file', 'half', file).slice(0, -3), 400],
    ['no parts at all', 'nothing of the kind', 400],
    ['prototype', part('__proto__', 'x') + end, 400],
    ['prototype file', part('constructor', 'x', file) + end, 400],
    ['long field', part('title', 'x'.repeat(20_000)) + end, 400],
    ['long name', part('n'.repeat(500), 'x') + end, 400],
    ['two files', part('file', 'a', file) + part('file', 'b', file) + end, 413],
    ['many fields', Array.from({ length: 40 }, () => part('a', 'x')).join('') + end, 413],
    ['too large', part('file', 'x'.repeat(LIMIT), file) + end, 413],
    ['header without end', `--xyz\r\nContent-Disposition: ${'x'.repeat(300_000)}`, 400],
  ];
  for (const [why, body, status] of cases) {
    const reply = await post('either', body, MULTIPART);
    assert.equal(reply.status, status, `${why}: ${JSON.stringify(reply.body)}`);
    assert.ok(reply.body.code && reply.body.message, why);
  }
  const unbounded = await post('either', 'x', { 'content-type': 'multipart/form-data' });
  assert.equal(unbounded.status, 400);
  assert.equal((await post('either', part('title', 'still here') + end, MULTIPART)).status, 200);
});

test('a client that falls silent is told so, in a stream and in a JSON body', async () => {
  for (const [path, type] of [
    ['bytes', 'text/csv'],
    ['either', 'multipart/form-data; boundary=xyz'],
    ['either', 'application/json'],
  ] as const) {
    const { answer } = raw(`${head(path, type, 1000)}--xyz\r\n`);
    assert.match(await once408(answer), /"code":"request_timeout"/, `${path} ${type}`);
  }
});

/** The answer, after making sure that it is a 408. */
async function once408(answer: Promise<string>): Promise<string> {
  const text = await answer;
  assert.match(text, /^HTTP\/1\.1 408 /);
  return text;
}

test('a client that goes away ends its stream with an error, never as if it were complete', async () => {
  broken.length = 0;
  const { socket } = raw(`${head('bytes', 'text/csv', 1000)}a,b\r\n1,2`);
  await once(socket, 'connect');
  socket.destroySoon();
  await once(socket, 'close');
  await until(() => broken.length > 0, 'the end of the stream');
  assert.match(String(broken[0]), /ended before its body was complete/);
});

test('the document says what may be streamed, and how much', () => {
  const document = openApiDocument([surface], { version: '0' });
  const path = document.paths?.['/test/either'] as { post: { requestBody: unknown; responses: object } };
  const body = path.post.requestBody as { description: string; content: object };
  assert.deepEqual(Object.keys(body.content), ['application/json', 'multipart/form-data']);
  assert.match(body.description, /1048576 bytes/);
  for (const status of ['408', '413', '415']) assert.ok(Object.hasOwn(path.post.responses, status), status);
});
