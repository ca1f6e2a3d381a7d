import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import test, { after } from 'node:test';
import { startN8n } from '../../src/simulators/n8n.ts';
import { type CallReply, Killed, type OutgoingCall, runWorkflow } from '../../src/simulators/n8n-run.ts';
import { type Workflow, workflowFaults } from '../../src/simulators/n8n-workflow.ts';
import { productDocument, testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const database = await testDatabase();
const engine = jobsIn(database);
const FOLDER = path.join(import.meta.dirname, '../../integrations/n8n');
const load = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow;
const PULL = load('pull-batches.json');
const PATCHING = load('patch-progress.json');

/** The scraper of a user: it knows every parcel but those that end in 3. */
const scraped: string[] = [];
const scraper = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { property_id, parcel_id } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
  scraped.push(String(property_id));
  const found = !String(parcel_id).endsWith('3');
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify(
      found
        ? {
            success: true,
            property_id,
            parcel_id,
            regrid_data: { land_use: 'Residential', year_built: 1962 },
          }
        : { success: false, error: 'No parcel of that number' },
    ),
  );
});
await new Promise<void>((resolve) => scraper.listen(0, '127.0.0.1', resolve));
const scraperUrl = `http://127.0.0.1:${(scraper.address() as AddressInfo).port}/regrid`;
after(() => {
  scraper.closeAllConnections();
  scraper.close();
});

type Meddle = (call: OutgoingCall, send: () => Promise<CallReply>) => Promise<CallReply>;

/** n8n with one of our workflows imported and published, and Lotline calling it. */
async function setUp(workflow: Workflow, items: number) {
  let meddle: Meddle = (_, send) => send();
  const credentials = {
    'Lotline API key': { name: 'x-api-key', value: '' },
    'Lotline webhook header': { name: 'X-Lotline', value: 'open-sesame' },
  };
  const sent: (OutgoingCall & { status: number })[] = [];
  const options = {
    credentials,
    onCall: async (call: OutgoingCall, send: () => Promise<CallReply>) => {
      const reply = await meddle(call, send);
      sent.push({ ...call, status: reply.status });
      return reply;
    },
  };
  const n8n = await startN8n({
    apiKey: 'n8n-key',
    credentials,
    execute: (imported, node, item) => runWorkflow(imported, node, { ...item }, options),
  });
  after(() => n8n.stop());
  const webhook = workflow.nodes.find((node) => node.type === 'n8n-nodes-base.webhook');
  const api = await testApi(database, {
    env: {
      N8N_REGRID_WEBHOOK_URL: n8n.productionUrl(String(webhook?.parameters.path)),
      N8N_WEBHOOK_HEADER: 'X-Lotline: open-sesame',
    },
  });
  const client = await api.client('analyst');
  credentials['Lotline API key'].value = client.key;
  const edited = withSettings(workflow, { lotline_url: api.url, scraper_url: scraperUrl });
  const made = await ask(n8n.url, '', edited);
  assert.equal(made.status, 200, JSON.stringify(made.body));
  assert.equal((await ask(n8n.url, `/${made.body.id}/publish`)).status, 200);

  const properties = await addProperties(database, client.organizationId, items);
  const created = await client.post('/api/batch-jobs/actions', {
    ...{ action: 'create', job_type: 'regrid_scraping', batch_size: 4, county_id: await countyId(database) },
  });
  const id = String(created.body.result);
  const move = (status: string) => client.ask(`/api/batch-jobs/${id}`, { method: 'PATCH', body: { status } });
  return {
    ...{ n8n, client, id, properties, sent, move, edited, options },
    meddle(how: Meddle) {
      meddle = how;
    },
    async start(status = 'in_progress') {
      const { body } = await move(status);
      assert.deepEqual([body.n8n_triggered, body.n8n_error], [true, null]);
      await n8n.idle();
    },
    job: async () => (await client.get(`/api/batch-jobs/${id}`)).body.data,
  };
}

