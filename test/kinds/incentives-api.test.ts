import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import {
  type IncentiveResult,
  type LookupAnswer,
  type LookupRequest,
  lookupErrors,
} from '../../src/base/incentives.ts';
import type { IncentivesApi, IncentivesApiOptions } from '../../src/providers/incentives-api.ts';
import { NotNow } from '../../src/providers/service.ts';
import { testDatabase } from '../support/database.ts';
import { testIncentivesApi } from '../support/incentives-api.ts';

const database = await testDatabase();
const organizationId = await database.organization();

type Answer = (response: ServerResponse, body: unknown, request: IncomingMessage) => void;

const key = 'secret-key-0123456789';

/** A real server on loopback; `requests` keeps what it was sent. */
async function serve(answer: Answer) {
  const requests: { method: string; url: string; key: unknown; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    requests.push({
      method: request.method ?? '',
      url: request.url ?? '',
      key: request.headers['x-api-key'],
      body,
    });
    answer(response, body, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server };
}

function client(url: string, options: Partial<IncentivesApiOptions> = {}): IncentivesApi {
  return testIncentivesApi(database.pools.worker, url, options);
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const question: LookupRequest = {
  reference: 'deal-1',
  address: {
    street_1: '1 Main St',
    street_2: '',
    city: 'Quincy',
    state_or_province_code: 'MA',
    postal_code: '02169',
  },
  buildingType: 'RESIDENTIAL',
  deviceIds: [1],
  deviceNames: [],
  createApplication: true,
  customFields: { crm: '7' },
};

const result: IncentiveResult = {
  utility: { eiaid: 11804, name: 'National Grid' },
  possible_utilities: [{ eiaid: 11804, name: 'National Grid' }],
  address: {
    street_1: '1 Main St',
    city: 'Quincy',
    state_or_province_code: 'MA',
    postal_code: '02169',
    country_code: 'US',
  },
  building_type: 'RESIDENTIAL',
  customer_id: 77,
  programs_evaluated: 1,
  incentives: {
    total_incentive_amount: 1500.5,
    total_eligible_combinations: 1,
    by_program: [
      {
        program_id: 12,
        program_name: 'Rebates',
        total_incentive: 1500.5,
        eligible_combinations: 1,
        processing_enabled: true,
        device_tier_results: [
          {
            device_id: 1,
            device_name: 'Heat pump',
            tier_id: 5,
            tier_name: 'Standard',
            eligible: true,
            incentive_amount: 1500.5,
            calculation_details: 'flat',
            failed_requirements: [],
            ignored_requirements: ['income'],
            completed_requirements: ['utility'],
          },
        ],
      },
    ],
  },
  processing_summary: { program_ids: [12], incentive_amount: 1500.5 },
  connect_url: 'https://example.org/connect',
  reference_id: 'deal-1',
};

const asked = { for: { organizationId }, signal: new AbortController().signal };
const refusal = (answer: LookupAnswer) => {
  assert.ok(!answer.found, 'expected a failure');
  return answer;
};

test('a lookup is posted as the contract says, and its answer read', async () => {
  const { url, requests } = await serve(json(200, { ...result, extra: 'ignored' }));
  const answer = await client(`${url}/alpha`, { key }).lookup(question, asked);
  assert.deepEqual(answer, { found: true, result });
  assert.deepEqual(requests, [
    {
      method: 'POST',
      url: '/alpha/incentives',
      key,
      body: {
        operation_type: 'lookup',
        reference_id: 'deal-1',
        address: {
          street_1: '1 Main St',
          city: 'Quincy',
          state_or_province_code: 'MA',
          postal_code: '02169',
          country_code: 'US',
        },
        building_type: 'RESIDENTIAL',
        device_ids: [1],
        create_application: true,
        webhook_custom_fields: { crm: '7' },
      },
    },
  ]);
});

test('every error code of the contract comes through, and only 5xx is worth asking again', async () => {
  let next: Answer = json(500, {});
  const { url } = await serve((...args) => next(...args));
  for (const [code, { status, retryable }] of Object.entries(lookupErrors)) {
    const api = client(url);
    next = json(status, { error: `says ${code}`, error_code: code, details: { field: 'x' } });
    const { code: read, message, failure } = refusal(await api.lookup(question, asked));
    assert.equal(read, code);
    assert.equal(message, `says ${code} ({"field":"x"})`);
    assert.equal(failure === 'transient', retryable, `${code} is ${failure}`);
  }
});

test('what says something about the item is no fault of the service, and a refused key is', async () => {
  let next: Answer = json(422, { error_code: 'address_not_geocodable' });
  const { url } = await serve((...args) => next(...args));
  const api = client(url);
  assert.equal(refusal(await api.lookup(question, asked)).failure, 'invalid_input');
  next = json(401, { error: 'no' });
  assert.equal(refusal(await api.lookup(question, asked)).failure, 'permanent');
  next = json(404, { error: 'no such route' });
  assert.deepEqual(refusal(await api.lookup(question, asked)), {
    found: false,
    code: 'http_404',
    message: 'no such route',
    failure: 'permanent',
  });
});

test('too many requests are put off as long as the service says, and nothing more is sent', async () => {
  const { url, requests } = await serve(json(429, { error: 'slow down' }, { 'retry-after': '600' }));
  const api = client(url);
  // the end is told as the service says it; whoever waits looks again before
  const ends = [600_000, 660_000].map((ms) => new Date(Date.now() + ms).toISOString().slice(11, 16));
  const putOff = (error: unknown) =>
    error instanceof NotNow &&
    error.afterMs > 290_000 &&
    ends.some((end) => error.message.includes(`until ${end}`));
  await assert.rejects(api.lookup(question, asked), putOff);
  await assert.rejects(api.lookup(question, asked), putOff);
  assert.equal(requests.length, 1);
});

test('a page of HTML, a cut body and a wrong shape are faults of the service', async () => {
  let next: Answer = (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  const { url } = await serve((...args) => next(...args));
  const api = client(url);
  const gateway = refusal(await api.lookup(question, asked));
  assert.deepEqual([gateway.code, gateway.failure], ['upstream_infra', 'transient']);
  next = (response) => response.writeHead(200).end(JSON.stringify(result).slice(0, 200));
  assert.equal(refusal(await api.lookup(question, asked)).code, 'upstream_infra');
  next = json(200, { ...result, incentives: { total_incentive_amount: '1500' } });
  assert.match(refusal(await api.lookup(question, asked)).message, /incentives\.total_incentive_amount/);
});

test('a redirect is refused, its target never asked', async () => {
  const target = await serve(json(200, result));
  const { url } = await serve((response) =>
    response.writeHead(307, { location: `${target.url}/incentives` }).end(),
  );
  const answer = refusal(await client(url).lookup(question, asked));
  assert.deepEqual([answer.code, answer.failure], ['redirect_refused', 'permanent']);
  assert.equal(target.requests.length, 0);
});

test('an answer that is too long is not read to its end', async () => {
  const { url } = await serve(json(200, { ...result, padding: 'x'.repeat(200_000) }));
  const answer = refusal(await client(url, { maxBytes: 100_000 }).lookup(question, asked));
  assert.equal(answer.failure, 'transient');
  assert.match(answer.message, /the answer is too long/);
});

test('a silent service is given up at the deadline; billed, its outcome is unknown', async () => {
  const { url } = await serve(() => {});
  const free = refusal(await client(url, { timeoutMs: 100 }).lookup(question, asked));
  assert.deepEqual([free.code, free.failure], ['upstream_transient', 'timeout']);
  const billed = refusal(await client(url, { timeoutMs: 100, billed: true }).lookup(question, asked));
  assert.deepEqual([billed.code, billed.failure], ['outcome_unknown', 'outcome_unknown']);
});

test('a connection that breaks after the request is unknown when billed; one that never opened is not', async () => {
  const { url, server } = await serve((_response, _body, request) => request.socket.destroy());
  const billed = client(url, { billed: true });
  assert.equal(refusal(await billed.lookup(question, asked)).failure, 'outcome_unknown');
  assert.equal(refusal(await client(url).lookup(question, asked)).failure, 'transient');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.equal(refusal(await client(url, { billed: true }).lookup(question, asked)).failure, 'transient');
});

test('an abort rejects at once', async () => {
  const controller = new AbortController();
  const { url } = await serve(() => controller.abort(new Error('lease lost')));
  await assert.rejects(client(url).lookup(question, { ...asked, signal: controller.signal }));
  await assert.rejects(
    client(url).lookup(question, { ...asked, signal: AbortSignal.abort(new Error('lease lost')) }),
    /lease lost/,
  );
});

test('the key is in no message, even when the service sends it back', async () => {
  const { url } = await serve(
    json(500, { error: `bad key ${key}`, details: { headers: { 'x-api-key': key } } }),
  );
  const { message } = refusal(await client(url, { key }).lookup(question, asked));
  assert.ok(!message.includes(key));
  assert.match(message, /bad key \[secret\]/);
});
