import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database, { publicUrl: 'https://lots.example.org' });

/** Sends bytes as they are and answers all that came back. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(api.port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

test("every answer carries a request id, the caller's own when it is harmless", async () => {
  const own = await api.ask('/health', { headers: { 'x-request-id': 'trace-42:a.b_c' } });
  assert.equal(own.headers.get('x-request-id'), 'trace-42:a.b_c');
  for (const bad of ['a b', 'x'.repeat(129), '<script>', '"']) {
    const { headers } = await api.ask('/health', { headers: { 'x-request-id': bad } });
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  }
  const { headers, body } = await api.ask('/batch-lookups');
  assert.equal(body.requestId, headers.get('x-request-id'));
});

test('each surface answers unknown addresses in its own shape', async () => {
  const lookups = await api.ask('/batch-lookups/a/b/c');
  assert.equal(lookups.status, 404);
  assert.deepEqual(Object.keys(lookups.body).sort(), ['code', 'error', 'hint', 'requestId']);
  assert.match(lookups.body.error, /nothing at GET \/batch-lookups\/a\/b\/c/);
  for (const path of ['/api/unknown', '/unknown', '/batch-lookupsx']) {
    const { status, body } = await api.ask(path);
    assert.equal(status, 404);
    assert.deepEqual([body.error, body.code], ['Not found', 'not_found']);
    assert.match(body.message, /nothing at GET/);
  }
});

test('a wrong method is 405 with the right ones', async () => {
  const { status, headers, body } = await api.ask('/batch-lookups/x/cancel', { method: 'DELETE' });
  assert.equal(status, 405);
  assert.equal(headers.get('allow'), 'POST');
  assert.match(body.error, /DELETE is not possible here; use POST/);
  assert.equal((await api.ask('/api/jobs', { method: 'PATCH' })).headers.get('allow'), 'GET, POST');
});

test('a body that is nested without end is refused, and none breaks us', async () => {
  const client = await api.client();
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const ask = (levels: number) =>
    client.ask('/api/jobs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"kind": "http", "items": [{"input": ${nested(levels)}}]}`,
    });
  for (const levels of [998, 5_000, 50_000]) {
    const { status, body } = await ask(levels);
    assert.deepEqual([status, body.code], [400, 'malformed_json'], String(levels));
    assert.match(body.message, /deeper than 1000 levels/);
  }
  assert.equal((await ask(997)).body.code, 'validation_failed', 'as deep as may be');
});

test('bodies that are not JSON are refused with the reason', async () => {
  const client = await api.client();
  const cases: [body: string, type: string, status: number, text: RegExp][] = [
    ['{"items": [', 'application/json', 400, /not valid JSON/],
    ['', 'application/json', 400, /items: must be an array/],
    ['null', 'application/json', 400, /items: must be an array/],
    ['"text"', 'application/json', 400, /items: must be an array/],
    ['[]', 'application/json', 400, /items: must be an array/],
    ['items=1', 'application/x-www-form-urlencoded', 415, /must be JSON/],
    ['<a/>', 'application/xml', 415, /must be JSON/],
    ['{"items":[],"__proto__":{"x":1}}', 'application/json', 400, /forbidden property/],
    ['{"items":[{"constructor":{"prototype":{"x":1}}}]}', 'application/json', 400, /forbidden property/],
  ];
  for (const [body, type, status, text] of cases) {
    const reply = await client.ask('/batch-lookups', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    assert.equal(reply.status, status, body);
    assert.match(reply.body.error, text);
    assert.ok(reply.body.code);
  }
  const packed = await client.ask('/batch-lookups', {
    method: 'POST',
    body: '{}',
    headers: { 'content-encoding': 'gzip' },
  });
  assert.equal(packed.status, 415);
});

test('the text of a broken body is not repeated in the answer', async () => {
  const client = await api.client();
  const reply = await client.ask('/batch-lookups', { method: 'POST', body: '{"items": [secretvalue' });
  assert.equal(reply.text.includes('secretvalue'), false);
  assert.match(reply.body.error, /unexpected "s"/);
});

test('a body beyond 16 MiB is refused, one below is read', async () => {
  const client = await api.client();
  const padded = (size: number) => JSON.stringify({ items: [], pad: 'x'.repeat(size) });
  const below = await client.ask('/batch-lookups', { method: 'POST', body: padded(15 * 1024 * 1024) });
  assert.match(below.body.error, /items: is empty/);
  const above = await client.ask('/batch-lookups', { method: 'POST', body: padded(17 * 1024 * 1024) });
  assert.deepEqual([above.status, above.body.code], [413, 'payload_too_large']);
  const small = await client.ask('/api/jobs/x/pause', { method: 'POST', body: padded(2 * 1024 * 1024) });
  assert.deepEqual([small.status, small.body.error], [413, 'Payload too large']);
});

test('NUL characters and lone surrogates are refused where they stand', async () => {
  const client = await api.client();
  const reply = await client.post('/batch-lookups', {
    items: [
      lookupItem('deal-001'),
      lookupItem('deal-002', { webhook_custom_fields: { a: 'x\u0000y' } }),
      lookupItem('deal-003', { webhook_custom_fields: { 'b\ud800': 'x' } }),
    ],
  });
  assert.equal(reply.status, 400);
  assert.deepEqual(
    reply.body.invalid_items.map((one: { index: number }) => one.index),
    [1, 2],
  );
  assert.match(reply.body.invalid_items[0].error, /^webhook_custom_fields\.a: holds a NUL character/);
  const name = await client.post('/batch-lookups', { items: [lookupItem('deal-001')], name: 'a\u0000' });
  assert.equal(name.body.field, 'name');
  const reason = await client.post('/api/jobs/x/pause', { reason: '\ud800' });
  assert.deepEqual([reason.status, reason.body.field], [400, 'reason']);
  const fine = await client.post('/batch-lookups', {
    items: [lookupItem('deal-001', { webhook_custom_fields: { name: 'Zoë 🏡 \\u0000 日本' } })],
  });
  assert.equal(fine.status, 201, fine.text);
  const { body } = await client.get(`/batch-lookups/${fine.body.job_id}/items`);
  assert.deepEqual(body.items[0].webhook_custom_fields, { name: 'Zoë 🏡 \\u0000 日本' });
});

test('deep, wide and long bodies are answered, not choked on', async () => {
  const client = await api.client();
  const deep = `{"items":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  assert.equal((await client.ask('/batch-lookups', { method: 'POST', body: deep })).status, 400);
  const nested = `{"items":[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]}`;
  assert.equal((await client.ask('/batch-lookups', { method: 'POST', body: nested })).status, 400);
  const zeros = `{"items":[${'0,'.repeat(2_000_000)}0]}`;
  assert.match(
    (await client.ask('/batch-lookups', { method: 'POST', body: zeros })).body.error,
    /this one has 2000001/,
  );
  const long = await client.post('/batch-lookups', {
    items: [lookupItem('deal-001', { building_type: 'x'.repeat(1_000_000) })],
  });
  assert.equal(long.status, 400);
  assert.ok(long.text.length < 1000, 'a long value is cut in the answer');
});

test('pollution of prototypes changes nothing', async () => {
  const client = await api.client();
  await client.ask('/batch-lookups', { method: 'POST', body: '{"items":[{"__proto__":{"polluted":1}}]}' });
  await client.get('/batch-lookups?__proto__[polluted]=1&constructor.prototype.polluted=1');
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('only requests to this machine or the public address are answered', async () => {
  const asked = async (host: string) =>
    (await raw(`GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).slice(9, 12);
  for (const own of [
    'localhost',
    `localhost:${api.port}`,
    '127.0.0.1:1',
    '[::1]:3000',
    'app.localhost',
    'lots.example.org',
  ]) {
    assert.equal(await asked(own), '200', own);
  }
  for (const foreign of [
    'evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    'lots.example.org.evil',
    '169.254.169.254',
    '127.0.0.1@evil',
    'evil.example@127.0.0.1',
    'localhost#evil.example',
  ]) {
    assert.equal(await asked(foreign), '421', foreign);
  }
  const answer = await raw('GET /batch-lookups HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
  assert.match(answer, /"code":"host_not_allowed"/);
});

test('what is not HTTP is answered as an error and the connection closed', async () => {
  assert.match(await raw('this is not http\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*"code":"validation_failed"/);
  const long = `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`;
  assert.match(await raw(long), /^HTTP\/1\.1 431 [\s\S]*"code":"headers_too_large"/);
});

test('a broken address is a 400, not a failure', async () => {
  const { status, body } = await api.ask('/batch-lookups/%E0%A4%A');
  assert.equal(status, 400);
  assert.equal(body.code, 'validation_failed');
});

test('answers are closed to browsers of other pages', async () => {
  const { headers } = await api.ask('/health');
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(headers.get('strict-transport-security') ?? '', /max-age/, 'the public address is https');
  assert.equal(headers.get('access-control-allow-origin'), null);
});

test('a client that goes away while it sends is no failure of the database', async () => {
  const { key } = await api.client();
  const before = api.logged.length;
  const socket = connect(api.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    `POST /api/batch-jobs HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: ${key}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"job`,
  );
  const { promise: sent, resolve } = Promise.withResolvers<void>();
  socket.once('connect', () => setTimeout(resolve, 50));
  await sent;
  socket.destroy();
  await until(async () => api.logged.slice(before).some((line) => /client went away/.test(line)), 'its end');
  await api.ask('/api/jobs');
  const lines = api.logged.slice(before);
  assert.deepEqual(
    lines.filter((line) => /"level":"(error|50)|not available/.test(line)),
    [],
  );
});
