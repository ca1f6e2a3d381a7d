import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Killed, type OutgoingCall, runWorkflow } from '../../src/simulators/n8n-run.ts';
import { type Workflow, workflowFaults } from '../../src/simulators/n8n-workflow.ts';
import { checkCalls } from '../support/api-calls.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { askN8n, scraped, scraperUrl, setUpN8n } from '../support/n8n-workflows.ts';

const database = await testDatabase();
const engine = jobsIn(database);
const FOLDER = path.join(import.meta.dirname, '../../integrations/n8n');
const load = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow;
const PULL = load('pull-batches.json');
const PATCHING = load('patch-progress.json');

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
  const { start, job, properties, sent, id, n8n, client } = await setUpN8n(database, PULL, 11);
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
  checkCalls(sent, scraperUrl);
  await sound(id);
});

test('a job runs to its end by the PATCHing workflow', async () => {
  const { start, job, properties, sent, id, n8n } = await setUpN8n(database, PATCHING, 11);
  await start();
  assert.deepEqual(n8n.failures, []);
  const done = await job();
  assert.deepEqual(counts(done), ['completed', 10, 1]);
  assert.equal(done.last_error, 'No parcel of that number');
  assert.deepEqual(
    times(properties),
    properties.map(() => 1),
  );
  checkCalls(sent, scraperUrl);
  await sound(id);
});

const isReport = (call: OutgoingCall) => call.url.endsWith('/results');

test('a pulling workflow that dies between two reports: the next goes on where it was, and does nothing twice', async () => {
  const run = await setUpN8n(database, PULL, 10);
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
  const run = await setUpN8n(database, PATCHING, 10);
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
  const run = await setUpN8n(database, PULL, 5);
  run.meddle(async (call, send) => {
    if (isReport(call)) await send();
    return send();
  });
  await run.start();
  assert.deepEqual(counts(await run.job()), ['completed', 4, 1]);
  await sound(run.id);
});

test('a report that comes after its lease has ended and others did the work changes nothing', async () => {
  const run = await setUpN8n(database, PULL, 3);
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
  const run = await setUpN8n(database, PULL, 2);
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

test('what a scraper found wrongly is reported as failed with the reasons, and not scraped over and over', async () => {
  const run = await setUpN8n(database, PULL, 2);
  const [wrong] = run.properties;
  let scrapes = 0;
  run.meddle(async (call, send) => {
    if (call.node === 'Scrape' && ++scrapes > 5) throw new Killed('it would go on for ever');
    const reply = await send();
    if (call.node !== 'Scrape' || !JSON.stringify(call.body).includes(String(wrong))) return reply;
    return { ...reply, text: '{"success": true, "regrid_data": {"market_value": "about a lot"}}' };
  });
  await run.start();
  assert.deepEqual([run.n8n.failures, counts(await run.job())], [[], ['completed', 1, 1]]);
  const { body } = await run.client.get(`/api/batch-jobs/${run.id}/items?status=failed`);
  assert.deepEqual([body.data[0].item_id, body.data[0].error_code], [wrong, 'report_refused']);
  assert.match(body.data[0].error_message, /market_value must be an amount/);
  assert.equal(scrapes, 2);
});

test('a report that never arrived is made again by another try', async () => {
  const run = await setUpN8n(database, PULL, 2);
  let lost = 0;
  run.meddle(async (call, send) => {
    if (call.node === 'Report success' && ++lost === 1) throw new Error('socket hang up');
    return send();
  });
  await run.start();
  assert.deepEqual(counts(await run.job()), ['in_progress', 1, 0]);
  await engine.advance(60);
  await runWorkflow(run.edited, 'Every 10 minutes', { timestamp: 'now' }, run.options);
  assert.deepEqual(counts(await run.job()), ['completed', 2, 0]);
});

test('the schedule finds nothing when no job runs', async () => {
  const run = await setUpN8n(database, PULL, 1);
  await runWorkflow(run.edited, 'Every 10 minutes', { timestamp: 'now' }, run.options);
  assert.deepEqual(
    run.sent.map((call) => call.node),
    ['Find running jobs'],
  );
  assert.deepEqual(counts(await run.job()), ['pending', 0, 0]);
});

test('two workflows cannot have one path, and one that is unpublished is not called', async () => {
  const { n8n, edited, move } = await setUpN8n(database, PULL, 1);
  const second = await askN8n(n8n.url, '', edited);
  assert.equal((await askN8n(n8n.url, `/${second.body.id}/activate`)).status, 409);
  assert.equal((await askN8n(n8n.url, '', { ...edited, active: true })).status, 400);
  assert.equal((await askN8n(n8n.url, '/workflow-1/unpublish')).body.active, false);
  assert.match((await move('in_progress')).body.n8n_error, /No published workflow/);
});
