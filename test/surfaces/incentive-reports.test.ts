import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItem, workLookups } from '../support/lookups.ts';
import { fullResult } from '../support/report-results.ts';

const database = await testDatabase();
const api = await testApi(database);

const nowhere = {
  outcome: 'failed',
  class: 'permanent',
  code: 'no_utility_at_address',
  message: 'No utility serves this address',
} as const;

interface Made {
  readonly job: string;
  readonly report: string;
}

/** A batch of so many sites: each fifth fails, each third is not eligible, the others get their number in dollars. */
async function reportOf(client: Client, sites: number): Promise<Made> {
  const items = Array.from({ length: sites }, (_, at) =>
    lookupItem(`deal-${String(at + 1).padStart(3, '0')}`, { device_ids: [1, 2] }),
  );
  const { body } = await client.post('/batch-lookups', { items });
  await workLookups(database, body.job_id, (seq) => {
    if (seq % 5 === 0) return nowhere;
    const tiers = [['p1', 1, seq % 3 === 0 ? 0 : seq]] as const;
    const result = fullResult({ state: seq % 2 === 0 ? 'NY' : 'CA', tiers });
    return { outcome: 'completed', result: { ...result, connect_url: `https://apply.example.org/${seq}` } };
  });
  return { job: body.job_id, report: body.report.id };
}

/** Every site by walking the pages. */
async function walk(client: Client, path: string): Promise<{ row: number; total_incentive_value: number }[]> {
  const all = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page += 1) {
    assert.ok(page < 100, 'the pages end');
    const { status, body } = await client.get(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    assert.equal(status, 200, JSON.stringify(body));
    all.push(...body.sites);
    cursor = body.next_cursor;
  }
  return all;
}

test('a report opens with totals, sums and its first sites, at once and while it fills', async () => {
  const client = await api.client('viewer');
  const analyst = await api.client('analyst', client.organizationId);
  const { body } = await analyst.post('/batch-lookups', { items: [lookupItem('deal-001')] });
  const empty = (await client.get(`/incentive-reports/${body.report.id}`)).body;
  assert.deepEqual(
    [empty.status, empty.total_items, empty.total_sites, empty.sites, empty.by_program, empty.next_cursor],
    ['processing', 1, 0, [], [], null],
  );

  const { job, report } = await reportOf(analyst, 30);
  const full = (await client.get(`/incentive-reports/${report}?limit=2`)).body;
  assert.match(full.name, /^Batch Lookup - \d{4}-\d\d-\d\d \(30 sites\)$/);
  assert.equal(
    full.description,
    'Batch lookup job with 30 items. Sites will be added as processing completes.',
  );
  const { total_sites, eligible_sites, failed_sites, total_incentive_value } = full;
  assert.deepEqual(
    [full.status, full.job_id, total_sites, eligible_sites, failed_sites, total_incentive_value],
    ['complete', job, 30, 16, 6, 240],
  );
  assert.deepEqual(full.by_eligibility, [
    { eligibility: 'eligible', sites: 16, total_incentive_value: 240 },
    { eligibility: 'not_eligible', sites: 8, total_incentive_value: 0 },
    { eligibility: 'failed', sites: 6, total_incentive_value: 0 },
  ]);
  assert.deepEqual(full.by_program, [
    { program_id: 'p1', program_name: 'Programme p1', sites: 16, total_incentive_value: 240 },
  ]);
  assert.deepEqual(
    full.by_state.map((one: Record<string, unknown>) => [
      one.state_or_province_code,
      one.sites,
      one.eligible_sites,
      one.failed_sites,
      one.total_incentive_value,
    ]),
    [
      // what failed has the state that was sent
      ['CA', 18, 8, 6, 120],
      ['NY', 12, 8, 0, 120],
    ],
  );
  assert.deepEqual(full.by_device, [
    { device_id: 1, device_name: 'Device 1', sites: 30, eligible_sites: 16, total_incentive_value: 240 },
    { device_id: 2, device_name: null, sites: 30, eligible_sites: 0, total_incentive_value: 0 },
  ]);
  assert.deepEqual(full.by_error, [{ error_code: 'no_utility_at_address', sites: 6 }]);
  assert.deepEqual(full.left_out, { by_program: 0, by_state: 0, by_device: 0, by_error: 0 });
  assert.equal(full.sites.length, 2);
  const [first] = full.sites;
  assert.deepEqual(
    [
      first.row,
      first.reference_id,
      first.status,
      first.address.city,
      first.building_type,
      first.utility.eiaid,
    ],
    [1, 'deal-001', 'completed', 'San Francisco', 'RESIDENTIAL', 14328],
  );
  assert.equal(first.connect_url, 'https://apply.example.org/1');
  assert.deepEqual(first.programs, [
    { program_id: 'p1', program_name: 'Programme p1', total_incentive: 1, eligible_combinations: 1 },
  ]);
  const rest = (await client.get(`/incentive-reports/${report}/sites?cursor=${full.next_cursor}`)).body;
  assert.deepEqual([rest.sites[0].row, rest.sites.length], [3, 28]);
});

