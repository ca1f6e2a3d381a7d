import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { startN8n } from '../../src/simulators/n8n.ts';
import { type CallReply, type OutgoingCall, runWorkflow } from '../../src/simulators/n8n-run.ts';
import type { Workflow } from '../../src/simulators/n8n-workflow.ts';
import { testApi } from './api.ts';
import { addProperties, countyId } from './county-jobs.ts';
import type { TestDatabase } from './database.ts';

/** The scraper of a user: it knows every parcel but those that end in 3. */
export const scraped: string[] = [];
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
export const scraperUrl = `http://127.0.0.1:${(scraper.address() as AddressInfo).port}/regrid`;
after(() => {
  scraper.closeAllConnections();
  scraper.close();
});

type Meddle = (call: OutgoingCall, send: () => Promise<CallReply>) => Promise<CallReply>;

/** n8n with one of our workflows imported and published, and Lotline calling it. */
export async function setUpN8n(database: TestDatabase, workflow: Workflow, items: number) {
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
  const made = await askN8n(n8n.url, '', edited);
  assert.equal(made.status, 200, JSON.stringify(made.body));
  assert.equal((await askN8n(n8n.url, `/${made.body.id}/publish`)).status, 200);

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

export async function askN8n(url: string, rest: string, body: unknown = {}) {
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