async function ask(url: string, rest: string, body: unknown = {}) {
  const response = await fetch(`${url}/api/v1/workflows${rest}`, {
    method: 'POST',
    headers: { 'x-n8n-api-key': 'n8n-key', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** As a user would: other values in the node called Settings. */
function withSettings(workflow: Workflow, values: Record<string, string>): Workflow {
  return structuredClone({
    ...workflow,
    nodes: workflow.nodes.map((node) => {
      if (node.name !== 'Settings') return node;
      const { assignments } = node.parameters.assignments as {
        assignments: { name: string; value: string }[];
      };
      const changed = assignments.map((one) => ({ ...one, value: values[one.name] ?? one.value }));
      return { ...node, parameters: { ...node.parameters, assignments: { assignments: changed } } };
    }),
  });
}

async function sound(id: string): Promise<void> {
  const { rows } = await database.pools.owner.query('select problem, detail from lotline.engine_check($1)', [
    id,
  ]);
  assert.deepEqual(rows, []);
}

const counts = (job: Record<string, unknown>) => [job.status, job.processed_items, job.failed_items];

/** How often each property was scraped. */
const times = (properties: readonly string[]) =>
  properties.map((property) => scraped.filter((one) => one === property).length);

for (const [name, workflow] of [
  ['pull-batches.json', PULL],
  ['patch-progress.json', PATCHING],
] as const) {
  test(`${name} is what n8n imports: allowed keys, known nodes, connections that lead somewhere, no real address`, () => {
    assert.deepEqual(workflowFaults(workflow), []);
    assert.deepEqual(Object.keys(workflow).sort(), ['connections', 'name', 'nodes', 'settings']);
    const text = JSON.stringify(workflow);
    for (const [address] of text.matchAll(/https?:\/\/[^"/ ]+/g)) assert.match(address, /\.example\.com$/);
    const reached = new Set(
      Object.values(workflow.connections).flatMap(({ main }) => main.flat().map((to) => to.node)),
    );
    for (const node of workflow.nodes) {
      const starts = /webhook|scheduleTrigger|stickyNote/.test(node.type);
      assert.ok(starts || reached.has(node.name), `${node.name} is reached`);
    }
  });
}

test('what n8n would refuse is found', () => {
  const [first] = PULL.nodes;
  assert.match(
    workflowFaults({ ...PULL, id: '1', active: true }).join(),
    /additional properties: id.*active/,
  );
  assert.match(workflowFaults({ name: 'x' }).join(), /required property 'nodes'/);
  assert.match(workflowFaults({ ...PULL, nodes: [] }).join(), /which is no node/);
  assert.match(workflowFaults({ ...PULL, nodes: [...PULL.nodes, first] }).join(), /two nodes are called/);
  const unknown = PULL.nodes.map((node) => ({ ...node, type: 'n8n-nodes-base.imaginary' }));
  assert.match(workflowFaults({ ...PULL, nodes: unknown }).join(), /unknown node type/);
  const bare = PULL.nodes.map((node) => ({ ...node, parameters: {} }));
  assert.match(workflowFaults({ ...PULL, nodes: bare }).join(), /parameter .* is missing/);
  assert.deepEqual(workflowFaults(undefined), ['request/body must be an object']);
});

test('a job runs to its end by the pulling workflow: every property once, its finding kept', async () => {
  const { start, job, properties, sent, id, n8n, client } = await setUp(PULL, 11);
  await start();
  assert.deepEqual(n8n.failures, []);
  assert.deepEqual(counts(await job()), ['completed', 10, 1]);
  assert.deepEqual(
    times(properties),
    properties.map(() => 1),
  );
  const { rows } = await database.pools.owner.query(
    "select count(*)::int as n from lotline.regrid_data where org_id = $1 and land_use = 'Residential'",
    [client.organizationId],
  );
  assert.deepEqual(rows, [{ n: 10 }]);
  checkCalls(sent);
  await sound(id);
});

test('a job runs to its end by the PATCHing workflow', async () => {
  const { start, job, properties, sent, id, n8n } = await setUp(PATCHING, 11);
  await start();
  assert.deepEqual(n8n.failures, []);
  const done = await job();
  assert.deepEqual(counts(done), ['completed', 10, 1]);
  assert.equal(done.last_error, 'No parcel of that number');
  assert.deepEqual(
    times(properties),
    properties.map(() => 1),
  );
  checkCalls(sent);
  await sound(id);
});

/** Every request of a workflow to Lotline: an operation, parameters and fields that the document has, and a success. */
function checkCalls(sent: readonly (OutgoingCall & { status: number })[]): void {
  const document = productDocument('test') as unknown as ApiDocument;
  const ours = sent.filter((call) => !call.url.startsWith(scraperUrl));
  assert.ok(ours.length > 3);
  for (const { method, url, body, status, node } of ours) {
    const { pathname, searchParams } = new URL(url);
    const operation = Object.entries(document.paths)
      .filter(([pattern]) => new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname))
      .map(([, operations]) => operations[method.toLowerCase()])
      .find((found) => found !== undefined);
    assert.ok(operation, `${node}: ${method} ${pathname} is an operation`);
    const names = (operation.parameters ?? []).map((parameter) => parameter.name);
    for (const name of searchParams.keys())
      assert.ok(names.includes(name), `${node}: ${name} is a parameter`);
    if (body !== undefined) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      assert.deepEqual(unknownFields(document, schema, body), [], node);
    }
    assert.ok(status === 200, `${node}: ${status}`);
  }
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}
interface ApiDocument {
  readonly components: { readonly schemas: Record<string, Schema> };
  readonly paths: Record<
    string,
    Record<
      string,
      {
        readonly parameters?: { readonly name: string }[];
        readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
      }
    >
  >;
}

/** Fields of a body that its schema does not name. */
function unknownFields(document: ApiDocument, schema: Schema | undefined, body: unknown): string[] {
  const name = schema?.$ref?.split('/').at(-1);
  if (name !== undefined) return unknownFields(document, document.components.schemas[name], body);
  if (schema?.anyOf !== undefined) {
    const faults = schema.anyOf.map((one) => unknownFields(document, one, body));
    return faults.find((found) => found.length === 0) ?? faults.flat();
  }
  if (Array.isArray(body)) return body.flatMap((one) => unknownFields(document, schema?.items, one));
  if (typeof body !== 'object' || body === null) return [];
  // An object of anything, such as a finding.
  if (schema === undefined || schema.properties === undefined)
    return schema === undefined ? Object.keys(body) : [];
  return Object.entries(body).flatMap(([key, value]) => {
    const field = schema.properties?.[key];
    return field === undefined ? [key] : unknownFields(document, field, value);
  });
}

const isReport = (call: OutgoingCall) => call.url.endsWith('/results');

test('a pulling workflow that dies between two reports: the next goes on where it was, and does nothing twice', async () => {
  const run = await setUp(PULL, 10);
  let reports = 0;
  run.meddle(async (call, send) => {
    if (isReport(call) && ++reports > 5) throw new Killed('the process is gone');
    return send();
  });
  await run.start();
  assert.equal(run.n8n.failures.length, 1);
  assert.deepEqual(counts(await run.job()), ['in_progress', 4, 1]);
  run.meddle((_, send) => send());

  // Its batch is still its own until the lease ends: another run takes what nobody has.
  await run.client.post(`/api/batch-jobs/${run.id}/trigger`);
  await run.n8n.idle();
  assert.deepEqual(counts(await run.job()), ['in_progress', 6, 1]);
  await engine.advance(3_601);
  await runWorkflow(run.edited, 'Every 10 minutes', { timestamp: 'now' }, run.options);
  assert.deepEqual(counts(await run.job()), ['completed', 9, 1]);
  const repeated = times(run.properties).filter((count) => count > 1);
  assert.deepEqual(repeated, [2], 'only the one that was not reported');
  await sound(run.id);
});

test('a PATCHing workflow that dies before its PATCH goes on at the right item after a resume', async () => {
  const run = await setUp(PATCHING, 10);
  let patches = 0;
  run.meddle(async (call, send) => {
    if (call.node === 'Report progress' && ++patches > 1) throw new Killed('the process is gone');
    return send();
  });
  await run.start();
  assert.deepEqual(counts(await run.job()), ['in_progress', 3, 1]);
  run.meddle((_, send) => send());
  await run.move('paused');
  await run.start('running');
  assert.deepEqual(counts(await run.job()), ['completed', 9, 1]);
  assert.deepEqual(times(run.properties), [1, 1, 1, 1, 2, 2, 2, 2, 1, 1]);
  await sound(run.id);
});

test('a report that is sent twice counts once', async () => {
  const run = await setUp(PULL, 5);
  run.meddle(async (call, send) => {
    if (isReport(call)) await send();
    return send();
  });
  await run.start();
  assert.deepEqual(counts(await run.job()), ['completed', 4, 1]);
  await sound(run.id);
});

test('a report that comes after its lease has ended and others did the work changes nothing', async () => {
  const run = await setUp(PULL, 3);
  let held: (() => void) | undefined;
  const isHeld = new Promise<void>((reached) => {
    run.meddle(async (call, send) => {
      if (isReport(call) && held === undefined) {
        const released = new Promise<void>((resolve) => {
          held = resolve;
        });
        reached();
        await released;
      }
      return send();
    });
  });
  assert.equal((await run.move('in_progress')).body.n8n_triggered, true);
  await isHeld;
  await engine.advance(3_601);
  await runWorkflow(run.edited, 'Every 10 minutes', { timestamp: 'now' }, run.options);
  assert.deepEqual(counts(await run.job()), ['completed', 2, 1]);
  held?.();
  await run.n8n.idle();
  assert.deepEqual(counts(await run.job()), ['completed', 2, 1]);
  await sound(run.id);
});

test('a scraper that cannot be reached is tried again later; a paused job ends the run', async () => {
  const run = await setUp(PULL, 2);
  run.meddle(async (call, send) => {
    if (call.node === 'Scrape') throw new Error('connect ECONNREFUSED');
    return send();
  });
  await run.start();
  const { rows } = await database.pools.owner.query(
    'select distinct class, final from lotline.item_errors e join lotline.jobs j on j.number = e.job_no where j.id = $1',
    [run.id],
  );
  assert.deepEqual(rows, [{ class: 'transient', final: false }]);
  await run.move('paused');
  await runWorkflow(run.edited, 'Lotline calls', { body: { job_id: run.id } }, run.options);
  assert.match(String(run.sent.at(-1)?.status), /409/);
  run.meddle((_, send) => send());
  await engine.advance(60);
  await run.start('in_progress');
  assert.deepEqual(counts(await run.job()), ['completed', 2, 0]);
});

test('the schedule finds nothing when no job runs', async () => {
  const run = await setUp(PULL, 1);
  await runWorkflow(run.edited, 'Every 10 minutes', { timestamp: 'now' }, run.options);
  assert.deepEqual(
    run.sent.map((call) => call.node),
    ['Find running jobs'],
  );
  assert.deepEqual(counts(await run.job()), ['pending', 0, 0]);
});

test('two workflows cannot have one path, and one that is unpublished is not called', async () => {
  const { n8n, edited, move } = await setUp(PULL, 1);
  const second = await ask(n8n.url, '', edited);
  assert.equal((await ask(n8n.url, `/${second.body.id}/activate`)).status, 409);
  assert.equal((await ask(n8n.url, '', { ...edited, active: true })).status, 400);
  assert.equal((await ask(n8n.url, '/workflow-1/unpublish')).body.active, false);
  assert.match((await move('in_progress')).body.n8n_error, /No published workflow/);
});
