import assert from 'node:assert/strict';
import test from 'node:test';
import { productDocument } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { mcpOverHttp } from '../support/mcp.ts';
import { ownRows } from './own-rows.ts';
import {
  type ApiDocument,
  bodiesOf,
  namedFields,
  namesSomething,
  type Operation,
  renamed,
} from './requests.ts';
import { joined, MARK, worldIn } from './world.ts';

/**
 * Every endpoint of the OpenAPI document, asked by one organization for what another one owns. An endpoint that is added
 * is asked as well; what it names that the world has not fails the test until it is made there.
 */
const database = await testDatabase();
const world = await worldIn(database);
const { api, owner, inPaths, inFields } = world;
const stranger = await api.client('admin');
const person = await joined(api, stranger, 'stranger@example.org');
const { token } = (await person.ask('/api/csrf-token')).body;
/** The same company comes with a key, and as a person in a browser. */
const STRANGERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  key: { 'x-api-key': stranger.key },
  person: {
    cookie: [...person.cookies].map((pair) => pair.join('=')).join('; '),
    'x-csrf-token': token,
    'sec-fetch-site': 'same-origin',
    origin: api.url,
  },
};
const document = productDocument('test') as unknown as ApiDocument;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);
const before = await ownRows(database, owner.organizationId);

const SECRETS = [...new Set([...Object.values(inPaths), ...Object.values(inFields), owner.organizationId])]
  .filter((value) => value !== null)
  .filter((value) => value.length > 12);

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Sends a request as the stranger and asserts that nothing of the other organization comes back. */
async function asked(
  method: string,
  path: string,
  type?: string,
  body?: unknown,
  as: string = 'key',
): Promise<Answered> {
  const stop = new AbortController();
  const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(api.url + path, {
    method,
    signal: stop.signal,
    redirect: 'manual',
    headers: {
      ...STRANGERS[as],
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(path.startsWith('/mcp') ? { accept: 'application/json, text/event-stream' } : {}),
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await firstText(response, stop);
  const what = `${method} ${path} ${sent ?? ''}: ${response.status} ${text.slice(0, 500)}`;
  assert.ok(response.status < 500, what);
  for (const secret of [MARK, ...SECRETS]) {
    assert.ok(!withoutOwnWords(text, `${path} ${sent}`).includes(secret), `${secret} in ${what}`);
  }
  return { status: response.status, text };
}

/** An answer without what the request had named: its own words may come back to whoever sent them. */
function withoutOwnWords(text: string, sent: string): string {
  const own = [...Object.values(inPaths), ...Object.values(inFields)];
  return own
    .filter((word) => word !== null && sent.includes(word))
    .reduce<string>((left, word) => left.replaceAll(word ?? '', ''), text.toLowerCase());
}

/** All of an answer; of one that never ends its first piece. */
async function firstText(response: Response, stop: AbortController): Promise<string> {
  if (!/^text\/event-stream/.test(response.headers.get('content-type') ?? '')) return response.text();
  const piece = await response.body?.getReader().read();
  stop.abort();
  return new TextDecoder().decode(piece?.value);
}

const inField = (field: string): unknown => {
  const value = inFields[field];
  assert.notEqual(value, undefined, `${field} names something: say in world.ts what`);
  return value ?? undefined;
};

/** The address of a path with the other organization's ids in it. */
function addressOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string, at: number) => {
    const value = inPaths[path.slice(0, at + name.length + 2)];
    assert.ok(value !== undefined, `${path.slice(0, at)}{${name}} names something: make one in world.ts`);
    return encodeURIComponent(value ?? 'shared');
  });
}

/** Jobs of the other organization, to act on. */
const ACTING = { jobs: { ids: [inPaths['/api/jobs/{id}'], inPaths['/api/batch-jobs/{id}']] } };

/** Where the schema alone does not make a body that gets as far as the id in the path. */
const BODIES: Readonly<Record<string, unknown>> = {
  'PATCH /api/properties/{id}': { auction_status: 'sold' },
  'PUT /batch-lookups/{job_id}/chunks/{chunk}': { rows: [{ row: 1, cells: [], item: {} }] },
  'POST /api/jobs/{id}/retry': { all: true },
  'POST /api/batch-jobs/{id}/retry': { all: true },
  'POST /api/batch-jobs/{id}/resume-at': { resume_at: null },
  'POST /webhooks/{webhook_id}/replay': { after: 0 },
  'POST /api/actions/preview': { action: 'retry', ...ACTING, items: { all: true } },
  'POST /api/actions': { action: 'cancel', ...ACTING, reason: 'it is not mine' },
};

