import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateTokens } from '../../src/base/tokens.ts';
import { COUNTY_JOB_TYPES } from '../../src/property/county-jobs/job-types.ts';
import { testApi } from '../support/api.ts';
import { addProperties } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItems } from '../support/lookups.ts';
import { type McpClient, mcpOverHttp } from '../support/mcp.ts';

/** What tools answer: bounded, with totals first, and with what to do next. */
const database = await testDatabase();
const api = await testApi(database);

interface Working {
  readonly mcp: McpClient;
  readonly job: string;
  readonly session: string;
}

async function working(count: number, batchSize: number): Promise<Working> {
  const { key, organizationId } = await api.client('analyst');
  await addProperties(database, organizationId, count);
  const mcp = await mcpOverHttp(api.url, key);
  const made = { job_type: 'regrid_scraping', counties: ['Blair, PA'], batch_size: batchSize };
  const job = (await mcp.call('create_job', made)).body.job_id;
  const { body } = await mcp.call('start_session', { name: 'first', job_id: job });
  return { mcp, job, session: body.session_id };
}

const seqs = (body: { items: { seq: number }[] }) => body.items.map(({ seq }) => seq);
const done = (given: readonly number[]) => given.map((seq) => ({ seq, outcome: 'completed' }));

test('every answer fits its bound, however long the texts in it are', async () => {
  const { mcp, job, session } = await working(12, 8);
  const claimed = await mcp.call('claim_batch', { session_id: session, max_tokens: 20_000 });
  const long = (letter: string) => letter.repeat(2000);
  const outcomes = seqs(claimed.body).map((seq) => ({
    ...{ seq, outcome: 'failed', code: `c${seq}`, message: long('abcdefgh'.charAt(seq - 1)) },
  }));
  const settled = await mcp.call('settle_batch', {
    session_id: session,
    lease: claimed.body.lease,
    outcomes,
  });
  assert.ok(estimateTokens(settled.text) <= 300, settled.text);
  const noted = await mcp.call('note_session', { session_id: session, note: long('n').repeat(5) });
  assert.ok(estimateTokens(noted.text) <= 300, 'a note is not read back to whoever wrote it');

  const bound = { max_tokens: 300 };
  const calls: [name: string, input: Record<string, unknown>, first: string][] = [
    ['job_brief', { job_id: job, ...bound }, 'tokens'],
    ['job_failures', { job_id: job, ...bound }, 'failed'],
    ['job_failures', { job_id: job, items: true, ...bound }, 'failed'],
    ['job_log', { job_id: job, ...bound }, 'job_id'],
    ['list_jobs', bound, 'total'],
    ['list_sessions', bound, 'total'],
    ['find_properties', bound, 'total'],
    ['find_county', { text: 'Washington', ...bound }, 'found'],
    ['job_status', { job_id: job }, 'job_id'],
    ['pending_work', {}, 'total'],
    ['claim_batch', { session_id: session, ...bound }, 'job_id'],
    ...COUNTY_JOB_TYPES.map((type): [string, Record<string, unknown>, string] => [
      ...(['describe_findings', { job_type: type, ...bound }, 'job_type'] as const),
    ]),
  ];
  for (const [name, input, first] of calls) {
    const { text, failed, body } = await mcp.call(name, input);
    assert.ok(!failed && estimateTokens(text) <= 300, `${name}: ${text}`);
    assert.equal(Object.keys(body)[0], first, name);
  }
  const { resources } = await mcp.client.listResources();
  for (const { uri } of resources) {
    const { contents } = await mcp.client.readResource({ uri });
    assert.ok(estimateTokens((contents[0] as { text: string }).text) <= 4000, uri);
  }
});

