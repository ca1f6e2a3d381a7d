import assert from 'node:assert/strict';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { SANDBOX_ENV } from '../support/sandbox.ts';

const database = await testDatabase();
const sandbox = await testApi(database, { env: SANDBOX_ENV });
const live = await testApi(database);

test('every answer of a sandbox says so, refusals and unknown addresses too', async () => {
  const client = await sandbox.client();
  for (const path of [
    '/health',
    '/api/me',
    '/api/properties',
    '/batch-lookups',
    '/openapi.json',
    '/nothing',
  ]) {
    const { headers } = await client.get(path);
    assert.equal(headers.get('lotline-sandbox'), 'true', path);
  }
  assert.equal((await sandbox.ask('/api/me')).headers.get('lotline-sandbox'), 'true', 'without a key');
  const real = await live.client();
  for (const path of ['/health', '/api/me', '/nothing']) {
    assert.equal((await real.get(path)).headers.get('lotline-sandbox'), null, path);
  }
});

test('files of a sandbox carry it in their name, since they go on without their headers', async () => {
  const client = await sandbox.client();
  const real = await live.client();
  const path = '/api/properties?format=csv';
  assert.match(
    (await client.get(path)).headers.get('content-disposition') ?? '',
    /filename="sandbox-properties\.csv"/,
  );
  assert.match((await real.get(path)).headers.get('content-disposition') ?? '', /filename="properties\.csv"/);
});

test('pages of a sandbox say it at their top, whole and of the length that they promise', async () => {
  const { text, headers } = await sandbox.ask('/setup');
  assert.match(
    text,
    /<body[^>]*>\s*<aside aria-label="Sandbox" data-sandbox><strong>Sandbox\.<\/strong> Simulators stand for all/,
  );
  assert.match(text, /<\/html>\s*$/);
  assert.equal(Number(headers.get('content-length')), Buffer.byteLength(text));
  assert.doesNotMatch((await live.ask('/setup')).text, /Sandbox/);
  assert.match((await sandbox.ask('/openapi.json')).body.info.title, /sandbox/);
});

test('agents are told before anything else, and with every answer', async () => {
  const client = await sandbox.client();
  const ask = async (method: string, params: unknown) =>
    (
      await client.post(
        '/mcp',
        { jsonrpc: '2.0', id: 1, method, params },
        {
          accept: 'application/json, text/event-stream',
        },
      )
    ).body.result;
  const { instructions } = await ask('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '0' },
  });
  assert.match(instructions, /^This is a SANDBOX/);
  const { content } = await ask('tools/call', { name: 'pending_work', arguments: {} });
  assert.match(content.at(-1).text, /^This is a SANDBOX.*Never present/);
});
