import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { IncentiveResult } from '../../src/base/incentives.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { listItems } from '../../src/engine/items.ts';
import { incentiveLookupKind } from '../../src/kinds/incentive-lookup.ts';
import {
  lookupInputSchema,
  lookupItemSchema,
  lookupRowSchema,
} from '../../src/kinds/incentive-lookup-schema.ts';
import type { AnyKind } from '../../src/kinds/kind.ts';
import { importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { CatalogueLookup } from '../../src/property/catalogue/lookup.ts';
import { wholeFolder } from '../property/made-up.ts';
import { testDatabase } from '../support/database.ts';
import { testIncentivesApi } from '../support/incentives-api.ts';
import { jobWhen, submitted, type TestJob } from '../support/jobs.ts';
import { testServices } from '../support/services.ts';
import { stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const { pools, urls } = database;

before(async () => {
  await importCatalogue(pools.owner, await wholeFolder());
});

const input = (address: object, more: object = {}) => ({
  address: { street_1: '1 Main St', country_code: 'US', ...address },
  building_type: 'RESIDENTIAL',
  device_ids: [1],
  create_application: false,
  ...more,
});

async function run(
  kind: AnyKind,
  inputs: readonly unknown[],
  params: Record<string, unknown> = {},
  organization?: string,
) {
  const organizationId = organization ?? (await database.organization());
  const worker = stageWorker(urls.worker, [kind]);
  worker.start();
  const job = await submitted(pools.api, organizationId, {
    kind: 'incentive_lookup',
    count: inputs.length,
    params,
    inputs: (n) => inputs[n - 1],
  });
  await jobWhen(
    pools.api,
    job,
    ({ status }) => status === 'completed' || status === 'failed',
    'the job ends',
  );
  // the next job is for the next worker, whose kind may ask another server
  await worker.stop();
  return itemsOf(job);
}

async function itemsOf({ organizationId, id }: TestJob) {
  const { items } = await asOrganization(pools.api, organizationId, (db) =>
    listItems(db, { organizationId, jobId: id, limit: 500, offset: 0 }),
  );
  return items.toSorted((a, b) => a.seq - b.seq);
}

const catalogueKind = (): AnyKind => incentiveLookupKind({ catalogue: new CatalogueLookup(pools.worker) });

test('a job of addresses ends with a result or a reason for each, in order', async () => {
  const items = await run(
    catalogueKind(),
    [
      input({ city: 'Alphaville', state_or_province_code: 'PA', postal_code: '19801' }),
      input({ city: 'Alphaville', state_or_province_code: 'NJ', postal_code: '19801' }),
      input(
        { city: 'Saint Gamma', state_or_province_code: 'PA', postal_code: '' },
        { webhook_custom_fields: { a: 'b' } },
      ),
      input({ postal_code: '19801' }, { device_ids: undefined, device_names: ['nothing known'] }),
    ],
    { as_of: '2025-06-01' },
  );
  assert.deepEqual(
    items.map(({ status, errorCode, attempts }) => [status, errorCode, attempts]),
    [
      ['completed', null, 1],
      ['failed', 'address_not_geocodable', 1],
      ['completed', null, 1],
      ['failed', 'device_names_unresolved', 1],
    ],
  );
  const results = items.map((item) => item.result as IncentiveResult | null);
  assert.equal(results[0]?.incentives.total_incentive_amount, 3700.6);
  assert.equal(results[0]?.reference_id, 'ref-1');
  assert.ok(Number.isInteger(results[0]?.customer_id));
  assert.equal(results[2]?.utility?.name, 'Small Power');
  assert.match(items[1]?.errorMessage ?? '', /^ZIP "19801" is in "Alphaville, PA"/);
});

test('ten bad addresses in a row do not pause the job', async () => {
  const bad = input({ postal_code: '99999' });
  const good = input({ postal_code: '19805' });
  const organizationId = await database.organization();
  const worker = stageWorker(urls.worker, [catalogueKind()]);
  worker.start();
  const job = await submitted(pools.api, organizationId, {
    kind: 'incentive_lookup',
    count: 31,
    settings: { failureLimit: 10 },
    inputs: (n) => (n === 31 ? good : bad),
  });
  const ended = await jobWhen(pools.api, job, ({ status }) => status === 'completed', 'the job completes');
  assert.deepEqual([ended.counts.failed, ended.counts.completed], [30, 1]);
  await worker.stop();
});

/** An incentives API that answers from a list of statuses, then 200. */
async function api(statuses: (number | 'hang' | 'mute')[]) {
  const answer = {
    utility: null,
    possible_utilities: [],
    address: { street_1: '1 Main St' },
    building_type: 'RESIDENTIAL',
    customer_id: 5,
    programs_evaluated: 0,
    incentives: { total_incentive_amount: 0, total_eligible_combinations: 0, by_program: [] },
    processing_summary: { program_ids: [], incentive_amount: 0 },
    connect_url: null,
    reference_id: 'ref-1',
  };
  const times: number[] = [];
  const server = createServer((request, response: ServerResponse) => {
    times.push(performance.now());
    request.resume();
    const status = statuses.shift() ?? 200;
    if (status === 'hang') return;
    if (status === 'mute') return void response.writeHead(502).end('<h1>Bad gateway</h1>');
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? answer : { error: 'no', error_code: 'upstream_transient' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, times };
}

const anywhere = input({ postal_code: '19801' });

function apiKind(url: string, billed: boolean, timeoutMs = 5_000): AnyKind {
  const api = testIncentivesApi(pools.worker, url, { billed, timeoutMs });
  return incentiveLookupKind({ api });
}

test('the API is asked again for a 502, within an attempt and by the next', async () => {
  const { url, times } = await api([502, 502, 502, 502]);
  const [item] = await run(apiKind(url, false), [anywhere]);
  assert.deepEqual([item?.status, item?.attempts, item?.retryCount], ['completed', 2, 1]);
  assert.equal(times.length, 5);
});

test('a billed 502 that says what went wrong is asked again by the item’s attempts; one that does not is left', async () => {
  const { url, times } = await api([502]);
  const [item] = await run(apiKind(url, true), [anywhere]);
  assert.deepEqual([item?.status, item?.attempts, times.length], ['completed', 2, 2]);
  const mute = await api(['mute']);
  const [left] = await run(apiKind(mute.url, true), [anywhere]);
  assert.deepEqual([left?.status, left?.errorCode, mute.times.length], ['failed', 'outcome_unknown', 1]);
});

test('a billed request without an answer is not sent twice, and is recorded as sent', async () => {
  const { url, times } = await api(['hang']);
  const items = await run(apiKind(url, true, 200), [anywhere]);
  assert.deepEqual(
    items.map(({ status, errorCode }) => [status, errorCode]),
    [['failed', 'outcome_unknown']],
  );
  assert.equal(times.length, 1);
  const { rows } = await pools.owner.query<{ service: string }>(
    `select distinct service from lotline.sent_calls`,
  );
  assert.deepEqual(rows, [{ service: 'incentives-api' }]);
});

test('an answer that was paid for is used again, unless it is asked anew', async () => {
  const { url, times } = await api([]);
  const client = testIncentivesApi(pools.worker, url, { billed: true });
  const kind = incentiveLookupKind({ api: client, paid: testServices(pools.worker).paidAnswers });
  const organizationId = await database.organization();
  const questions = [
    anywhere,
    input({ postal_code: '19802' }),
    input({ postal_code: '19803' }, { create_application: true }),
  ];
  const first = await run(kind, questions, {}, organizationId);
  assert.equal(times.length, 3);
  const again = await run(kind, questions, {}, organizationId);
  assert.deepEqual(
    again.map(({ status, result }) => [status, result]),
    first.map(({ result }) => ['completed', result]),
  );
  assert.equal(times.length, 4, 'an application is begun each time');
  await run(kind, [anywhere], { reuse: false }, organizationId);
  assert.equal(times.length, 5);
  await run(kind, [anywhere]);
  assert.equal(times.length, 6, 'what another organization paid for is theirs');
});

test('what may be paid for without an answer is not bought by another job at once', async () => {
  const { url, times } = await api(['hang']);
  const client = testIncentivesApi(pools.worker, url, { billed: true, timeoutMs: 300 });
  const kind = incentiveLookupKind({ api: client, paid: testServices(pools.worker).paidAnswers });
  const organizationId = await database.organization();
  const [lost] = await run(kind, [anywhere], {}, organizationId);
  assert.deepEqual([lost?.errorCode, times.length], ['outcome_unknown', 1]);
  const worker = stageWorker(urls.worker, [kind]);
  worker.start();
  const other = await submitted(pools.api, organizationId, {
    ...{ kind: 'incentive_lookup', count: 2 },
    inputs: (n) => (n === 1 ? anywhere : input({ postal_code: '19809' })),
  });
  await jobWhen(pools.api, other, ({ counts }) => counts.completed === 1, 'the other address is answered');
  await worker.stop();
  const waiting = (await itemsOf(other)).filter(({ status }) => status !== 'completed');
  assert.deepEqual([waiting.length, times.length], [1, 2]);
});

test('spacing keeps its distance between the lookups of a job', async () => {
  const { url, times } = await api([]);
  await run(apiKind(url, false), [anywhere, anywhere, anywhere, anywhere], { spacing_ms: 300 });
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  assert.equal(gaps.length, 3);
  // Over the whole, since one request may arrive late (a new connection, a busy machine) and the next then seems near.
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  assert.ok(whole > 3 * 300 * 0.75, `gaps ${gaps.map(Math.round)}`);
});

test('the inputs of the kind, of an inline item and of an uploaded row differ only in what may be missing', () => {
  const bare = { ...anywhere, address: { street_1: '1 Main St', postal_code: '19801' } };
  assert.equal(lookupInputSchema.safeParse(bare).success, true);
  assert.equal(lookupRowSchema.safeParse(bare).success, true);
  assert.equal(lookupItemSchema.safeParse({ reference_id: 'deal-1', ...bare }).success, false);
  const whole = input({ city: 'Quincy', state_or_province_code: 'MA', postal_code: '02169' });
  assert.equal(lookupItemSchema.safeParse({ reference_id: 'deal-1', ...whole }).success, true);
  assert.equal(lookupItemSchema.safeParse({ reference_id: 'a b', ...whole }).success, false);
  assert.equal(lookupInputSchema.safeParse({ ...bare, device_names: ['Solar'] }).success, false);
  assert.equal(lookupInputSchema.safeParse({ ...bare, device_ids: [] }).success, false);
  assert.equal(lookupInputSchema.safeParse({ ...bare, building_type: 'CASTLE' }).success, false);
});