test('the cursor leads through every cause of failure and every field of a finding', async () => {
  const { mcp, job, session } = await working(9, 9);
  const { body } = await mcp.call('claim_batch', { session_id: session, max_tokens: 20_000 });
  const outcomes = seqs(body).map((seq) => ({
    ...{ seq, outcome: 'failed', code: `cause_${'abcdefghi'.charAt(seq - 1)}`, message: 'm'.repeat(300) },
  }));
  await mcp.call('settle_batch', { session_id: session, lease: body.lease, outcomes });
  const walk = async (name: string, input: Record<string, unknown>, read: (page: never) => string[]) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 50; page += 1) {
      const more = cursor === undefined ? {} : { cursor };
      const reply = await mcp.call(name, { ...input, ...more, max_tokens: 300 });
      seen.push(...read(reply.body as never));
      cursor = reply.body.next_cursor;
      if (cursor === undefined) break;
    }
    return seen;
  };
  const causes = await walk('job_failures', { job_id: job }, (page: { causes: { code: string }[] }) =>
    page.causes.map(({ code }) => code),
  );
  assert.equal(causes.length, 9);
  assert.equal(new Set(causes).size, 9);
  const whole = await mcp.call('describe_findings', { job_type: 'regrid_scraping' });
  const fields = await walk(
    ...(['describe_findings', { job_type: 'regrid_scraping' }] as const),
    (page: { finding: { properties: object } }) => Object.keys(page.finding.properties),
  );
  assert.deepEqual(fields, Object.keys(whole.body.finding.properties));
});

test('whoever comes after a session that is gone learns whose items are left, and ends it to get them', async () => {
  const { mcp, job, session } = await working(6, 4);
  const lost = await mcp.call('claim_batch', { session_id: session });
  const kept = seqs(lost.body).slice(0, 1);
  await mcp.call('settle_batch', { session_id: session, lease: lost.body.lease, outcomes: done(kept) });
  // The first says nothing more.
  const brief = await mcp.call('resume_session', { job_id: job, name: 'second' });
  const [held] = brief.body.held;
  assert.deepEqual([held.session_id, held.by, held.items], [session, `session ${session}`, 3]);
  const second = brief.body.session.id;
  const own = await mcp.call('claim_batch', { session_id: second });
  assert.equal(own.body.items.length, 2);
  const told = await mcp.call('settle_batch', {
    ...{ session_id: second, lease: own.body.lease, outcomes: done(seqs(own.body)) },
  });
  assert.match(told.body.next, /^claim_batch/);
  const none = await mcp.call('claim_batch', { session_id: second });
  assert.deepEqual(none.body.items, []);
  assert.equal(none.body.held[0].session_id, session);
  assert.match(none.body.next, /end_session with its session_id/);

  assert.equal((await mcp.call('end_session', { session_id: session })).body.handed_back, 3);
  const rest = await mcp.call('claim_batch', { session_id: second });
  assert.deepEqual(seqs(rest.body), seqs(lost.body).slice(1));
  const end = await mcp.call('settle_batch', {
    ...{ session_id: second, lease: rest.body.lease, outcomes: done(seqs(rest.body)) },
  });
  assert.equal(end.body.job.status, 'completed');
  assert.match(end.body.next, /completed: end_session/);
  const known = await mcp.call('list_sessions', { open: false });
  assert.equal(known.body.total, 2);
  assert.equal(known.body.sessions[0].settled.to_retry, 0);
});

test('a resume that names no job takes up a county job, never one that workers run over posted items', async () => {
  const client = await api.client('analyst');
  await addProperties(database, client.organizationId, 2);
  const mcp = await mcpOverHttp(api.url, client.key);
  const county = await mcp.call('create_job', { job_type: 'regrid_scraping', counties: ['42013'] });
  await mcp.call('start_job', { job_id: county.body.job_id });
  const posted = await client.post('/batch-lookups', { items: lookupItems(2) });
  assert.equal(posted.status, 201);
  assert.equal((await mcp.call('start_job', { job_id: posted.body.job_id })).failed, false);
  await mcp.call('pause_job', { job_id: posted.body.job_id });
  for (const name of ['resume_session', 'job_brief']) {
    const { body } = await mcp.call(name);
    assert.equal(body.job.job_id, county.body.job_id, name);
    assert.deepEqual(body.candidates, [], name);
  }
  assert.equal((await mcp.call('job_status', { job_id: posted.body.job_id })).body.status, 'paused');
});

test('a job that is paused or pending is told how to go on', async () => {
  const { mcp, job } = await working(2, 2);
  const early = await mcp.call('resume_job', { job_id: job });
  assert.match(early.body.message, /is pending; start it$/);
  await mcp.call('start_job', { job_id: job });
  await mcp.call('pause_job', { job_id: job });
  const late = await mcp.call('start_job', { job_id: job });
  assert.ok(late.failed);
  assert.match(late.body.message, /is paused; resume it$/);
  assert.match(late.body.next, /resume_job/);
  const missing = 'lotline://jobs/00000000-0000-4000-8000-000000000000/log';
  await assert.rejects(mcp.client.readResource({ uri: missing }), /-32602.*No job .*; list_jobs/);
});

