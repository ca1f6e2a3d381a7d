import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateTokens } from '../../src/base/tokens.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { mcpOverHttp } from '../support/mcp.ts';

const database = await testDatabase();
const api = await testApi(database);

test('every tool has a schema, a description and honest annotations', async () => {
  const { key } = await api.client('admin');
  const { client } = await mcpOverHttp(api.url, key);
  const { tools } = await client.listTools();
  assert.ok(tools.length > 10);
  for (const tool of tools) {
    assert.equal(tool.inputSchema.type, 'object', tool.name);
    assert.equal(tool.inputSchema.additionalProperties, false, tool.name);
    assert.ok((tool.description ?? '').length > 30, tool.name);
    assert.equal(typeof tool.annotations?.readOnlyHint, 'boolean', tool.name);
  }
  const destructive = tools.filter((tool) => tool.annotations?.destructiveHint).map((tool) => tool.name);
  assert.deepEqual(destructive.toSorted(), ['act_on_jobs', 'cancel_job', 'complete_job']);
});

test('a viewer and a read-only connection are offered only what changes nothing', async () => {
  const viewer = await api.client('viewer');
  const asViewer = await mcpOverHttp(api.url, viewer.key);
  const names = await asViewer.toolNames();
  assert.ok(names.includes('list_jobs') && !names.includes('pause_job'));
  const refused = await asViewer.call('pause_job', { job_id: '00000000-0000-4000-8000-000000000000' });
  assert.ok(refused.failed);
  assert.match(refused.body.message, /role viewer; pause_job needs analyst/);

  const admin = await api.client('admin');
  const readOnly = await mcpOverHttp(api.url, admin.key, '?read_only=true');
  assert.deepEqual(await readOnly.toolNames(), names);
  assert.match((await readOnly.call('pause_job', {})).body.message, /read-only/);
});

test('a request without a key is refused before any message is read', async () => {
  const reply = await api.ask('/mcp', { method: 'POST', body: { jsonrpc: '2.0', id: 1, method: 'ping' } });
  assert.equal(reply.status, 401);
  assert.equal(reply.body.code, 'unauthorized');
});

test('arguments that do not fit are named, with what to do', async () => {
  const { key } = await api.client('admin');
  const mcp = await mcpOverHttp(api.url, key);
  const reply = await mcp.call('job_status', { job_id: 'x', extra: 1 });
  assert.ok(reply.failed);
  assert.equal(reply.body.code, 'validation_failed');
  assert.ok(reply.body.faults.some((fault: { field: string }) => fault.field === 'job_id'));
  assert.match(reply.body.next, /call job_status again/);
});

test("another organization's job is not there", async () => {
  const { key } = await api.client('admin');
  const mcp = await mcpOverHttp(api.url, key);
  const reply = await mcp.call('job_status', { job_id: '3f2f6f0e-8d7c-4c7e-9d57-2a4f1f4f7b11' });
  assert.equal(reply.body.code, 'job_not_found');
  assert.match(reply.body.next, /list_jobs/);
});

test('an ambiguous county answers with the candidates, and an answer fits its bound', async () => {
  const { key } = await api.client('viewer');
  const mcp = await mcpOverHttp(api.url, key);
  const found = await mcp.call('find_county', { text: 'Washington', max_tokens: 300 });
  assert.ok(found.body.found > 1 && found.body.ambiguous);
  assert.ok(found.body.cut);
  assert.ok(estimateTokens(found.text) <= 300);
  const nearest = await mcp.call('find_county', { text: 'Blare, PA' });
  assert.equal(nearest.body.found, 0);
  assert.match(JSON.stringify(nearest.body.nearest), /Blair County, PA/);
});

test('text that the database cannot hold is refused as a result, not as a broken connection', async () => {
  const { key } = await api.client('viewer');
  const mcp = await mcpOverHttp(api.url, key);
  const reply = await mcp.call('find_county', { text: 'Bl\u0000air' });
  assert.ok(reply.failed);
  assert.match(reply.body.message, /NUL/);
});

test('prompts lead through a session', async () => {
  const { key } = await api.client('viewer');
  const { client } = await mcpOverHttp(api.url, key);
  const { prompts } = await client.listPrompts();
  assert.deepEqual(
    prompts.map((prompt) => prompt.name),
    ['session_start', 'work_batches', 'session_end', 'session_resume'],
  );
  const { messages } = await client.getPrompt({ name: 'work_batches', arguments: { job_id: 'abc' } });
  assert.match(JSON.stringify(messages), /Work on job abc, at most 3 batches/);
  await assert.rejects(
    client.getPrompt({ name: 'work_batches', arguments: {} }),
    /job_id: a value is required/,
  );
  await assert.rejects(
    client.getPrompt({ name: 'nope' }),
    /There is no prompt nope; there are session_start/,
  );
});
