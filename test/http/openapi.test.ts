import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { batchJobs } from '../../src/surfaces/batch-jobs/endpoints.ts';
import { productDocument, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Record<string, unknown>;
  }[];
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: object; readonly example?: unknown }> }
  >;
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: object; readonly example?: unknown }>;
  };
}

const unused = () => Promise.reject(new Error('a description calls nobody'));
const batchJobsSurface = batchJobs({
  registry: { find: () => undefined },
  triggers: { driverOf: unused, deliver: unused },
});
const document = productDocument('0');
const operations = Object.entries(document.paths ?? {}).flatMap(([route, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    route,
    method,
    operation,
  })),
);

test('openapi.json in the tree is what the code says (npm run openapi makes it)', () => {
  const { version } = read('package.json');
  assert.deepEqual(read('openapi.json'), JSON.parse(JSON.stringify(productDocument(version))));
});

test('the server answers its own document', async () => {
  const { body, headers } = await api.ask('/openapi.json');
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  assert.deepEqual(body, JSON.parse(JSON.stringify(productDocument('0.0.0-test'))));
});

test('every reference leads somewhere, every schema is referred to', () => {
  const text = JSON.stringify(document);
  const names = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((found) => found[1]));
  assert.deepEqual([...names].sort(), Object.keys(document.components?.schemas ?? {}).sort());
  assert.equal(text.includes('$defs'), false);
});

/** Asked before anybody is signed in, about the session of a browser alone, or by a link that is the right to it. */
const open =
  /^\/(health|ready|setup)$|^\/api\/(auth\/.+|csrf-token|organizations|me\/organization|password-resets|sign-in-ways|http-results\/.+)$/;

test('every operation has a name, errors, and a way to sign in', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { route, operation } of operations) {
    const ways = operation.security.map((way) => Object.keys(way).join()).join(' ');
    // None is the fourth way where installations may let people read; some are about the session of a browser alone.
    assert.match(ways, open.test(route) ? /^(session)?$/ : /^apiKey bearer session ?$/, route);
    assert.ok(operation.responses['500'] && operation.responses['421'], route);
    if (ways.startsWith('apiKey')) assert.ok(operation.responses['401'] && operation.responses['400'], route);
    const inPath = [...route.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
    const described = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
    assert.deepEqual(described, inPath, route);
  }
});

test('limits of lists stand in the document', () => {
  const limit = (id: string) =>
    operations
      .find(({ operation }) => operation.operationId === id)
      ?.operation.parameters?.find((one) => one.name === 'limit')?.schema;
  assert.deepEqual(limit('listBatchLookups'), { type: 'integer', minimum: 1, maximum: 200, default: 20 });
  assert.deepEqual(limit('listBatchLookupItems'), { type: 'integer', minimum: 1, maximum: 500, default: 50 });
});

test('the document shows the examples of the Batch Lookups API', () => {
  const of = (id: string) => operations.find(({ operation }) => operation.operationId === id)?.operation;
  const sent = of('createBatchLookup')?.requestBody?.content['application/json']?.example;
  assert.equal((sent as { items: { reference_id: string }[] }).items[0]?.reference_id, 'deal-001');
  for (const id of ['listBatchLookups', 'getBatchLookup', 'listBatchLookupItems', 'cancelBatchLookup']) {
    assert.ok(of(id)?.responses['200']?.content?.['application/json']?.example, id);
  }
});

test('the examples of batch jobs are answers that their own schemas take', () => {
  const examples = batchJobsSurface.endpoints.flatMap(({ operationId, answers }) =>
    Object.values(answers).flatMap(({ schema, example }) =>
      schema === undefined || example === undefined ? [] : [{ operationId, schema, example }],
    ),
  );
  assert.deepEqual(
    examples.map(({ operationId }) => operationId),
    ['listBatchJobs', 'createBatchJob', 'getBatchJob', 'updateBatchJob'],
  );
  for (const { schema, example } of examples) assert.deepEqual(schema.parse(example), example);
});

test('the example of a create can be sent as it is', async () => {
  const client = await api.client();
  const create = operations.find(({ operation }) => operation.operationId === 'createBatchLookup')?.operation;
  const reply = await client.post(
    '/batch-lookups',
    create?.requestBody?.content['application/json']?.example,
  );
  assert.equal(reply.status, 201, reply.text);
});

test('the docs are served from here, with nothing from elsewhere', async () => {
  const page = await api.ask('/docs');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /script-src 'self'/);
  assert.equal(/https:|unsafe/.test(policy), false, policy);
  assert.equal(/(src|href)="(https?:)?\/\//.test(page.text), false);
  const scripts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1] ?? '');
  assert.ok(scripts.length > 3);
  for (const script of scripts) {
    const url = new URL(script, `${api.url}/docs/`);
    assert.equal((await api.ask(url.pathname)).status, 200, script);
  }
});

test('somebody who opens the bare address is led to the docs', async () => {
  const answer = await fetch(`${api.url}/`, { redirect: 'manual' });
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get('location'), '/docs');
});