function sendings(method: string, path: string, operation: Operation): { type?: string; body?: unknown }[] {
  const { content, required } = operation.requestBody ?? {};
  const own = BODIES[`${method} ${path}`];
  if (own !== undefined) return [{ type: 'application/json', body: own }];
  const out: { type?: string; body?: unknown }[] = required ? [] : [{}];
  for (const [type, { schema, example }] of Object.entries(content ?? {})) {
    if (type === 'application/json') {
      if (example !== undefined) out.push({ type, body: renamed(example, inField) });
      out.push(...bodiesOf(document, schema, inField).map((body) => ({ type, body })));
    } else if (/csv|ndjson|jsonl/.test(type)) {
      out.push({
        type,
        body: type.includes('csv') ? 'street_1,city\n1 Main St,Altoona\n' : '{"city":"Altoona"}\n',
      });
    } else if (out.length === 0) out.push({ type, body: '' });
  }
  return out;
}

test('what an operation names is known, so that it can be somebody else’s', () => {
  for (const { path, operation } of operations) {
    if (path.includes('{')) addressOf(path);
    for (const { name, in: place } of operation.parameters ?? []) {
      if (place === 'query' && namesSomething(name)) inField(name);
    }
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
      for (const field of namedFields(document, schema)) inField(field);
    }
  }
  assert.ok(operations.length >= 60);
});

const shared = (path: string) => inPaths[path.slice(0, path.indexOf('}') + 1)] === null;

for (const { path, method, operation } of operations) {
  if (!path.includes('{') || shared(path)) continue;
  test(`${method} ${path} is 404 for another organization`, async () => {
    for (const as of Object.keys(STRANGERS)) await refusedTo(as, { path, method, operation });
  });
}

async function refusedTo(
  as: string,
  { path, method, operation }: (typeof operations)[number],
): Promise<void> {
  const refusals: string[] = [];
  let looked = false;
  for (const { type, body } of sendings(method, path, operation)) {
    const { status, text } = await asked(method, addressOf(path), type, body, as);
    if (status === 404) {
      assert.match(text, /"(error_)?code":"([a-z]+_)?not_found"/);
      looked = true;
    }
    // A body that does not fit is refused before anything is looked for.
    else if (status === 400 && body !== undefined) refusals.push(text);
    else assert.fail(`${status}: ${text}`);
  }
  assert.ok(looked, `no body got as far as the id: give one in BODIES. ${refusals}`);
}

for (const { path, method, operation } of operations.filter(({ path }) => !path.includes('{'))) {
  test(`${method} ${path} shows another organization nothing, whatever it names`, async () => {
    for (const { type, body } of sendings(method, path, operation)) {
      await asked(method, path, type, body);
      // A browser's session has a choice of organization to lose, so is asked where something is named.
      const naming = SECRETS.some((secret) => JSON.stringify(body ?? '').includes(secret));
      if (naming && !path.startsWith('/api/auth/')) await asked(method, path, type, body, 'person');
    }
    for (const { name, in: place } of operation.parameters ?? []) {
      const value = place === 'query' && namesSomething(name) ? inField(name) : undefined;
      if (value !== undefined) await asked(method, `${path}?${name}=${encodeURIComponent(String(value))}`);
    }
    for (const format of ['csv', 'jsonl']) {
      if (operation.parameters?.some(({ name }) => name === 'format') && method === 'GET')
        await asked(method, `${path}?format=${format}`);
    }
  });
}

test('every tool and resource for agents shows another organization nothing, whatever it names', async () => {
  const { client, close } = await mcpOverHttp(api.url, stranger.key);
  const { tools } = await client.listTools();
  assert.ok(tools.length > 15);
  for (const { name, inputSchema } of tools) {
    for (const input of bodiesOf(document, inputSchema as never, inField)) {
      const result = await client
        .callTool({ name, arguments: input as Record<string, unknown> })
        .catch((error: unknown) => ({ content: String(error) }));
      const [text, sent] = [JSON.stringify(result.content), JSON.stringify(input)];
      assert.ok(!withoutOwnWords(text, sent).includes(MARK), `${name} ${sent}: ${text}`);
    }
  }
  const { resourceTemplates } = await client.listResourceTemplates();
  const { resources } = await client.listResources();
  const uris = [
    ...resources.map(({ uri }) => uri),
    ...resourceTemplates.map(({ uriTemplate }) =>
      uriTemplate.replaceAll(/\{\W?(\w+)\*?\}/g, (_, field: string) => String(inField(field))),
    ),
  ];
  for (const uri of uris) {
    const text = JSON.stringify(await client.readResource({ uri }).catch((error: unknown) => String(error)));
    assert.ok(!text.toLowerCase().includes(MARK), `${uri}: ${text}`);
  }
  await close();
});

test('after all that, nothing of the other organization has changed', async () => {
  assert.deepEqual(await ownRows(database, owner.organizationId), before);
});
