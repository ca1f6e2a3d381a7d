import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BID_DEFAULTS, bidSettingsFrom } from '../../src/property/settings/bid-settings.ts';
import { lotline } from '../cli/terminal.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const path = '/api/settings/bid-strategy';
const put = (body: unknown) => ({ method: 'PUT', body });

test('settings begin as their defaults, and everybody of the organization may read them', async () => {
  for (const role of ['viewer', 'analyst', 'admin'] as const) {
    const { status, body } = await (await api.client(role)).get(path);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      name: 'bid-strategy',
      values: BID_DEFAULTS,
      defaults: BID_DEFAULTS,
      chosen: [],
      updated_at: null,
      updated_by: null,
    });
  }
});

test('what is given is set, null goes back to the default, what is left out stays', async () => {
  const admin = await api.client('admin');
  await admin.ask(path, put({ value_percent: 62.5, repairs_if_unknown: '2500' }));
  const { status, body } = await admin.ask(path, put({ value_percent: null, holding_months: 9 }));
  assert.equal(status, 200);
  assert.deepEqual(body.values, { ...BID_DEFAULTS, repairs_if_unknown: '2500', holding_months: 9 });
  assert.deepEqual(body.chosen, ['holding_months', 'repairs_if_unknown']);
  assert.ok(Date.parse(body.updated_at) > 0);
  assert.ok(body.updated_by.length > 0);
  assert.deepEqual((await admin.get(path)).body, body);
  // what the worker goes by
  assert.deepEqual(await bidSettingsFrom(database.pools.worker, admin.organizationId), body.values);
  const stranger = await api.client('admin');
  assert.deepEqual((await stranger.get(path)).body.values, BID_DEFAULTS);
});

test('changes at the same time to different settings both arrive', async () => {
  const admin = await api.client('admin');
  const names = [
    'value_percent',
    'closing_percent',
    'holding_months',
    'high_risk_flags',
    'risk_percent_per_flag',
  ];
  const answers = await Promise.all(names.map((name) => admin.ask(path, put({ [name]: 11 }))));
  assert.deepEqual(
    answers.map(({ status }) => status),
    names.map(() => 200),
  );
  assert.deepEqual((await admin.get(path)).body.chosen, names.toSorted());
});

test('only an admin changes settings', async () => {
  for (const role of ['viewer', 'analyst'] as const) {
    const client = await api.client(role);
    assert.equal((await client.ask(path, put({ value_percent: 1 }))).status, 403);
    assert.deepEqual((await client.get(path)).body.chosen, []);
  }
  assert.equal((await api.ask(path)).status, 401);
});

test('what does not fit is refused with its name and what would do, and nothing is stored', async () => {
  const admin = await api.client('admin');
  const cases: [object, RegExp][] = [
    [{ value_percent: 101 }, /value_percent: must be a number from 0 to 100/],
    [{ value_percent: -1 }, /from 0 to 100/],
    [{ value_percent: 0.12345 }, /at most four decimals/],
    [{ value_percent: '70' }, /must be a number/],
    [{ holding_months: 1.5 }, /whole number/],
    [{ holding_months: 121 }, /0 to 120/],
    [{ repairs_if_unknown: 2500 }, /as text/],
    [{ repairs_if_unknown: '12.345' }, /two decimals/],
    [{ repairs_if_unknown: '-1' }, /two decimals/],
    [{ closing_percent: 2, value_percent: {} }, /value_percent/],
    [{ valuepercent: 70 }, /valuepercent/],
    [{}, /names no setting; give one of value_percent/],
    [[], /object/],
  ];
  for (const [body, says] of cases) {
    const answer = await admin.ask(path, put(body));
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.match(answer.body.message, says, JSON.stringify(body));
  }
  assert.deepEqual((await admin.get(path)).body.chosen, []);
});

test('the command line shows and changes them', async () => {
  const admin = await api.client('admin');
  const run = (...args: string[]) =>
    lotline(['settings', ...args], { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key } });
  const shown = await run('show');
  assert.equal(shown.code, 0);
  assert.match(shown.stdout, /^SETTING +VALUE +DEFAULT\nvalue_percent +70\n/);
  const changed = await run('set', 'bid-strategy', 'value_percent=65', 'liens_if_unknown=900.5');
  assert.equal(changed.code, 0, changed.stderr);
  assert.match(changed.stdout, /value_percent +65 +70\n[\s\S]*liens_if_unknown +900.5 +0.00/);
  const back = await run('set', 'bid-strategy', 'value_percent=default', '--json');
  assert.deepEqual(JSON.parse(back.stdout).chosen, ['liens_if_unknown']);
  for (const [change, says] of [
    ['value_percent', /name=value/],
    ['value=1', /There are: value_percent/],
    ['value_percent=much', /is a number/],
    ['value_percent=200', /from 0 to 100/],
  ] as const) {
    const refused = await run('set', 'bid-strategy', change);
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, says);
  }
  assert.match((await run('show', 'colours')).stderr, /nothing at GET/);
});
