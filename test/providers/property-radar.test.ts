import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPropertyRadar } from '../../src/providers/property-radar/client.ts';
import { ServiceFailure } from '../../src/providers/service.ts';
import type { FaultScript } from '../../src/simulators/chassis/faults.ts';
import { testDatabase } from '../support/database.ts';
import { blairRecords, inBlair, stageRadar } from '../support/property-radar.ts';

const database = await testDatabase();
const organizationId = await database.organization();
const records = blairRecords(12);
const search = { criteria: inBlair, for: { organizationId }, signal: new AbortController().signal };

async function failureOf(run: Promise<unknown>): Promise<ServiceFailure> {
  try {
    await run;
  } catch (error) {
    assert.ok(error instanceof ServiceFailure, String(error));
    return error;
  }
  return assert.fail('it failed');
}

test('a preview counts and names without buying; only Criteria stands in the body', async () => {
  const { simulator, radar } = await stageRadar(database, { records, free: 2 });
  const seen = await radar.preview({ ...search, start: 10, limit: 5 });
  assert.deepEqual([seen.radarIds.length, seen.total, seen.cost, seen.free], [2, 12, '0.20', 2]);
  const [request] = simulator.requests;
  assert.deepEqual(request?.query, {
    Purchase: '0',
    Limit: '5',
    Start: '10',
    Fields: 'RadarID',
    Sort: 'APN ASC',
  });
  assert.deepEqual(JSON.parse(request?.body ?? ''), { Criteria: inBlair });
  assert.equal(request?.headers.authorization, `Bearer ${simulator.key}`);
});

test('a purchase gives the records as they came, without what no database keeps', async () => {
  const odd = { ...records[0], RadarID: 'PODD', Owner: 'A\u0000B \ud800 C', 'No\u0000te': 'kept' };
  const { radar } = await stageRadar(database, { records: [odd] });
  const bought = await radar.purchase({ ...search, start: 0, limit: 5 });
  assert.deepEqual([bought.records[0]?.Owner, bought.records[0]?.Note], ['AB \ufffd C', 'kept']);
  assert.deepEqual([bought.cost, bought.nameless], ['0.00', 0]);
});

test('without a readable answer the outcome of a purchase is unknown, and nothing repeats it', async () => {
  const faults: FaultScript[] = [
    { kind: 'drop', effect: 'after' },
    { kind: 'drop', effect: 'before' },
    { kind: 'truncated' },
    { kind: 'cut' },
    { kind: 'html' },
    { kind: 'empty' },
    { kind: 'status', status: 500, effect: 'after' },
    { kind: 'status', status: 502 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 504 },
  ];
  for (const fault of faults) {
    const { simulator, radar } = await stageRadar(database, { records });
    simulator.fail(fault);
    const failure = await failureOf(radar.purchase({ ...search, start: 0, limit: 5 }));
    assert.equal(failure.failure, 'outcome_unknown', JSON.stringify(fault));
    assert.equal(simulator.requests.length, 1, JSON.stringify(fault));
  }
});

test('a preview is repeated, since it is free', async () => {
  const { simulator, radar } = await stageRadar(database, { records });
  simulator.fail({ kind: 'drop', effect: 'before' });
  assert.equal((await radar.preview({ ...search, start: 0, limit: 5 })).total, 12);
  assert.equal(simulator.requests.length, 2);
  simulator.fail({ kind: 'html' });
  const failure = await failureOf(radar.preview({ ...search, start: 0, limit: 5 }));
  assert.deepEqual([failure.failure, failure.code], ['transient', 'propertyradar_unreadable']);
});

test("a purchase that was refused was not billed: it fails in the service's words", async () => {
  const { radar, simulator } = await stageRadar(database, { records, free: 0, balance: 0 });
  const broke = await failureOf(radar.purchase({ ...search, start: 0, limit: 5 }));
  assert.deepEqual([broke.failure, broke.code], ['permanent', 'propertyradar_payment_required']);
  assert.match(
    broke.message,
    /^PropertyRadar answered 402: Your balance does not cover this purchase \(event \d{3}-\d{3}-\d{3}\)$/,
  );
  assert.equal(simulator.account.ledger.length, 0);
});

test('a key that is refused, or not set, is said so, and stands in no message', async () => {
  const { simulator, radar } = await stageRadar(database, { records, key: 'other-key-entirely' });
  simulator.fail({
    kind: 'status',
    status: 401,
    body: '{"error":"bad key other-key-entirely","eventid":"1-2-3"}',
  });
  const refused = await failureOf(radar.preview({ ...search, start: 0, limit: 1 }));
  assert.equal(refused.code, 'propertyradar_unauthorized');
  assert.ok(!refused.message.includes('other-key-entirely'), refused.message);
  const caller = {
    service: refused as never,
    reserve: async () => {},
    call: async () => assert.fail('nothing is sent'),
  };
  const unset = await failureOf(
    createPropertyRadar({ caller, key: undefined }).preview({ ...search, start: 0, limit: 1 }),
  );
  assert.equal(unset.code, 'propertyradar_not_set');
});
