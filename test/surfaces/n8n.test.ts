import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { type Fault, startN8n } from '../../src/simulators/n8n.ts';
import { type Client, testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItems } from '../support/lookups.ts';

const database = await testDatabase();
const n8n = await startN8n();
after(() => n8n.stop());

const PATH = 'regrid-scraper-5f3a9c';
const SECRET = 'open-sesame-77';
const api = await testApi(database, {
  env: {
    N8N_REGRID_WEBHOOK_URL: n8n.productionUrl(PATH),
    N8N_WEBHOOK_HEADER: `X-Lotline-Key: ${SECRET}`,
    LOTLINE_SECRET_KEY: '5a'.repeat(32),
  },
});
const HEADER = { kind: 'header', name: 'X-Lotline-Key', value: SECRET } as const;

/** A pending regrid job over so many properties of Blair County. */
async function pending(items = 5, type = 'regrid_scraping'): Promise<{ client: Client; id: string }> {
  const client = await api.client('analyst');
  await addProperties(database, client.organizationId, items);
  const { status, body } = await client.post('/api/batch-jobs/actions', {
    action: 'create',
    job_type: type,
    county_id: await countyId(database),
  });
  assert.equal(status, 200, JSON.stringify(body));
  return { client, id: body.result };
}

const patch = (client: Client, id: string, body: unknown) =>
  client.ask(`/api/batch-jobs/${id}`, { method: 'PATCH', body });
const callsFor = (id: string) =>
  n8n.requests
    .filter((request) => (request.body as { job_id?: string }).job_id === id)
    .map(({ body }) => body);

test('starting and resuming a regrid job calls its workflow, and the answer says so', async () => {
  const end = n8n.publish({ path: PATH, auth: HEADER });
  const { client, id } = await pending();
  const started = await patch(client, id, { status: 'in_progress' });
  assert.deepEqual(
    [started.status, started.body.n8n_triggered, started.body.n8n_error, started.body.data.driver],
    [200, true, null, 'n8n'],
  );
  for (const body of [{ status: 'in_progress' }, { status: 'running' }, { current_batch: 1 }]) {
    const unmoved = await patch(client, id, body);
    assert.deepEqual([unmoved.body.n8n_triggered, unmoved.body.n8n_error], [false, null]);
  }
  assert.equal((await patch(client, id, { status: 'paused' })).body.n8n_triggered, false);
  assert.equal((await patch(client, id, { status: 'running' })).body.n8n_triggered, true);
  assert.deepEqual(callsFor(id), [
    { job_id: id, action: 'start' },
    { job_id: id, action: 'start' },
  ]);
  const calls = (await client.get(`/api/batch-jobs/${id}/logs?event=n8n_called`)).body.data;
  assert.deepEqual(
    calls.map((line: { detail: { move: string } }) => line.detail.move),
    ['resume', 'start'],
  );
  end();
});