test('reports are listed newest first, by status, a page at a time', async () => {
  const client = await api.client('analyst');
  const done = [await reportOf(client, 1), await reportOf(client, 1), await reportOf(client, 1)];
  const open = (await client.post('/batch-lookups', { items: [lookupItem('deal-x')] })).body.report.id;
  const ids = (body: { reports: { id: string }[] }) => body.reports.map(({ id }) => id);
  const newest = [open, ...done.map(({ report }) => report).reverse()];
  const first = (await client.get('/incentive-reports?limit=3')).body;
  assert.deepEqual(ids(first), newest.slice(0, 3));
  const second = (await client.get(`/incentive-reports?limit=3&cursor=${first.next_cursor}`)).body;
  assert.deepEqual([ids(second), second.next_cursor], [newest.slice(3), null]);
  assert.deepEqual(ids((await client.get('/incentive-reports?status=processing')).body), [open]);
  assert.deepEqual(ids((await client.get('/incentive-reports?status=complete')).body), newest.slice(1));
  const wrong = await client.get('/incentive-reports?status=done');
  assert.equal(wrong.status, 400);
  assert.match(wrong.body.error, /status: must be one of processing, complete, error/);
});

test('each report is listed under the status that it has, also when its batch failed or was cancelled', async () => {
  const client = await api.client('analyst');
  const begin = async (): Promise<Made> => {
    const { body } = await client.post('/batch-lookups', {
      items: ['deal-1', 'deal-2'].map((name) => lookupItem(name)),
    });
    return { job: body.job_id, report: body.report.id };
  };
  const [failed, cancelled, partly, paused] = [await begin(), await begin(), await begin(), await begin()];
  await workLookups(database, failed.job, () => nowhere);
  const [batch] = await claimLookups(database, partly.job, 1);
  assert.ok(batch);
  await settleBatch(database.pools.worker, {
    batchId: batch.batchId,
    token: batch.token,
    outcomes: [{ seq: 1, outcome: 'completed', result: fullResult({ state: 'NY', tiers: [] }) }],
  });
  for (const { job } of [cancelled, partly]) await client.post(`/batch-lookups/${job}/cancel`);
  await client.post(`/api/jobs/${paused.job}/pause`);
  const listed = async (status: string) =>
    (await client.get(`/incentive-reports?status=${status}`)).body.reports.map(
      (one: { id: string; status: string }) => [one.id, one.status],
    );
  assert.deepEqual(await listed('error'), [
    [cancelled.report, 'error'],
    [failed.report, 'error'],
  ]);
  assert.deepEqual(await listed('complete'), [[partly.report, 'complete']]);
  assert.deepEqual(await listed('processing'), [[paused.report, 'processing']]);
});

test('sites come in any order, each page after the last, and every filter narrows', async () => {
  const client = await api.client('analyst');
  const { report } = await reportOf(client, 30);
  const path = `/incentive-reports/${report}/sites`;
  const rows = async (query: string) =>
    (await walk(client, `${path}?limit=7&${query}`)).map(({ row }) => row);
  const upward = Array.from({ length: 30 }, (_, at) => at + 1);
  assert.deepEqual(await rows(''), upward);
  assert.deepEqual(await rows('sort=-row'), upward.toReversed());
  const values = (await walk(client, `${path}?limit=7&sort=-total_incentive_value`)).map(
    (site) => site.total_incentive_value,
  );
  assert.equal(values.length, 30);
  assert.deepEqual(
    values,
    values.toSorted((a, b) => b - a),
  );
  assert.deepEqual(
    (await rows('sort=total_incentive_value')).toSorted((a, b) => a - b),
    upward,
  );
  assert.deepEqual(
    (await rows('sort=-processed_at')).toSorted((a, b) => a - b),
    upward,
  );
  assert.deepEqual(await rows('status=failed'), [5, 10, 15, 20, 25, 30]);
  assert.deepEqual(await rows('error_code=no_utility_at_address&state=ca'), [5, 10, 15, 20, 25, 30]);
  assert.deepEqual(await rows('eligible=true&state=NY'), [2, 4, 8, 14, 16, 22, 26, 28]);
  assert.deepEqual((await rows('program_id=p1')).length, 16);
  assert.deepEqual(await rows('program_id=none'), []);
  assert.deepEqual((await rows('device_id=2')).length, 30);
  assert.deepEqual(await rows('device_id=3'), []);

  const { body } = await client.get(`${path}?limit=7&sort=row`);
  const other = await client.get(`${path}?sort=-row&cursor=${body.next_cursor}`);
  assert.equal(other.status, 400);
  assert.match(other.body.error, /^cursor: it goes on a list with sort=row, not sort=-row/);
  for (const query of ['cursor=x', 'state=California', 'sort=best', 'device_id=one', 'limit=501']) {
    const refused = await client.get(`${path}?${query}`);
    assert.equal(refused.status, 400, query);
    assert.equal(refused.body.field, query.split('=')[0]);
  }
});

