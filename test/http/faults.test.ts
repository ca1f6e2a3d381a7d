import assert from 'node:assert/strict';
import test from 'node:test';
import { faultsError, shownValue } from '../../src/http/faults.ts';
import { requireKnownQuery } from '../../src/http/known-query.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const api = await testApi(await testDatabase());

test('what a schema refuses is named with its field, what came, and what to send instead', async () => {
  const client = await api.client();
  const posted = { kind: 'http', items: [{ input: {} }] };
  const cases: [
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: unknown,
    field: string,
    text: RegExp,
    hint?: RegExp,
  ][] = [
    [
      'POST',
      '/api/jobs',
      { ...posted, batch_size: 'many' },
      'batch_size',
      /must be a number \(got "many"\)/,
      /Give a number/,
    ],
    ['POST', '/api/jobs', { ...posted, batch_size: 5000 }, 'batch_size', /\(got 5000\)/, /at most 1000/],
    ['POST', '/api/jobs', { ...posted, items: [] }, 'items', /\(got a list of 0\)/, /at least 1 entries/],
    [
      'POST',
      '/api/jobs',
      { ...posted, items: 'none' },
      'items',
      /must be a list \(got "none"\)/,
      /Give a list/,
    ],
    ['POST', '/api/jobs', { ...posted, bach_size: 5 }, 'bach_size', /is not known here/, /correct its name/],
    ['POST', '/api/jobs', { items: [{ input: 1 }] }, 'kind', /kind: is required/, /Give text/],
    [
      'POST',
      '/api/notifications/rules',
      { name: 'x', events: ['complete'] },
      'events[0]',
      /\(got "complete"\)/,
      /one of completed/,
    ],
    ['GET', '/api/jobs?limit=lots', undefined, 'limit', /not "lots"$/],
    ['GET', '/api/jobs?status=runing', undefined, 'status', /must be one of .*\(got "runing"\)/],
    [
      'GET',
      '/api/workers?satus=failed',
      undefined,
      'satus',
      /no query parameter "satus" here/,
      /takes none|Known are/,
    ],
    [
      'GET',
      '/api/jobs?satus=failed',
      undefined,
      'satus',
      /no query parameter "satus"/,
      /Did you mean status\? Known are .*limit/,
    ],
    [
      'GET',
      '/batch-lookups?limitt=5',
      undefined,
      'limitt',
      /no query parameter "limitt"/,
      /Did you mean limit/,
    ],
  ];
  for (const [method, path, body, field, text, hint] of cases) {
    const sent =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const reply = await client.ask(path, { method, ...sent });
    const say = `${method} ${path} ${JSON.stringify(body)}: ${reply.text}`;
    assert.deepEqual(
      [reply.status, reply.body.code, reply.body.field],
      [400, 'validation_failed', field],
      say,
    );
    assert.match(reply.body.message ?? reply.body.error, text, say);
    if (hint !== undefined) assert.match(reply.body.hint, hint, say);
  }
});

test('a moment is given as a time or as how long ago', async () => {
  const client = await api.client();
  const sinceOf = async (text: string) =>
    Date.parse((await client.get(`/api/failures?since=${text}`)).body.since);
  assert.ok(Math.abs((await sinceOf('24h')) - (Date.now() - 86_400_000)) < 60_000);
  assert.ok(Math.abs((await sinceOf('7d')) - (Date.now() - 7 * 86_400_000)) < 60_000);
  assert.equal(await sinceOf('2026-11-01T00:00:00Z'), Date.parse('2026-11-01T00:00:00Z'));
  assert.equal((await client.get('/api/leads?updated_since=90m')).status, 200);
  for (const wrong of ['24', 'yesterday', '-1h', '1y']) {
    const { status, body } = await client.get(`/api/failures?since=${wrong}`);
    assert.deepEqual([status, body.field], [400, 'since'], wrong);
    assert.ok(body.message.includes(`such as 90m, 24h or 7d (got "${wrong}")`), body.message);
  }
});

test('a value that is or may carry a secret is not repeated, and a long one is shortened', () => {
  const hidden = (path: string[], value: unknown) =>
    assert.match(shownValue(path, value), /^\d+ characters that are not repeated here$/, path.join('.'));
  for (const name of [
    'password',
    'newPassword',
    'api_key',
    'token',
    'client_secret',
    'url',
    'webhookUrl',
    'Authorization',
    'set-cookie',
  ])
    hidden(['body', name], 'hunter2');
  hidden(['headers', 'authorization', 'value'], 'hunter2');
  hidden(['name'], 'https://example.org/x?token=1');
  hidden(['name'], 'Bearer abc');
  hidden(['note'], 'll_test_a1B2c3D4e5F6g7H8i9J0k1L2');
  hidden(['note'], `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(20)}`);
  assert.equal(shownValue(['name'], 'a "b"'), '"a \\"b\\""');
  assert.equal(shownValue(['name'], 'x'.repeat(5000)), `"${'x'.repeat(60)}…"`);
  assert.equal(shownValue(['name'], { password: 'x' }), 'an object');
  const secret = `lot_live_${'a1'.repeat(32)}`;
  const quoting = `limit: must be a whole number, not "${secret.slice(0, 50)}…"`;
  const told = faultsError([{ path: ['limit'], code: 'custom', message: quoting }], { limit: secret }, '');
  assert.match(told.message, /^limit: must be a whole number, not "…" \(got 73 characters/);
  assert.throws(
    () => requireKnownQuery({ [secret]: '1' }, ['limit']),
    ({ message }: Error) => !message.includes('a1a1'),
  );
  const many = Array.from({ length: 9 }, (_, index) => ({
    path: ['items', index],
    code: 'invalid_type',
    message: 'no good',
  }));
  const { message, field } = faultsError(many, { items: many.map(() => 7) }, '');
  assert.equal(field, 'items[0]');
  assert.match(message, /^items\[0\]: no good \(got 7\); .*items\[4\]: no good \(got 7\); and 4 more$/);
});