test('whatever n8n does, the PATCH succeeds and says what went wrong', async () => {
  const ways: [what: string, prepare: () => () => void, RegExp][] = [
    ['no workflow', () => () => {}, /No published workflow/],
    [
      'other credentials',
      () => n8n.publish({ path: PATH, auth: { ...HEADER, value: 'x' } }),
      /refused the call \(403\)/,
    ],
    [
      'another address',
      () => n8n.publish({ path: PATH, allowedIps: ['10.0.0.9'] }),
      /refused the call \(403\)/,
    ],
    ['another method', () => n8n.publish({ path: PATH, method: 'GET' }), /HTTP Method to POST/],
    ['starting', () => onAndOff(), /still starting/],
    ...(
      [
        [{ kind: 'drop-before' }, /broke the connection off/],
        [
          { kind: 'answer', status: 500, body: '{"message":"Error in workflow"}' },
          /answered 500: Error in workflow/,
        ],
        [
          { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1/' }, body: '' },
          /redirects \(302\)/,
        ],
        [{ kind: 'answer', status: 503, body: '{"message":"Database is not ready!"}' }, /not ready \(503\)/],
      ] as [Fault, RegExp][]
    ).map(([fault, words]): [string, () => () => void, RegExp] => [
      JSON.stringify(fault),
      () => {
        n8n.fail(fault);
        return () => {};
      },
      words,
    ]),
  ];
  for (const [what, prepare, words] of ways) {
    const { client, id } = await pending();
    const end = prepare();
    const { status, body } = await patch(client, id, { status: 'in_progress' });
    end();
    assert.equal(status, 200, what);
    assert.deepEqual([body.data.status, body.n8n_triggered], ['in_progress', false], what);
    assert.match(body.n8n_error, words);
    assert.doesNotMatch(body.n8n_error, /5f3a9c|open-sesame/);
    const warned = (await client.get(`/api/batch-jobs/${id}/logs?level=WARNING`)).body.data;
    assert.deepEqual(
      warned.map((line: { event: string }) => line.event),
      ['n8n_call_failed'],
      what,
    );
  }
});

function onAndOff(): () => void {
  n8n.starting(true);
  return () => n8n.starting(false);
}

test('a job of a type without a workflow calls nobody', async () => {
  const { client, id } = await pending(2, 'county_research');
  const { body } = await patch(client, id, { status: 'in_progress' });
  assert.deepEqual([body.n8n_triggered, body.n8n_error, body.data.driver], [false, null, 'agent']);
  assert.deepEqual(callsFor(id), []);
});

test('the call is sent anew when asked, only while the job runs and n8n runs it', async () => {
  const { client, id } = await pending();
  const trigger = (job = id, who = client) => who.post(`/api/batch-jobs/${job}/trigger`);
  const early = await trigger();
  assert.equal(early.status, 409, early.text);
  assert.deepEqual([early.body.code, early.body.error], ['not_triggerable', 'Conflict']);
  assert.match(early.body.message, /is pending/);
  assert.match((await patch(client, id, { status: 'in_progress' })).body.n8n_error, /No published workflow/);
  const failed = await trigger();
  assert.deepEqual([failed.status, failed.body.n8n_triggered], [200, false]);
  const end = n8n.publish({ path: PATH, auth: HEADER });
  assert.deepEqual((await trigger()).body, {
    message: 'The workflow was called',
    source: 'database',
    n8n_triggered: true,
    n8n_error: null,
  });
  end();
  assert.equal((await trigger('nonsense')).status, 404);
  const lookup = await client.post('/batch-lookups', { items: lookupItems(1) });
  assert.equal((await trigger(lookup.body.job_id)).status, 404, 'no county job');
  assert.equal((await trigger(id, await api.client('admin'))).status, 404);
  const viewer = await trigger(id, await api.client('viewer', client.organizationId));
  assert.deepEqual([viewer.status, viewer.body.message], [403, 'Viewers cannot modify batch jobs']);
  await patch(client, id, { status: 'completed' });
  assert.equal((await trigger()).status, 409);
});

test('an organization names its own workflows; addresses are shown masked and kept sealed', async () => {
  const admin = await api.client('admin');
  const path = '/api/settings/webhooks';
  const operators = {
    job_type: 'regrid_scraping',
    url: null,
    has_header: true,
    set_by: 'operator',
    set_at: null,
  };
  assert.deepEqual((await admin.get(path)).body, { webhooks: [operators] });
  const put = (webhooks: unknown) => admin.ask(path, { method: 'PUT', body: { webhooks } });
  const url = 'https://n8n.example.com/webhook/tenant-token-1?k=tenant-token-2';
  const set = await put({
    title_research: { url, header: 'Authorization: Basic dGVuYW50LXRva2VuLTM=' },
    pdf_parsing: { url: 'https://n8n.example.com' },
  });
  assert.equal(set.status, 200, set.text);
  assert.doesNotMatch(set.text, /tenant-token|dGVu/);
  const shown = set.body.webhooks.map((webhook: { job_type: string; url: string; has_header: boolean }) => [
    webhook.job_type,
    webhook.url,
    webhook.has_header,
  ]);
  assert.deepEqual(shown, [
    ['regrid_scraping', null, true],
    ['title_research', 'https://n8n.example.com/…', true],
    ['pdf_parsing', 'https://n8n.example.com', false],
  ]);
  const removed = await put({ title_research: null });
  assert.equal(removed.body.webhooks.length, 2);
  assert.deepEqual((await (await api.client('admin')).get(path)).body.webhooks.length, 1, 'nobody else’s');

  for (const [webhooks, words] of [
    [{ pdf_parsing: { url: 'ftp://n8n.example.com/tenant-token-1' } }, /pdf_parsing.*http or https/],
    [{ pdf_parsing: { url: 'https://a:tenant-token-1@n8n.example.com/' } }, /no user and password/],
    [{ pdf_parsing: { url: 'https://n8n.example.com/…' } }, /is masked/],
    [{ pdf_parsing: { url, header: 'no colon' } }, /"Name: value"/],
    [{ pdf_parsing: { url, header: 'X: a\r\nHost: b' } }, /"Name: value"/],
    [{ pdf_parsing: { url, header: 'Transfer-Encoding: chunked' } }, /set by the call itself/],
    [{ lead_import: { url } }, /lead_import/],
  ] as const) {
    const refused = await put(webhooks);
    assert.equal(refused.status, 400, refused.text);
    assert.match(refused.body.message, words);
    assert.doesNotMatch(refused.text, /tenant-token/);
  }
  const analyst = await api.client('analyst', admin.organizationId);
  assert.equal((await analyst.get(path)).status, 403);
  assert.equal((await analyst.ask(path, { method: 'PUT', body: { webhooks: {} } })).status, 403);
});

test('an address of a user that leads inside is refused at the call', async () => {
  const { client, id } = await pending();
  const admin = await api.client('admin', client.organizationId);
  const webhooks = { regrid_scraping: { url: n8n.productionUrl(PATH) } };
  assert.equal(
    (await admin.ask('/api/settings/webhooks', { method: 'PUT', body: { webhooks } })).status,
    200,
  );
  const { body } = await patch(client, id, { status: 'in_progress' });
  assert.equal(body.n8n_triggered, false);
  assert.match(body.n8n_error, /private address/);
  assert.deepEqual(callsFor(id), []);
});

test('without a key to seal with, a secret address is refused, and the reason says what to set', async () => {
  const outside = await testApi(database, {
    env: { DATABASE_URL: 'postgres://x@127.0.0.1:1/x', LOTLINE_SECRET_KEY: undefined },
  });
  const admin = await outside.client('admin');
  const body = { webhooks: { pdf_parsing: { url: 'https://n8n.example.com/x' } } };
  const refused = await admin.ask('/api/settings/webhooks', { method: 'PUT', body });
  assert.deepEqual([refused.status, refused.body.code], [409, 'secret_key_needed']);
  assert.match(refused.body.hint, /openssl rand -hex 32/);
});

test('no address, token or header reached the log of the server', () => {
  assert.ok(api.logged.some((line) => line.includes('n8n could not be called')));
  for (const secret of ['5f3a9c', SECRET, 'tenant-token', 'dGVu', '5a'.repeat(8)]) {
    assert.ok(!api.logged.some((line) => line.includes(secret)), secret);
  }
});
