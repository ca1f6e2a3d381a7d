import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { ApiServer } from './api-server.ts';
import { lotline, type RunOptions } from './terminal.ts';

const server = new ApiServer();
before(() => server.start());
after(() => server.stop());
beforeEach(() => {
  server.requests.length = 0;
  server.fault = () => undefined;
});
const run = (args: string[], options: RunOptions = {}) => lotline(args, { env: server.env(), ...options });

test('a job of posted items is made of lines, each an input, or an item with a reference', async () => {
  const made = { job_id: randomUUID(), kind: 'acreage', name: 'Acreage: 3 items', total_items: 3 };
  server.fault = ({ method }) => (method === 'POST' ? { status: 201, body: made } : undefined);
  const lines = [
    '{"apn": "1"}',
    '{"reference_id": "b", "input": {"apn": "2"}}',
    '',
    '{"input": 3, "unit": "ac"}',
  ];
  const params = ['--param', 'url=https://work.example.com/a=b', '--param', 'callback_seconds=60'];
  const posted = await run(['jobs', 'create', '--kind', 'http', '--items', '-', ...params, '--size', '2'], {
    stdin: lines.join('\n'),
  });
  assert.equal(posted.code, 0, posted.stderr);
  assert.equal(posted.stdout.trim(), made.job_id);
  const { path, body, headers } = server.requests.at(-1) ?? {};
  assert.equal(path, '/api/jobs');
  assert.ok(headers?.['idempotency-key']);
  assert.deepEqual(body, {
    kind: 'http',
    params: { url: 'https://work.example.com/a=b', callback_seconds: 60 },
    items: [
      { input: { apn: '1' } },
      { reference_id: 'b', input: { apn: '2' } },
      { input: { input: 3, unit: 'ac' } },
    ],
    batch_size: 2,
  });
});

test('a file of items that cannot be read is refused before anything is sent', async () => {
  const create = (stdin: string) => run(['jobs', 'create', '--kind', 'http', '--items', '-'], { stdin });
  assert.match((await create('{"a": 1}\n{')).stderr, /Line 2 is no JSON/);
  assert.match((await create('\n')).stderr, /no items/);
  const nothing = await run(['jobs', 'create', '--kind', 'http', '--items', '/nowhere/items.jsonl']);
  assert.notEqual(nothing.code, 0);
  assert.deepEqual(server.requests, []);
});