test("another organization's report, a deleted one and no report at all read the same", async () => {
  const client = await api.client('admin');
  const other = await api.client('admin');
  const { job, report } = await reportOf(client, 2);
  const paths = ['', '/sites', '/export', '/export?format=xlsx', '/print'];
  const refused = async (asking: Client, id: string) => {
    for (const path of paths) {
      const { status, body } = await asking.get(`/incentive-reports/${id}${path}`);
      assert.deepEqual([status, body.error, body.code], [404, 'Report not found', 'report_not_found'], path);
    }
  };
  await refused(other, report);
  await refused(client, '660e8400-e29b-41d4-a716-446655440001');
  await refused(client, 'not-an-id');
  assert.deepEqual((await other.get('/incentive-reports')).body, { reports: [], next_cursor: null });

  const { organizationId } = client;
  await database.pools.owner.query('select lotline.delete_job($1, $2)', [organizationId, job]);
  await refused(client, report);
  assert.deepEqual((await client.get('/incentive-reports')).body.reports, []);
  const nobody = await api.ask('/incentive-reports');
  assert.equal(nobody.status, 401);
});

test('text that would be markup is text on the printed page, and the page may run and load nothing', async () => {
  const client = await api.client('analyst');
  const hostile = '<script>alert(1)</script>"\'&';
  const items = [lookupItem('deal-001'), lookupItem('deal-002')];
  const { body } = await client.post('/batch-lookups', { items, name: hostile });
  const result = fullResult({ state: 'CA', tiers: [['p1', 1, 1500.5]] }) as {
    incentives: { by_program: { program_name: string }[] };
    utility: { name: string };
  };
  for (const program of result.incentives.by_program) program.program_name = hostile;
  result.utility.name = hostile;
  await workLookups(database, body.job_id, (seq) =>
    seq === 1 ? { outcome: 'completed', result } : { ...nowhere, code: hostile },
  );
  const page = await client.get(`/incentive-reports/${body.report.id}/print`);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; /);
  assert.doesNotMatch(policy, /unsafe|script-src/);
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page.text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  assert.ok(policy.includes(`'sha256-${hash}'`), 'its own style is let through');
  assert.ok(!page.text.includes('<script'));
  assert.ok(!/ style=| on\w+=/.test(page.text), 'nothing that the policy would refuse');
  assert.ok(page.text.includes('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'));
  assert.match(page.text, /<svg role="img" aria-label="Value by program"/);
  assert.match(page.text, /\$1,500\.50/);
  assert.match(page.text, /Complete\. It ended \d{4}-/);
});

test('an answer with figures beyond all sense makes a report that opens, exports and prints', async () => {
  const client = await api.client('analyst');
  const { body } = await client.post('/batch-lookups', { items: [lookupItem('deal-001')] });
  const huge = fullResult({ state: 'CA', tiers: [['p'.repeat(5_000), 1, 1e15]] });
  const result = { ...huge, customer_id: 2 ** 60, utility: { eiaid: 2 ** 60, name: 'Big' } };
  await workLookups(database, body.job_id, () => ({ outcome: 'completed', result }));
  const path = `/incentive-reports/${body.report.id}`;
  const report = await client.get(path);
  assert.equal(report.status, 200, report.text);
  const [site] = report.body.sites;
  assert.deepEqual([site.customer_id, site.utility], [null, { eiaid: null, name: 'Big' }]);
  assert.equal(report.body.total_incentive_value, 1e15);
  const page = await client.get(`/incentive-reports/${body.report.id}/print`);
  assert.match(page.text, />\$1E15</, 'so large a sum is written short');
  assert.equal(report.body.by_program[0].program_id.length, 500);
  for (const part of [
    '/export',
    '/export?format=jsonl',
    '/export?format=xlsx',
    '/print',
    '/sites',
    '/timeline',
  ]) {
    assert.equal((await client.get(`${path}${part}`)).status, 200, part);
  }
});

test('the curve of a report ends in its totals, in steps of equal length', async () => {
  const client = await api.client('analyst');
  const { job, report } = await reportOf(client, 10);
  await database.pools.owner.query(
    `update lotline.report_sites s set settled_at = s.settled_at - interval '10 minutes'
       from lotline.jobs j where j.id = $1 and s.job_no = j.number and s.seq <= 4`,
    [job],
  );
  const totals = (await client.get(`/incentive-reports/${report}`)).body;
  const { status, body, text } = await client.get(`/incentive-reports/${report}/timeline`);
  assert.equal(status, 200, text);
  assert.deepEqual(
    body.points.map((point: { sites: number; failed_sites: number }) => [point.sites, point.failed_sites]),
    [
      [4, 0],
      [10, 2],
    ],
  );
  assert.equal(body.points.at(-1).eligible_sites, totals.eligible_sites);
  assert.equal(body.points.at(-1).total_incentive_value, totals.total_incentive_value);
  const [first, last] = body.points.map(({ at }: { at: string }) => Date.parse(at) / 1_000);
  assert.equal(Math.round(last - first) % body.step_seconds, 0);

  const { body: empty } = await client.post('/batch-lookups', { items: [lookupItem('deal-001')] });
  const none = await client.get(`/incentive-reports/${empty.report.id}/timeline`);
  assert.deepEqual(none.body, { step_seconds: null, points: [] });
});
