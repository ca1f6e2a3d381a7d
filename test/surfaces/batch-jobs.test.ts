import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { durationText } from '../../src/surfaces/batch-jobs/translate.ts';
import { type Client, testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const blair = await countyId(database);

const URL = '/api/batch-jobs';
const create = (client: Client, body: unknown = {}) =>
  client.post(URL, { job_type: 'regrid_scraping', county_id: blair, ...(body as object) });
async function made(client: Client, body: unknown = {}): Promise<string> {
  const answer = await create(client, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.body.data.id;
}
const patch = (client: Client, id: string, body: unknown) =>
  client.ask(`${URL}/${id}`, { method: 'PATCH', body });
const remove = (client: Client, id: string) => client.ask(`${URL}/${id}`, { method: 'DELETE' });
/** An error's body without what differs from request to request. */
const problem = ({ requestId: _, hint: _hint, ...rest }: Record<string, unknown>) => rest;

test('who does not sign in is told so, in the words of the API', async () => {
  const id = randomUUID();
  for (const [method, path] of [
    ['GET', ''],
    ['GET', `/${id}`],
    ['POST', ''],
    ['PATCH', `/${id}`],
    ['DELETE', `/${id}`],
    ['GET', `/${id}/items`],
    ['POST', `/${id}/batches`],
  ] as const) {
    const { status, body } = await api.ask(URL + path, { method, ...(method === 'PATCH' && { body: {} }) });
    assert.equal(status, 401, `${method} ${path}`);
    assert.deepEqual(problem(body), {
      ...{ error: 'Unauthorized', message: 'Authentication required', code: 'unauthorized', status: 401 },
    });
    assert.equal(typeof body.requestId, 'string');
  }
  const { status } = await api.ask(URL, { headers: { authorization: 'Bearer demo-token' } });
  assert.equal(status, 401, 'the token of the demonstration is worth nothing elsewhere');
});

test('roles may do what the API says, and are refused in its words', async () => {
  const admin = await api.client('admin');
  const analyst = await api.client('analyst', admin.organizationId);
  const viewer = await api.client('viewer', admin.organizationId);
  const refused = (message: string) => ({ error: 'Forbidden', message, code: 'forbidden', status: 403 });

  const cannotCreate = await create(viewer);
  assert.equal(cannotCreate.status, 403);
  assert.deepEqual(
    problem(cannotCreate.body),
    refused(
      'Viewers do not have permission to create batch jobs. Only admins and analysts can create batch jobs.',
    ),
  );
  const id = await made(analyst);
  assert.equal((await viewer.get(`${URL}/${id}`)).status, 200);
  assert.equal((await viewer.get(`${URL}/${id}/logs`)).status, 200);
  const cannotModify = refused('Viewers cannot modify batch jobs');
  assert.deepEqual(problem((await patch(viewer, id, { status: 'in_progress' })).body), cannotModify);
  for (const verb of ['cancel', 'retry', 'resume-at', 'batches', 'batches/1.1/heartbeat']) {
    const answer = await viewer.post(`${URL}/${id}/${verb}`, {});
    assert.deepEqual([answer.status, problem(answer.body)], [403, cannotModify], verb);
  }
  for (const client of [viewer, analyst]) {
    const answer = await remove(client, id);
    assert.equal(answer.status, 403);
    assert.deepEqual(problem(answer.body), refused('Only admins can delete batch jobs'));
  }
  assert.equal((await patch(analyst, id, { status: 'in_progress' })).status, 200);
  await made(admin, { county_id: await countyId(database, 'Centre') });
  assert.equal((await remove(admin, id)).status, 200, 'a job of no items is over as soon as it starts');
});

test('a running job cannot be deleted; a deleted one is gone', async () => {
  const client = await api.client('admin');
  await addProperties(database, client.organizationId, 2);
  const id = await made(client);
  await patch(client, id, { status: 'in_progress' });
  const running = await remove(client, id);
  assert.deepEqual([running.status, running.body.error], [409, 'Conflict']);
  assert.match(running.body.message, /pause it first/);
  await patch(client, id, { status: 'paused' });
  const gone = await remove(client, id);
  assert.deepEqual([gone.status, gone.body], [200, { message: 'Batch job deleted successfully' }]);
  for (const answer of [
    await remove(client, id),
    await client.get(`${URL}/${id}`),
    await patch(client, id, { status: 'in_progress' }),
  ]) {
    assert.equal(answer.status, 404);
    assert.deepEqual(problem(answer.body), {
      ...{ error: 'Not found', message: 'Batch job not found', code: 'job_not_found' },
    });
  }
  assert.equal((await client.get(URL)).body.pagination.total, 0);
});

test('everything of another organization is not there', async () => {
  const owner = await api.client('admin');
  await addProperties(database, owner.organizationId, 3);
  const id = await made(owner);
  const stranger = await api.client('admin');
  await addProperties(database, stranger.organizationId, 3);
  for (const [method, path, body] of [
    ['GET', ''],
    ['PATCH', '', { status: 'in_progress' }],
    ['DELETE', ''],
    ['POST', '/cancel', {}],
    ['POST', '/retry', { all: true }],
    ['POST', '/resume-at', { resume_at: null }],
    ['GET', '/items'],
    ['GET', '/logs'],
    ['POST', '/batches', {}],
    ['POST', '/batches/1.1/results', { outcomes: [{ seq: 1, outcome: 'completed' }] }],
    ['POST', '/batches/1.1/heartbeat', {}],
    ['POST', '/batches/1.1/release'],
  ] as const) {
    for (const one of [id, 'nonsense', randomUUID(), `${id}'--`]) {
      const answer = await stranger.ask(`${URL}/${one}${path}`, { method, ...(body && { body }) });
      assert.equal(answer.status, 404, `${method} ${path} ${answer.text}`);
      assert.equal(answer.body.message, 'Batch job not found');
    }
  }
  const { data, pagination } = (await stranger.get(URL)).body;
  assert.deepEqual([data.activeJobs, data.stats.running, pagination.total], [[], 0, 0]);
  assert.equal((await create(stranger)).status, 200, 'the county is free to everybody');
  assert.equal((await owner.get(`${URL}/${id}`)).body.data.status, 'pending');
});

test('a job of another kind is not a batch job', async () => {
  const client = await api.client('admin');
  const { body } = await client.post('/batch-lookups/uploads', { columns: ['a'] });
  assert.equal((await client.get(`${URL}/${body.job_id}`)).status, 404);
  assert.equal((await client.get(URL)).body.pagination.total, 0);
});

test('what cannot be created is refused with the field and the fix', async () => {
  const client = await api.client('analyst');
  for (const body of [
    {},
    [],
    null,
    'x',
    { job_type: 'regrid_scraping' },
    { county_id: blair },
    { job_type: '', county_id: blair },
  ]) {
    const { status, body: answer } = await client.post(URL, body);
    assert.equal(status, 400, JSON.stringify(body));
    if (typeof body === 'string') continue;
    assert.deepEqual(
      [answer.error, answer.message],
      ['Validation error', 'job_type and county_id are required fields'],
    );
  }
  for (const [body, status, words] of [
    [{ job_type: 'scraping' }, 400, /job_type: must be one of regrid_scraping, /],
    [{ county_id: randomUUID() }, 404, /^county_id: there is no county/],
    [{ county_id: 'Atlantis' }, 404, /^county_id: .*Atlantis/],
    [{ county_id: 'Somerset' }, 400, /^county_id: .*Somerset/],
    [{ county_id: undefined, county_ids: ['Blair, PA', 'Atlantis'] }, 404, /^county_ids: .*Atlantis/],
    [{ county_id: 7 }, 400, /county_id: must be text/],
    [{ batch_size: 0 }, 400, /batch_size: must be at least 1/],
    [{ batch_size: 1001 }, 400, /batch_size: must be at most 1000/],
    [{ batch_size: '50' }, 400, /batch_size: must be a whole number/],
    [{ total_items: -1 }, 400, /total_items: must be at least 0/],
    [{ total_items: 1 }, 400, /total_items/],
    [{ reuse: 'no' }, 400, /reuse: must be true or false/],
    [{ job_type: 'bid_strategy', reuse: false }, 400, /reuse: bid_strategy uses no answers of earlier jobs/],
    [{ strategy: 'random' }, 400, /strategy: must be one of sequential, round_robin, auction_date/],
    [{ county_ids: [blair] }, 400, /only one of county_id and county_ids/],
    [{ county_id: null, county_ids: [] }, 400, /county_ids: must name at least one/],
    [{ county_id: null, state_code: 'Penn' }, 400, /state_code: must be two letters/],
  ] as const) {
    const refused = await create(client, body);
    assert.equal(refused.status, status, `${JSON.stringify(body)} ${refused.text}`);
    assert.match(refused.body.message, words);
  }
  assert.equal((await client.get(URL)).body.pagination.total, 0, 'nothing was made');
});

test('an ambiguous county is answered with the candidates', async () => {
  const client = await api.client('analyst');
  const { body } = await create(client, { county_id: 'Somerset' });
  assert.deepEqual([body.code, body.field], ['ambiguous_county', 'county_id']);
  assert.ok(body.candidates.length >= 3, JSON.stringify(body));
});

test('a second job for the same county and type names the first, until that is over', async () => {
  const client = await api.client('analyst');
  await addProperties(database, client.organizationId, 2);
  const id = await made(client);
  const second = await create(client);
  assert.deepEqual([second.status, second.body.error], [409, 'Conflict']);
  assert.equal(second.body.field, undefined, 'no field of the request is wrong');
  assert.match(second.body.message, new RegExp(id));
  await made(client, { job_type: 'county_research' });
  await client.post(`${URL}/${id}/cancel`);
  assert.equal((await create(client)).status, 200);
});

test('a repeated creation with an Idempotency-Key makes one job', async () => {
  const client = await api.client('analyst');
  const body = { job_type: 'regrid_scraping', county_id: blair };
  const once = () => client.post(URL, body, { 'idempotency-key': 'create-1' });
  const first = await once();
  const again = await once();
  assert.deepEqual([again.status, again.body], [200, first.body]);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  const other = await client.post(URL, { ...body, batch_size: 5 }, { 'idempotency-key': 'create-1' });
  assert.equal(other.status, 422);
  assert.equal((await client.get(URL)).body.pagination.total, 1);
});

test('jobs over all counties, a state or a list have a name, and no county', async () => {
  const client = await api.client('analyst');
  const centre = await countyId(database, 'Centre');
  await addProperties(database, client.organizationId, 2);
  await addProperties(database, client.organizationId, 3, centre);
  const shown = async (body: unknown) => {
    const id = await made(client, body);
    const listed = (await client.get(URL)).body.data.activeJobs.find((job: { id: string }) => job.id === id);
    const { data } = (await client.get(`${URL}/${id}`)).body;
    await client.post(`${URL}/${id}/cancel`);
    return { listed, data };
  };
  const all = await shown({ county_id: null });
  assert.deepEqual(
    [all.listed.name, all.listed.county, all.listed.countyId, all.listed.state, all.listed.totalItems],
    ['Regrid Scraping - All Counties', null, null, null, 5],
  );
  assert.deepEqual([all.data.county_id, all.data.counties], [null, null]);
  const state = await shown({ county_id: null, state_code: 'pa', strategy: 'round_robin' });
  assert.deepEqual(
    [state.listed.name, state.listed.state, state.data.state_code, state.data.strategy],
    ['Regrid Scraping - All Counties in PA', 'PA', 'PA', 'round_robin'],
  );
  const list = await shown({ county_id: undefined, county_ids: ['Centre, PA', 'blair county, pa', blair] });
  assert.equal(list.listed.name, 'Regrid Scraping - 2 Counties');
  assert.deepEqual(new Set(list.data.county_ids), new Set([blair, centre]));
  const one = await shown({ county_id: 'Blair, PA', total_items: 1 });
  assert.deepEqual(
    [one.listed.name, one.listed.countyId, one.data.total_items],
    ['Regrid Scraping - Blair', blair, 1],
  );
});

test('lists are filtered and paged, and their figures are over all jobs', async () => {
  const client = await api.client('admin');
  const names = ['Blair', 'Centre', 'Bedford', 'Fulton', 'Juniata', 'Mifflin'];
  const ids: string[] = [];
  for (const name of names) {
    const county = await countyId(database, name);
    await addProperties(database, client.organizationId, 4, county);
    ids.push(await made(client, { county_id: county }));
  }
  const [one = '', two = '', three = '', four = '', five = '', six = ''] = ids;
  for (const id of [one, two, three, four, five]) await patch(client, id, { status: 'in_progress' });
  await patch(client, one, { processed_items: 3, failed_items: 1 });
  await patch(client, two, { processed_items: 4 });
  await patch(client, three, { failed_items: 4 });
  await patch(client, four, { status: 'paused' });
  const list = async (query: string) => {
    const { status, body, text } = await client.get(`${URL}?${query}`);
    assert.equal(status, 200, text);
    const found = [...body.data.activeJobs, ...body.data.jobHistory].map((job: { id: string }) => job.id);
    assert.deepEqual(body.data.stats, { running: 1, paused: 1, completedToday: 2, successRate: 87 });
    return { found, ...body.pagination, data: body.data };
  };
  const active = await list('status=active');
  assert.deepEqual(active.found, [six, five, four]);
  assert.deepEqual(
    active.data.activeJobs.map((job: { status: string }) => job.status),
    ['pending', 'running', 'paused'],
  );
  assert.deepEqual((await list('status=completed')).found, [two, one]);
  assert.deepEqual((await list('status=failed')).found, [three]);
  assert.deepEqual((await list(`county_id=${await countyId(database, 'Centre')}`)).found, [two]);
  assert.deepEqual((await list('job_type=county_research')).found, []);
  const first = await list('limit=2');
  assert.deepEqual([first.found, first.total, first.offset], [[six, five], 6, 0]);
  const second = await list(`limit=2&cursor=${first.next_cursor}`);
  assert.deepEqual(second.found, [four, three]);
  assert.deepEqual((await list('limit=2&offset=4')).found, [two, one]);
  const last = await list(`limit=5&cursor=${second.next_cursor}`);
  assert.deepEqual([last.found, last.next_cursor], [[two, one], null]);
  await remove(client, two);
  assert.equal((await client.get(URL)).body.data.stats.completedToday, 1, 'a deleted job counts nowhere');
  await client.post(`${URL}/${four}/cancel`, {});
  const { pagination } = (await client.get(URL)).body;
  assert.equal(pagination.total, 5, 'the cancelled one is among all of them');
});

test('a bound that is passed is named', async () => {
  const client = await api.client('viewer');
  for (const [query, words] of [
    ['limit=1001', 'limit: must be a whole number from 1 to 1000, not "1001"'],
    ['limit=0', 'limit: must be a whole number from 1 to 1000, not "0"'],
    ['limit=all', 'limit: must be a whole number from 1 to 1000, not "all"'],
    ['offset=-1', 'offset: must be a whole number from 0 to 2147483647, not "-1"'],
    [
      'status=done',
      'status: must be one of active, completed, failed, pending, running, in_progress, paused, cancelled (got "done")',
    ],
    ['cursor=x', 'cursor: must be the next_cursor of another page (got "x")'],
    ['county_id=Blair', 'county_id: must be the UUID of a county (got "Blair")'],
  ]) {
    const { status, body } = await client.get(`${URL}?${query}`);
    assert.deepEqual([status, body.error, body.message], [400, 'Validation error', words]);
  }
});

test('durations are hours and minutes', () => {
  const minutes = (count: number) => durationText(count * 60_000);
  assert.deepEqual([minutes(0), minutes(0.9), minutes(45), minutes(59.9)], ['0m', '0m', '45m', '59m']);
  assert.deepEqual([minutes(60), minutes(135), minutes(26 * 60 + 5)], ['1h 0m', '2h 15m', '26h 5m']);
  assert.equal(durationText(-5), '0m');
});

test('reading without sign-in shows the default organization, without who and why', async () => {
  const organizationId = await database.defaultOrganization();
  const open = await testApi(database, { access: { publicReads: { organizationId, forwarded: false } } });
  const admin = await open.client('admin', organizationId);
  await addProperties(database, organizationId, 3);
  const id = await made(admin);
  await patch(admin, id, { status: 'in_progress' });
  await patch(admin, id, {
    status: 'paused',
    failed_items: 1,
    last_error: 'secret of ours',
    reason: 'also secret',
  });
  const list = await open.ask(URL);
  assert.equal(list.status, 200);
  const [job] = list.body.data.activeJobs;
  assert.deepEqual([job.id, job.failedItems, job.errorLog, job.pauseReason], [id, 1, null, null]);
  const one = await open.ask(`${URL}/${id}`);
  assert.deepEqual(
    [one.body.data.last_error, one.body.data.pause_reason, 'created_by' in one.body.data],
    [null, null, false],
  );
  assert.equal((list.text + one.text).includes('secret'), false);
  assert.equal((await admin.get(`${URL}/${id}`)).body.data.last_error, 'secret of ours');

  for (const path of ['/items', '/logs']) assert.equal((await open.ask(`${URL}/${id}${path}`)).status, 401);
  assert.equal(
    (await open.ask(`${URL}/${id}`, { method: 'PATCH', body: { status: 'in_progress' } })).status,
    401,
  );
  assert.equal((await open.ask('/api/jobs')).status, 401);
  for (const authorization of ['Bearer wrong', 'Basic abc', 'demo-token']) {
    assert.equal(
      (await open.ask(URL, { headers: { authorization } })).status,
      401,
      'a bad credential is not none',
    );
  }
  for (const name of [
    'forwarded',
    'x-forwarded-for',
    'x-real-ip',
    'via',
    'X-Forwarded-Host',
    'cf-connecting-ip',
    'cdn-loop',
    'Fastly-Client-IP',
    'X-Azure-ClientIP',
    'x-appengine-user-ip',
    'x-envoy-external-address',
    'x-amzn-trace-id',
  ]) {
    assert.equal((await open.ask(URL, { headers: { [name]: '127.0.0.1' } })).status, 401, name);
  }
  const stranger = await open.client('admin');
  const theirs = await made(stranger);
  assert.equal((await open.ask(`${URL}/${theirs}`)).status, 404);
  assert.equal((await stranger.get(`${URL}/${id}`)).status, 404, 'with a key, one is who one is');
});
