import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { after } from 'node:test';
import { answered, createLotline, LotlineError } from '../../src/client/index.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const { key } = await api.client();
const lotline = createLotline({ url: `${api.url}/`, apiKey: key });
const item = (reference_id: string) => ({
  reference_id,
  address: {
    street_1: '123 Main St',
    city: 'San Francisco',
    state_or_province_code: 'CA',
    postal_code: '94102',
    country_code: 'US',
  },
  building_type: 'RESIDENTIAL' as const,
  device_ids: [1],
  create_application: false,
});

test('a job is made, read and listed by its types', async () => {
  const { job_id, report } = await answered(
    lotline.POST('/batch-lookups', { body: { items: [item('deal-1')] } }),
  );
  assert.equal(report.status, 'processing');
  const job = await answered(lotline.GET('/batch-lookups/{job_id}', { params: { path: { job_id } } }));
  assert.equal(job.total_items, 1);
  const { jobs } = await answered(
    lotline.GET('/batch-lookups', { params: { query: { status: 'pending', limit: 5 } } }),
  );
  assert.deepEqual(
    jobs.map(({ id }) => id),
    [job_id],
  );
});

test('a repeated creation with the same Idempotency-Key makes one job', async () => {
  const send = () =>
    answered(
      lotline.POST('/batch-lookups', {
        params: { header: { 'Idempotency-Key': 'the-same' } },
        body: { items: [item('deal-2')] },
      }),
    );
  assert.equal((await send()).job_id, (await send()).job_id);
});

test('a refusal is thrown with its status, code, words and request id', async () => {
  const path = { job_id: '550e8400-e29b-41d4-a716-446655440000' };
  await assert.rejects(lotline.GET('/batch-lookups/{job_id}', { params: { path } }), (error) => {
    assert.ok(error instanceof LotlineError);
    assert.equal(error.status, 404);
    assert.equal(error.code, 'job_not_found');
    assert.equal(error.message, 'Batch job not found');
    assert.match(error.requestId ?? '', /^[0-9a-f-]{36}$/);
    return true;
  });
});

test('a download streams, and is not cut by the time that an answer may take to begin', async () => {
  const { job_id } = await answered(lotline.POST('/batch-lookups', { body: { items: [item('deal-3')] } }));
  const { data } = await lotline.GET('/batch-lookups/{job_id}/download', {
    params: { path: { job_id }, query: { format: 'csv' } },
    parseAs: 'text',
  });
  assert.match(String(data), /^reference_id,street_1,.+\r\ndeal-3,/);
});

test('a token is asked for with each request, and sent instead of a key', async () => {
  let asked = 0;
  const bearer = createLotline({
    url: api.url,
    token: () => {
      asked += 1;
      return key;
    },
  });
  await bearer.GET('/batch-lookups');
  await bearer.GET('/batch-lookups');
  assert.equal(asked, 2);
});

test('what is no JSON, and what comes too late, are told apart', async () => {
  const odd = createServer((request, response) => {
    if (request.url === '/health') response.writeHead(502, { 'retry-after': '7' }).end('<html>');
  });
  await new Promise<void>((listening) => odd.listen(0, '127.0.0.1', listening));
  after(() => {
    odd.closeAllConnections();
    odd.close();
  });
  const url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
  await assert.rejects(createLotline({ url }).GET('/health'), (error) => {
    assert.ok(error instanceof LotlineError);
    assert.equal(error.code, 'http_502');
    assert.equal(error.retryAfterMs, 7_000);
    assert.equal(error.body, '<html>');
    return true;
  });
  await assert.rejects(createLotline({ url, answerMs: 20 }).GET('/ready'), { name: 'TimeoutError' });
});
