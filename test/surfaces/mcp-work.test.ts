import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateTokens } from '../../src/base/tokens.ts';
import { testApi } from '../support/api.ts';
import { addProperties } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { type McpClient, mcpOverHttp } from '../support/mcp.ts';

const database = await testDatabase();
const api = await testApi(database);

/** An analyst's agent with a session and a job over `count` properties of Blair County. */
async function working(
  count: number,
  batchSize = 20,
): Promise<{ mcp: McpClient; job: string; session: string }> {
  const { key, organizationId } = await api.client('analyst');
  await addProperties(database, organizationId, count);
  const mcp = await mcpOverHttp(api.url, key);
  const made = await mcp.call('create_job', {
    ...{ job_type: 'title_research', counties: ['Blair, PA'], batch_size: batchSize },
  });
  assert.equal(made.body.total, 0, 'nothing is approved yet');
  const { body } = await mcp.call('create_job', {
    ...{ job_type: 'regrid_scraping', counties: ['42013'], batch_size: batchSize },
  });
  assert.equal(body.total, count);
  const session = await mcp.call('start_session', { name: 'test', job_id: body.job_id });
  return { mcp, job: body.job_id, session: session.body.session_id };
}

test('ten failures in a row pause the job; the next claim is refused with the reason, and a resume counts anew', async () => {
  const { mcp, job, session } = await working(30);
  const { body } = await mcp.call('claim_batch', { session_id: session, limit: 10 });
  const failed = body.items.map(({ seq }: { seq: number }) => ({
    seq,
    outcome: 'failed',
    code: 'blocked',
    message: 'captcha',
  }));
  const told = await mcp.call('settle_batch', { session_id: session, lease: body.lease, outcomes: failed });
  assert.equal(told.body.job.status, 'paused');
  const refused = await mcp.call('claim_batch', { session_id: session });
  assert.ok(refused.failed);
  assert.equal(refused.body.code, 'job_paused');
  assert.match(refused.body.message, /10 .*in a row/);
  const causes = await mcp.call('job_failures', { job_id: job });
  assert.deepEqual(
    causes.body.causes.map((one: { code: string; items: number }) => [one.code, one.items]),
    [['blocked', 10]],
  );

  await mcp.call('resume_job', { job_id: job, reason: 'the captcha is gone' });
  const next = await mcp.call('claim_batch', { session_id: session, limit: 9 });
  const nine = next.body.items.map(({ seq }: { seq: number }) => ({
    seq,
    outcome: 'failed',
    message: 'captcha',
  }));
  const after = await mcp.call('settle_batch', {
    session_id: session,
    lease: next.body.lease,
    outcomes: nine,
  });
  assert.equal(after.body.job.status, 'in_progress', 'nine more are not ten in a row');
  const retried = await mcp.call('retry_failures', {
    job_id: job,
    fingerprint: causes.body.causes[0].fingerprint,
  });
  assert.equal(retried.body.retried, 10);
});

test('a finding that does not fit is refused with the reasons, and the item stays with its holder', async () => {
  const { mcp, session } = await working(2);
  const { body } = await mcp.call('claim_batch', { session_id: session });
  const [item] = body.items;
  const bad = [{ item_id: item.item_id, outcome: 'completed', finding: { year_built: 99 } }];
  const refused = await mcp.call('settle_batch', { session_id: session, lease: body.lease, outcomes: bad });
  assert.equal(refused.body.code, 'finding_refused');
  assert.equal(refused.body.details.errors[0].errors[0].field, 'year_built');
  assert.ok(refused.body.next);
  const again = await mcp.call('claim_batch', { session_id: session });
  assert.equal(again.body.lease, body.lease, 'the same batch is still held');
  const fields = await mcp.call('describe_findings', { job_type: 'regrid_scraping' });
  assert.ok(fields.body.finding.properties.year_built);
  const good = [{ ...bad[0], finding: { year_built: 1999 } }];
  const told = await mcp.call('settle_batch', {
    session_id: session,
    lease: body.lease,
    outcomes: good,
    tokens: 900,
  });
  assert.equal(told.body.accepted, 1);
  const repeated = await mcp.call('settle_batch', { session_id: session, lease: body.lease, outcomes: good });
  assert.deepEqual([repeated.body.accepted, repeated.body.ignored], [0, 1]);
  const known = await mcp.call('get_property', { property_id: item.item_id });
  assert.match(JSON.stringify(known.body.findings), /1999/);
  assert.equal(known.body.findings[0].found_by, `key:analyst of a test, session ${session}`);
});

