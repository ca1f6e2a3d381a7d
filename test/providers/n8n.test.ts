import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import test, { after } from 'node:test';
import { createGuardedClient } from '../../src/providers/guarded-client.ts';
import { createOperatorClient } from '../../src/providers/http-client.ts';
import { callWebhook, type Webhook } from '../../src/providers/n8n.ts';
import { type Hook, startN8n } from '../../src/simulators/n8n.ts';

const n8n = await startN8n();
after(() => n8n.stop());
const client = createOperatorClient();
const JOB = '550e8400-e29b-41d4-a716-446655440000';
const PATH = 'token-5f3a9c';

async function call(url = n8n.productionUrl(PATH), header: Webhook['header'] = null, timeoutMs = 5_000) {
  return callWebhook(client, { url, header }, JOB, { timeoutMs });
}

/** Publishes a webhook, calls it, and ends it. */
async function callTo(hook: Partial<Hook>, header: Webhook['header'] = null, timeoutMs?: number) {
  const end = n8n.publish({ path: PATH, ...hook });
  try {
    return await call(undefined, header, timeoutMs);
  } finally {
    end();
  }
}

/** The words of a failure, which never hold the path of the webhook. */
async function wordsOf(result: ReturnType<typeof call>, again: boolean): Promise<string> {
  const made = await result;
  assert.ok(!made.delivered, 'a failure was expected');
  assert.doesNotMatch(made.error, new RegExp(PATH));
  assert.equal(made.again, again, made.error);
  return made.error;
}

test('the workflow gets the job and what to do, flat, and an immediate answer is enough', async () => {
  assert.deepEqual(await callTo({ respond: 'immediately' }), { delivered: true });
  const request = n8n.requests.at(-1);
  assert.deepEqual([request?.method, request?.body], ['POST', { job_id: JOB, action: 'start' }]);
  assert.equal(request?.headers['content-type'], 'application/json');
});

test('an answer of the last node, whatever it holds, and one that streams on, are deliveries', async () => {
  assert.deepEqual(await callTo({ respond: 'last-node', run: () => [{ any: 'thing' }] }), {
    delivered: true,
  });
  assert.deepEqual(await callTo({ respond: 'stream' }, null, 300), { delivered: true });
});

test('an unpublished workflow, another method and a test address that does not listen are told apart', async () => {
  assert.match(await wordsOf(call(), false), /No published workflow .*publish \(activate\)/);
  assert.match(await wordsOf(callTo({ method: 'GET' }), false), /another method .*POST/);
  const url = n8n.testUrl(PATH);
  assert.match(await wordsOf(call(url), false), /test webhook .*120 s/);
  n8n.listenForTest({ path: PATH });
  assert.deepEqual(await call(url), { delivered: true });
  await wordsOf(call(url), false);
  n8n.listenForTest({ path: PATH });
  n8n.advance(121);
  await wordsOf(call(url), false);
});

test('credentials are sent as the configured header; a refusal says what to compare', async () => {
  const auth = { kind: 'header', name: 'X-Lotline', value: 'open-sesame' } as const;
  assert.deepEqual(await callTo({ auth }, { name: 'X-Lotline', value: 'open-sesame' }), { delivered: true });
  assert.match(await wordsOf(callTo({ auth }), false), /refused the call \(403\).*credentials/);
  const basic = { kind: 'basic', user: 'a', password: 'b' } as const;
  const value = `Basic ${Buffer.from('a:b').toString('base64')}`;
  assert.deepEqual(await callTo({ auth: basic }, { name: 'Authorization', value }), { delivered: true });
  assert.match(await wordsOf(callTo({ auth: basic }), false), /401/);
  const jwt = { kind: 'jwt', secret: 's' } as const;
  const signed = (secret: string) => {
    const text = `${btoa('{"alg":"HS256"}')}.${btoa('{}')}`;
    return `Bearer ${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  assert.deepEqual(await callTo({ auth: jwt }, { name: 'Authorization', value: signed('s') }), {
    delivered: true,
  });
  assert.match(
    await wordsOf(callTo({ auth: jwt }, { name: 'Authorization', value: signed('t') }), false),
    /403/,
  );
  assert.match(await wordsOf(callTo({ allowedIps: ['10.0.0.9'] }), false), /list of allowed addresses/);
});

test('while n8n starts, its page is not taken for an answer, and the call may be repeated', async () => {
  n8n.starting(true);
  assert.match(await wordsOf(callTo({}), true), /web page: it is still starting/);
  n8n.starting(false);
  n8n.fail({
    kind: 'answer',
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html>Bad gateway</html>',
  });
  assert.match(await wordsOf(callTo({}), true), /not ready \(502\)$/);
});

test('a call that may have arrived is never repeated by itself', async () => {
  assert.match(
    await wordsOf(callTo({ respond: 'never' }, null, 150), false),
    /within 0.15 s; it may have started/,
  );
  let started = 0;
  n8n.fail({ kind: 'drop-after' });
  const hook = {
    run() {
      started += 1;
    },
  };
  assert.match(await wordsOf(callTo(hook), false), /broke the connection off.*may have started/);
  assert.equal(started, 1);
  assert.match(
    await wordsOf(callTo({ respond: 'last-node', run: () => Promise.reject(new Error('no')) }), false),
    /answered 500: Error in workflow/,
  );
});

test('what an error says is passed on without the address or the header', async () => {
  const secret = 'open-sesame';
  n8n.fail({
    kind: 'answer',
    status: 500,
    body: JSON.stringify({ message: `POST /webhook/${PATH} with ${secret} and Bearer abcdefgh12345 failed` }),
  });
  const words = await wordsOf(callTo({}, { name: 'X-Key', value: secret }), false);
  assert.doesNotMatch(words, /sesame|abcdefgh/);
  assert.match(words, /answered 500: POST \[hidden\] with \[hidden\]/);
  n8n.fail({ kind: 'answer', status: 301, headers: { location: '/elsewhere' }, body: '' });
  assert.match(await wordsOf(callTo({}), false), /redirects \(301\)/);
});

test('nobody there may be asked again; an address that users must not name is told as that', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  assert.match(
    await wordsOf(call(`http://127.0.0.1:${port}/webhook/${PATH}`), true),
    /ECONNREFUSED.*running\?/,
  );
  const guarded = callWebhook(createGuardedClient(), { url: n8n.productionUrl(PATH), header: null }, JOB);
  assert.match(await wordsOf(guarded, false), /private address/);
  const tls = n8n.productionUrl(PATH).replace('http:', 'https:');
  assert.match(await wordsOf(call(tls), false), /certificate/);
});
