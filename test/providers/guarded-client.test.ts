import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import test, { after } from 'node:test';
import { checkUserUrl, createGuardedClient } from '../../src/providers/guarded-client.ts';
import { createOperatorClient, type HttpClient, NoAnswer } from '../../src/providers/http-client.ts';

let reached = 0;
const server = createServer((request, response) => {
  reached += 1;
  if (request.url === '/elsewhere') {
    response.writeHead(307, { location: `http://127.0.0.1:${port}/secret` }).end();
  } else if (request.url === '/endless') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (response.write('x'.repeat(16_384)));
      response.once('drain', more);
    };
    more();
  } else if (request.url !== '/silent') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
after(() => {
  server.closeAllConnections();
  server.close();
});

const post = (client: HttpClient, url: string, timeoutMs = 5_000) =>
  client.post({ url, body: { a: 1 }, timeoutMs, maxBytes: 1_000 });
const reason = (client: HttpClient, url: string, timeoutMs?: number) =>
  post(client, url, timeoutMs).then(
    (answer) => `answered ${answer.status}`,
    (error: unknown) => (error instanceof NoAnswer ? error.reason : Promise.reject(error)),
  );

/** A name server that gives one answer after the other, each a list of addresses. */
function names(...answers: string[][]): { lookup: LookupFunction; asked: () => number } {
  let asked = 0;
  const lookup: LookupFunction = (_host, options, done) => {
    const list = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    const found = list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) done(null, found);
    else done(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  };
  return { lookup, asked: () => asked };
}

test('private, loopback, link-local, multicast, metadata and mapped addresses are refused unconnected', async () => {
  const client = createGuardedClient();
  const before = reached;
  for (const host of [
    '127.0.0.1',
    '127.9.9.9',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    'localhost',
  ]) {
    for (const scheme of ['http', 'https']) {
      assert.equal(await reason(client, `${scheme}://${host}:${port}/`), 'refused_address', host);
    }
  }
  assert.equal(reached, before);
});

test('a name that stands for a private address is refused, also when only one of its addresses is private', async () => {
  const before = reached;
  for (const addresses of [
    ['127.0.0.1'],
    ['93.184.215.14', '127.0.0.1'],
    ['::ffff:127.0.0.1'],
    ['169.254.169.254'],
  ]) {
    const client = createGuardedClient({ lookup: names(addresses).lookup });
    assert.equal(await reason(client, `http://webhooks.example.com:${port}/`), 'refused_address');
  }
  assert.equal(reached, before);
});

test('a name is looked up once for each connection, so it cannot change between the look and the call', async () => {
  const rebinding = names(['127.0.0.1'], ['10.0.0.1']);
  const client = createGuardedClient({ lookup: rebinding.lookup, allow: ['127.0.0.1'] });
  assert.equal(await reason(client, `http://webhooks.example.com:${port}/`), 'answered 200');
  assert.equal(rebinding.asked(), 1);
  assert.equal(await reason(client, `http://webhooks.example.com:${port}/`), 'refused_address');
});

test('without TLS only what is named is connected to, whether private or public, as an address or behind a name', async () => {
  const before = reached;
  const to = (addresses: string[], allow = ['127.0.0.0/8', 'fd00::/8']) =>
    createGuardedClient({ othersByTls: true, allow, lookup: names(addresses).lookup });
  for (const [client, host] of [
    [to([]), '93.184.215.14'],
    [to([]), '[2606:2800:21f::1]'],
    [to([]), '10.0.0.1'],
    [to([], []), '127.0.0.1'],
    [to(['93.184.215.14']), 'webhooks.example.com'],
    [to(['127.0.0.1', '93.184.215.14']), 'webhooks.example.com'],
    [to(['127.0.0.1', '2606:2800:21f::1']), 'webhooks.example.com'],
  ] as const) {
    assert.equal(await reason(client, `http://${host}:${port}/`, 1_000), 'refused_address', host);
  }
  assert.equal(reached, before);
  for (const host of ['127.0.0.1', 'webhooks.example.com']) {
    assert.equal(await reason(to(['127.0.0.1']), `http://${host}:${port}/`), 'answered 200');
  }
});

test('redirects are not followed', async () => {
  for (const client of [createOperatorClient(), createGuardedClient({ allow: ['127.0.0.1'] })]) {
    const before = reached;
    assert.equal(await reason(client, `http://127.0.0.1:${port}/elsewhere`), 'answered 307');
    assert.equal(reached, before + 1);
  }
});

test('an endless answer is read as far as allowed, a silent server is left at the deadline', async () => {
  const client = createGuardedClient({ allow: ['127.0.0.0/8'] });
  assert.equal((await post(client, `http://127.0.0.1:${port}/endless`)).text.length, 1_000);
  assert.equal(await reason(client, `http://127.0.0.1:${port}/silent`, 100), 'timeout');
});

test('the operator may name private addresses; nobody there is told as that', async () => {
  const client = createOperatorClient();
  assert.equal(await reason(client, `http://127.0.0.1:${port}/`), 'answered 200');
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const free = (closed.address() as AddressInfo).port;
  await new Promise((resolve) => closed.close(resolve));
  assert.equal(await reason(client, `http://127.0.0.1:${free}/`), 'unreachable');
  assert.equal(await reason(client, `https://127.0.0.1:${port}/`), 'tls');
});

test('an address that a user sets is http or https, and holds no password; the refusal does not repeat it', () => {
  for (const bad of [
    'ftp://example.com/secret-token',
    'file:///secret-token',
    'secret-token',
    '',
    'https://user:secret-token@example.com/',
    `https://example.com/secret-token${'x'.repeat(2_100)}`,
  ]) {
    assert.throws(
      () => checkUserUrl(bad, 'webhooks.regrid_scraping.url'),
      (error: Error) =>
        /^webhooks\.regrid_scraping\.url: must/.test(error.message) && !/secret/.test(error.message),
    );
  }
  assert.equal(checkUserUrl('https://n8n.example.com/webhook/x', 'url').host, 'n8n.example.com');
});