test('claims past the budget still work and recommend to pause; the next session reads the note', async () => {
  const { key, organizationId } = await api.client('analyst');
  await addProperties(database, organizationId, 6);
  const mcp = await mcpOverHttp(api.url, key);
  const refused = await mcp.call('create_job', { job_type: 'title_research', state: 'pa', reuse: false });
  assert.match(JSON.stringify(refused.body), /uses no answers of earlier jobs/);
  const made = await mcp.call('create_job', {
    ...{ job_type: 'regrid_scraping', state: 'pa', batch_size: 2, reuse: false },
  });
  const { rows: kept } = await database.pools.owner.query('select params from lotline.jobs where id = $1', [
    made.body.job_id,
  ]);
  assert.equal(kept[0]?.params.reuse, false);
  const opened = await mcp.call('start_session', { job_id: made.body.job_id, budget_items: 2 });
  const session = opened.body.session_id;
  const done = (items: { seq: number }[]) => items.map(({ seq }) => ({ seq, outcome: 'completed' }));
  const first = await mcp.call('claim_batch', { session_id: session });
  assert.equal(first.body.pause_recommended, undefined);
  await mcp.call('settle_batch', {
    session_id: session,
    lease: first.body.lease,
    outcomes: done(first.body.items),
  });
  const second = await mcp.call('claim_batch', { session_id: session });
  assert.equal(second.body.items.length, 2);
  assert.match(second.body.pause_recommended, /2 items/);
  const ended = await mcp.call('end_session', { session_id: session, note: 'Parcel 3 has a gate.' });
  assert.equal(ended.body.handed_back, 2);
  const late = await mcp.call('settle_batch', {
    session_id: session,
    lease: second.body.lease,
    outcomes: done(second.body.items),
  });
  assert.ok(late.failed || late.body.lease_lost, 'what was handed back is not settled');
  const brief = await mcp.call('resume_session', { max_tokens: 400 });
  assert.equal(brief.body.handoff.note, 'Parcel 3 has a gate.');
  assert.equal(brief.body.settled.completed, 2);
  assert.ok(estimateTokens(brief.text) <= 400);
});

test('long lists are cut to the bound, and their cursor leads through all of it', async () => {
  const { key, organizationId } = await api.client('analyst');
  await addProperties(database, organizationId, 60);
  const mcp = await mcpOverHttp(api.url, key);
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 60; page += 1) {
    const found = await mcp.call('find_properties', {
      ...{ county: 'Blair, PA', max_tokens: 500 },
      ...(cursor === undefined ? {} : { cursor }),
    });
    assert.ok(estimateTokens(found.text) <= 500);
    seen.push(...found.body.properties.map((one: { property_id: string }) => one.property_id));
    cursor = found.body.next_cursor;
    if (cursor === undefined) break;
  }
  assert.equal(seen.length, 60);
  assert.equal(new Set(seen).size, 60);
});

test('resources tell the status and the log of a job', async () => {
  const { mcp, job } = await working(3);
  const { resources } = await mcp.client.listResources();
  assert.ok(resources.some(({ uri }) => uri === `lotline://jobs/${job}/status`));
  for (const what of ['status', 'log']) {
    const { contents } = await mcp.client.readResource({ uri: `lotline://jobs/${job}/${what}` });
    const text = (contents[0] as { text: string }).text;
    assert.equal(JSON.parse(text).job_id, job);
  }
  for (const id of ['x', '-'.repeat(36)]) {
    await assert.rejects(mcp.client.readResource({ uri: `lotline://jobs/${id}/status` }), /No resource/);
  }
});

test('a batch larger than the bound is shown in parts while it is held', async () => {
  const { mcp, session } = await working(40, 40);
  const seen: number[] = [];
  const leases = new Set<string>();
  let cursor: string | undefined;
  do {
    const { text, body } = await mcp.call('claim_batch', {
      ...{ session_id: session, max_tokens: 900 },
      ...(cursor === undefined ? {} : { cursor }),
    });
    assert.ok(estimateTokens(text) <= 900);
    assert.equal(body.held, 40);
    leases.add(body.lease);
    seen.push(...body.items.map(({ seq }: { seq: number }) => seq));
    cursor = body.next_cursor;
  } while (cursor !== undefined && seen.length < 100);
  assert.deepEqual(
    seen,
    Array.from({ length: 40 }, (_, at) => at + 1),
  );
  assert.equal(leases.size, 1);
});
