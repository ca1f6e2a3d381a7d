import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer as createHttp, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after, before } from 'node:test';
import { lookupErrors } from '../../src/base/incentives.ts';
import { createLog } from '../../src/base/log.ts';
import { planMigration } from '../../src/db/migrate.ts';
import { createServer } from '../../src/http/server.ts';
import { incentiveLookupKind } from '../../src/kinds/incentive-lookup.ts';
import { importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { incentives } from '../../src/surfaces/incentives/endpoints.ts';
import { wholeFolder } from '../property/made-up.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { testIncentivesApi } from '../support/incentives-api.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner } = database.pools;

before(async () => {
  await importCatalogue(owner, await wholeFolder());
});

const address = {
  street_1: '1 Main St',
  city: 'Alphaville',
  state_or_province_code: 'PA',
  postal_code: '19801',
  country_code: 'US',
};
const unknown = { ...address, city: 'Atlantis', postal_code: '00000' };
const question = { reference_id: 'deal-001', address, building_type: 'RESIDENTIAL', device_ids: [1] };

type Reply = (response: ServerResponse, body: Record<string, unknown>) => void;

/** A service that answers `POST /incentives`; `asked` keeps the bodies. */
async function service(reply: Reply) {
  const asked: Record<string, unknown>[] = [];
  const server = createHttp(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
    asked.push(body);
    reply(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const says =
  (status: number, body: unknown): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

test('one lookup is answered at once, in the shape of an item of a batch', async () => {
  const client = await api.client('analyst');
  const { status, body, text } = await client.post('/incentives', question);
  assert.equal(status, 200, text);
  assert.equal(body.utility.name, 'Big Electric');
  assert.equal(body.reference_id, 'deal-001');
  assert.equal(typeof body.incentives.total_incentive_amount, 'number');
  assert.ok(body.incentives.by_program.length > 0);
  assert.deepEqual(body.processing_summary, { program_ids: [], incentive_amount: 0 });
  const again = await client.post('/incentives', { ...question, operation_type: 'refresh' });
  assert.equal(again.body.customer_id, body.customer_id, 'the customer of a reference stays the same');
  const stranger = await api.client('analyst');
  assert.notEqual((await stranger.post('/incentives', question)).body.customer_id, body.customer_id);
  const { rows } = await owner.query('select from lotline.jobs where org_id = $1', [client.organizationId]);
  assert.equal(rows.length, 0, 'no job is made of it');
});

test('devices may be given by name, repeats count once, and without a reference there is no customer', async () => {
  const client = await api.client('analyst');
  const byId = await client.post('/incentives', { ...question, device_ids: [1, 1] });
  const { rows } = await owner.query<{ name: string }>('select name from lotline.devices where id = 1');
  const { body, text } = await client.post('/incentives', {
    address,
    building_type: 'RESIDENTIAL',
    device_names: [rows[0]?.name],
  });
  assert.deepEqual(body.incentives, byId.body.incentives, text);
  assert.equal(body.customer_id, null);
});

test('each refusal has its own word, the field, and what to do', async () => {
  const client = await api.client('analyst');
  const { device_ids: _, ...bare } = question;
  for (const [body, status, word] of [
    [bare, 400, 'missing_devices'],
    [{ ...question, device_ids: [] }, 400, 'missing_devices'],
    [{ ...question, device_names: ['Heat pump'] }, 400, 'mutually_exclusive_device_inputs'],
    [{ ...question, building_type: 'CASTLE' }, 400, 'invalid_building_type'],
    [{ ...bare, device_names: ['Flux capacitor'] }, 400, 'device_names_unresolved'],
    [{ ...question, building_type: undefined }, 422, 'building_type_unresolved'],
    [{ ...question, address: unknown }, 422, 'address_not_geocodable'],
    [
      { ...question, address: { ...address, city: 'Nowhere', postal_code: '19808' } },
      404,
      'no_utility_at_address',
    ],
    [{ ...question, address: { ...address, city: '' } }, 400, 'invalid_json_body'],
    [{ ...question, reference_id: 'a b' }, 400, 'invalid_json_body'],
    [{ ...question, operation_type: 'guess' }, 400, 'invalid_json_body'],
    ['{"address":', 400, 'invalid_json_body'],
    ['[]', 400, 'missing_devices'],
  ] as const) {
    const refused = await client.post('/incentives', body);
    assert.equal(refused.status, status, `${word}: ${refused.text}`);
    assert.equal(refused.body.error_code, word, refused.text);
    assert.ok(refused.body.error && refused.body.code && refused.body.requestId, refused.text);
    assert.ok('details' in refused.body, refused.text);
  }
  const city = await client.post('/incentives', { ...question, address: { ...address, city: '' } });
  assert.equal(city.body.field, 'address.city');
  assert.deepEqual(city.body.details, [{ field: 'address.city', message: 'city is empty' }]);
  const nul = await client.post('/incentives', { ...question, webhook_custom_fields: { a: 'b\u0000' } });
  assert.equal(nul.body.field, 'webhook_custom_fields.a');
});

test('without a key it is 401, with too small a role 403, in the words of this API', async () => {
  const nobody = await api.ask('/incentives', { method: 'POST', body: question });
  assert.equal(nobody.status, 401);
  assert.equal(nobody.body.error_code, 'unauthorized');
  const viewer = await api.client('viewer');
  const refused = await viewer.post('/incentives', question);
  assert.equal(refused.status, 403);
  assert.equal(refused.body.error_code, 'forbidden');
});

test('a lookup counts among the items of the day', async () => {
  const client = await api.client('analyst');
  await owner.query(
    `insert into lotline.organization_settings (org_id, name, value) values ($1, 'limits', '{"items_per_day": 1}')`,
    [client.organizationId],
  );
  assert.equal((await client.post('/incentives', question)).status, 200);
  const refused = await client.post('/incentives', question);
  assert.equal(refused.status, 429, refused.text);
  assert.equal(refused.body.error_code, 'limit_reached');
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
});

test('a service behind us is asked with all that was given, and its answer is passed on', async () => {
  // The service is another installation of ours: what it answers, we understand.
  const upstream = await api.client('analyst');
  const { asked, url } = await service((response, body) => {
    void upstream.post('/incentives', body).then((reply) => {
      const text =
        reply.status === 200 ? { ...reply.body, connect_url: 'https://apply.example/1' } : reply.body;
      says(reply.status, text)(response, body);
    });
  });
  const front = await testApi(database, {
    env: { INCENTIVES_API_URL: url, INCENTIVES_API_KEY: randomUUID() },
  });
  const client = await front.client('analyst');
  const sent = {
    ...question,
    operation_type: 'override',
    create_application: true,
    webhook_custom_fields: { stage: 'won' },
  };
  const { status, body, text } = await client.post('/incentives', sent);
  assert.equal(status, 200, text);
  assert.equal(body.connect_url, 'https://apply.example/1');
  assert.deepEqual(asked[0], sent);
  for (const [given, code] of [
    [{ ...question, address: unknown }, 'address_not_geocodable'],
    [{ ...question, building_type: undefined }, 'building_type_unresolved'],
  ] as const) {
    const refused = await client.post('/incentives', given);
    assert.equal(refused.status, lookupErrors[code].status, refused.text);
    assert.equal(refused.body.error_code, code);
  }
});

test('what a service answers becomes the word that this API has for it', async () => {
  let reply: Reply = says(500, {});
  const { url } = await service((response, body) => reply(response, body));
  const front = await testApi(database, {
    env: { INCENTIVES_API_URL: url, INCENTIVES_API_KEY: randomUUID() },
  });
  const client = await front.client('analyst');
  for (const [code, { status }] of Object.entries(lookupErrors)) {
    // An answer between: a service that only fails is left alone after a while.
    reply = says(404, { error: 'No', error_code: 'no_valid_eiaid', details: null });
    await client.post('/incentives', question);
    reply = says(status, { error: 'No', error_code: code, details: null });
    const refused = await client.post('/incentives', question);
    // Whom the service lets in, and what it makes of our request, is not the caller's fault.
    const ours = ['unauthorized', 'forbidden', 'invalid_json_body'].includes(code);
    const word = ours ? 'upstream_infra' : code === 'internal_error' ? 'upstream_transient' : code;
    assert.equal(refused.body.error_code, word, `${code}: ${refused.text}`);
    assert.equal(refused.status, word === code ? status : 502);
  }
  reply = says(429, { error: 'slow down' });
  assert.equal((await client.post('/incentives', question)).body.error_code, 'upstream_transient');
  reply = (response) => response.writeHead(200).end('<html>');
  assert.equal((await client.post('/incentives', question)).status, 502);
});

test('an answer comes at the deadline from a service that never answers', async () => {
  const held: ServerResponse[] = [];
  const { url } = await service((response) => void held.push(response));
  const provider = testIncentivesApi(database.pools.api, url);
  const server = createServer({
    config: { host: '127.0.0.1', port: 0, publicUrl: undefined },
    pools: { api: database.pools.api },
    log: createLog('silent'),
    surfaces: [incentives(incentiveLookupKind({ api: provider }), 150)],
    version: 'test',
    pendingMigrations: () => planMigration(database.urls.owner),
  });
  after(() => server.stop());
  const { url: own } = await server.start();
  const { key } = await api.client('analyst');
  const response = await fetch(`${own}/incentives`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  const body = (await response.json()) as { error_code: string };
  assert.deepEqual([response.status, body.error_code], [502, 'upstream_transient']);
  assert.equal(held.length, 1);
});

test('a billed request is written down before it leaves; one without an answer stays open and is told so', async () => {
  let reply: Reply = (response) => response.destroy();
  const { url, asked } = await service((response, body) => reply(response, body));
  const env = { INCENTIVES_API_URL: url, INCENTIVES_API_KEY: randomUUID(), INCENTIVES_API_BILLED: 'true' };
  const front = await testApi(database, { env });
  const client = await front.client('analyst');
  const calls = async () => {
    const { rows } = await owner.query<{ reference: string; answered: boolean }>(
      `select reference, answered_at is not null as answered from lotline.single_lookups_sent
        where org_id = $1 order by id`,
      [client.organizationId],
    );
    return rows;
  };
  const lost = await client.post('/incentives', question);
  assert.equal(lost.status, 502, lost.text);
  assert.equal(lost.body.error_code, 'upstream_infra');
  assert.deepEqual(lost.body.details, { outcome: 'unknown' });
  assert.deepEqual(await calls(), [{ reference: 'deal-001', answered: false }]);
  reply = says(422, { error: 'Where?', error_code: 'address_not_geocodable', details: null });
  assert.equal((await client.post('/incentives', { ...question, reference_id: 'deal-002' })).status, 422);
  assert.deepEqual((await calls()).at(-1), { reference: 'deal-002', answered: true });
  await owner.query('update lotline.api_keys set test = true where org_id = $1', [client.organizationId]);
  const asTest = await client.post('/incentives', question);
  assert.equal(asTest.body.error_code, 'test_key', asTest.text);
  assert.equal(asked.length, 2, 'a test key costs nothing');
});

test('webhooks that want to hear of lookups hear of this one as well', async () => {
  const client = await api.client('admin');
  const told = async () => {
    const { rows } = await owner.query<{ type: string; detail: Record<string, unknown> }>(
      'select type, detail from lotline.webhook_events where org_id = $1 order by id',
      [client.organizationId],
    );
    return rows;
  };
  await client.post('/incentives', question);
  assert.deepEqual(await told(), [], 'nobody listens');
  await owner.query(
    `insert into lotline.webhook_endpoints (id, org_id, url, events, sealed_secret, created_by, created_at, updated_at)
     values (gen_random_uuid(), $1, 'https://example.com', '{lookup.completed,lookup.failed}', '\\x00', 'test', now(), now())`,
    [client.organizationId],
  );
  const found = await client.post('/incentives', { ...question, webhook_custom_fields: { stage: 'won' } });
  await client.post('/incentives', { ...question, address: unknown });
  const [completed, failed] = await told();
  assert.equal(completed?.type, 'lookup.completed');
  assert.deepEqual(completed?.detail, {
    reference_id: 'deal-001',
    answer: found.body,
    custom_fields: { stage: 'won' },
  });
  assert.equal(failed?.type, 'lookup.failed');
  assert.match(JSON.stringify(failed?.detail.answer), /"error_code":"address_not_geocodable"/);
});

test('a repeat with the same Idempotency-Key is answered from memory', async () => {
  const client = await api.client('analyst');
  const key = { 'idempotency-key': 'deal-001-once' };
  const first = await client.post('/incentives', question, key);
  const again = await client.post('/incentives', question, key);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual(again.body, first.body);
});