test('a report that is sent again books its tokens once', async () => {
  const { mcp, job } = await working(6, 3);
  const { session_id: session } = (await mcp.call('start_session', { job_id: job, budget_tokens: 1000 }))
    .body;
  const { body } = await mcp.call('claim_batch', { session_id: session });
  const report = { session_id: session, lease: body.lease, outcomes: done(seqs(body)), tokens: 600 };
  assert.equal((await mcp.call('settle_batch', report)).body.accepted, 3);
  const again = await mcp.call('settle_batch', report);
  assert.deepEqual(
    [again.body.accepted, again.body.ignored, again.body.pause_recommended],
    [0, 3, undefined],
  );
  const { sessions } = (await mcp.call('list_sessions', { job_id: job })).body;
  assert.equal(sessions[0].tokens_used, 600);
});

test('the cursor of a batch that is settled hides nothing of the next one', async () => {
  const { mcp, job, session } = await working(60, 30);
  const first = await mcp.call('claim_batch', { session_id: session, max_tokens: 900 });
  assert.ok(first.body.next_cursor);
  const all = Array.from({ length: 30 }, (_, at) => at + 1);
  const failed = all.map((seq) => ({ seq, outcome: seq > 25 ? 'completed' : 'failed', message: 'captcha' }));
  await mcp.call('settle_batch', { session_id: session, lease: first.body.lease, outcomes: failed });
  await mcp.call('resume_job', { job_id: job });
  await mcp.call('retry_failures', { job_id: job, all: true });
  const next = await mcp.call('claim_batch', {
    ...{ session_id: session, cursor: first.body.next_cursor, max_tokens: 20_000 },
  });
  assert.equal(next.body.items.length, next.body.held);
  assert.equal(next.body.items[0].seq, 1);
});

test('every refusal says what to do next', async () => {
  const { mcp, job, session } = await working(2, 2);
  const nobody = '00000000-0000-4000-8000-000000000000';
  const { body } = await mcp.call('claim_batch', { session_id: session });
  const settle = { session_id: session, lease: body.lease };
  const refusals: [name: string, input: Record<string, unknown>, next: RegExp][] = [
    ['job_status', { job_id: nobody }, /list_jobs/],
    ['claim_batch', { session_id: nobody }, /start_session/],
    ['settle_batch', { ...settle, outcomes: [{ outcome: 'completed' }] }, /call again/],
    ['settle_batch', { ...settle, lease: '999999.1', outcomes: done([1]) }, /as the claim answered/],
    ['job_brief', { job_id: job, cursor: 'zz' }, /call again/],
    ['retry_failures', { job_id: job }, /job_failures/],
    ['create_job', { job_type: 'regrid_scraping', counties: ['Somerset'] }, /the state/],
    ['create_job', { job_type: 'regrid_scraping', counties: ['Blair, PA'] }, /job_status/],
    ['get_property', { property_id: nobody }, /find_properties/],
    ['resume_job', { job_id: 'x' }, /call resume_job again/],
  ];
  for (const [name, input, next] of refusals) {
    const reply = await mcp.call(name, input);
    assert.ok(reply.failed && reply.body.code && reply.body.message, name);
    assert.match(reply.body.next, next, name);
  }
  await mcp.call('end_session', { session_id: session });
  assert.match((await mcp.call('claim_batch', { session_id: session })).body.next, /resume_session/);
  const viewer = await mcpOverHttp(api.url, (await api.client('viewer')).key);
  assert.ok((await viewer.call('pause_job', { job_id: job })).body.next);
});

test('an item that is named as two is refused: a finding is never kept for another property', async () => {
  const { mcp, job, session } = await working(2, 2);
  const { body } = await mcp.call('claim_batch', { session_id: session });
  const [one, two] = body.items;
  const report = (item: { item_id: string; seq: number }) =>
    mcp.call('settle_batch', {
      ...{ session_id: session, lease: body.lease },
      outcomes: [{ ...item, outcome: 'completed', finding: { year_built: 1950 } }],
    });
  const refused = await report({ item_id: one.item_id, seq: two.seq });
  assert.equal(refused.body.code, 'validation_failed');
  assert.match(refused.body.message, /is item 1, not 2/);
  assert.equal((await mcp.call('job_status', { job_id: job })).body.settled, 0);
  assert.equal((await report({ item_id: one.item_id, seq: one.seq })).body.accepted, 1);
});
