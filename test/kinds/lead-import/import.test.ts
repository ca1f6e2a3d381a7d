import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { inTransaction } from '../../../src/db/pool.ts';
import { resumeJob, retryItems } from '../../../src/engine/control.ts';
import { noteBilledKinds } from '../../../src/identity/test-keys.ts';
import { createLeadImport, retryLeadImport } from '../../../src/property/lead-imports/create-import.ts';
import { freezeStore } from '../../../src/property/lead-imports/freeze-store.ts';
import { reconcilePurchases, unknownPurchases } from '../../../src/property/lead-imports/reconcile-import.ts';
import { PREVIEW_PAGE } from '../../../src/providers/property-radar/client.ts';
import { testDatabase } from '../../support/database.ts';
import { later } from '../../support/later.ts';
import { leadImportStages } from '../../support/lead-import-stages.ts';
import { blairRecords, importParts, importRow, inBlair, leadsOf } from '../../support/property-radar.ts';
import { until } from '../../support/until.ts';

const database = await testDatabase();
const { api, owner, worker: db } = database.pools;

const stage = leadImportStages(database);

describe('an import whose previews name records', () => {
  test('is frozen first, and buys each record once', async () => {
    const { simulator, freeze, make, worker, ended, records, organizationId } = await stage();
    const { id } = await make();
    await freeze();
    assert.equal(simulator.account.ledger.length, 0, 'nothing is bought by freezing');
    const row = await importRow(owner, id);
    assert.deepEqual(
      [row.stage, row.mode, row.expected_records, row.frozen_records, row.pass],
      ['ready', 'ids', 25, 25, 2],
    );
    worker.start();
    const job = await ended(id);
    assert.deepEqual([job.status, job.counts.completed], ['completed', 25]);
    assert.deepEqual(await leadsOf(owner, id), records.map((one) => one.RadarID).sort());
    assert.deepEqual(simulator.account.ledger.map((entry) => entry.radarIds.length).sort(), [10, 10, 5]);
    assert.deepEqual(simulator.account.twice, []);
    const after = await importRow(owner, id);
    assert.deepEqual([after.bought_records, after.free_remaining], [25, '9975']);
    const { rows } = await owner.query(
      'select record from lotline.leads where org_id = $1 and radar_id = $2',
      [organizationId, records[0]?.RadarID],
    );
    assert.equal(rows[0].record.APN, records[0]?.APN);
  });

  test('keeps what it paid for, however long the texts of a record are', async () => {
    const [first, ...others] = blairRecords(3, 7);
    const long = Array.from({ length: 400 }, () => randomUUID()).join('');
    const odd = {
      ...first,
      APN: long,
      City: long,
      Owner: long,
      OwnerFirstName: long,
    } as (typeof others)[number];
    const { make, freeze, worker, ended, simulator } = await stage({ records: [odd, ...others] });
    const { id } = await make();
    await freeze();
    worker.start();
    assert.deepEqual((await ended(id)).counts.completed, 3);
    assert.deepEqual(simulator.account.twice, []);
    const { rows } = await owner.query(
      `select length(l.apn) as apn, length(l.record ->> 'APN') as whole from lotline.leads l
       where l.radar_id = $1 order by l.number desc limit 1`,
      [odd.RadarID],
    );
    assert.deepEqual(rows[0], { apn: 500, whole: long.length });
  });

  test('a search of RadarIDs alone is not asked for, and a bound on records is kept', async () => {
    const { simulator, freeze, make, worker, ended, records } = await stage();
    const value = records.slice(0, 7).map((one) => one.RadarID);
    const named = await make({ criteria: [{ name: 'RadarID', value: [...value, ...value.slice(0, 2)] }] });
    const bounded = await make({ mostRecords: 12 });
    await freeze();
    assert.ok(simulator.requests.every(({ body }) => !body.includes('RadarID')));
    worker.start();
    assert.equal((await ended(named.id)).counts.completed, 7);
    assert.equal((await ended(bounded.id)).counts.completed, 12);
    assert.deepEqual(simulator.account.twice, []);
  });

  test('what is stored and fresh is not bought again, unless it is asked for', async () => {
    const { simulator, freeze, make, worker, ended, records } = await stage({ count: 15 });
    worker.start();
    const first = await make({ mostRecords: 6 });
    await freeze();
    await ended(first.id);
    const second = await make();
    await freeze();
    assert.equal((await ended(second.id)).counts.completed, 15);
    assert.equal((await leadsOf(owner, second.id)).length, 15, 'what was known belongs to the job as well');
    assert.equal(simulator.account.billed.size, records.length);
    assert.deepEqual(simulator.account.twice, []);
    const anew = await make({ params: { reuse: false }, mostRecords: 6 });
    await freeze();
    await ended(anew.id);
    assert.equal(simulator.account.twice.length, 6);
  });

  test('two imports of the same records at once buy each of them once', async () => {
    const { simulator, freeze, make, worker, ended } = await stage({ count: 40 });
    const [one, two] = [await make(), await make()];
    await freeze();
    simulator.fail({ kind: 'latency', delayMs: 20, times: null });
    worker.start();
    await until(async () => {
      // what waits for the other import comes back in five seconds; nobody waits that long here
      await owner.query(
        'update lotline.returns set run_at = clock_timestamp() where run_at > clock_timestamp()',
      );
      await owner.query(
        'update lotline.cursors set retry_at = least(retry_at, clock_timestamp()), available_at = least(available_at, clock_timestamp()) where open and retry_at < $1',
        ['infinity'],
      );
      const rows = await owner.query(
        "select count(*)::int as n from lotline.jobs where id = any ($1) and status = 'completed'",
        [[one.id, two.id]],
      );
      return rows.rows[0].n === 2;
    });
    for (const { id } of [one, two]) assert.equal((await ended(id)).counts.completed, 40);
    assert.deepEqual(simulator.account.twice, []);
  });

  test('a result set that shifts while it is read neither loses nor doubles a record', async () => {
    const { simulator, freezer, freeze, make, worker, ended } = await stage({ count: 60, seed: 5 });
    const { id } = await make({ batchSize: 7 });
    simulator.shift(0.7);
    await freezer.freezeOne();
    simulator.shift(0);
    await freeze();
    worker.start();
    const job = await ended(id);
    assert.equal(job.status, 'completed');
    const got = new Set(await leadsOf(owner, id));
    for (const { RadarID } of simulator.found()) assert.ok(got.has(RadarID), RadarID);
    assert.deepEqual(simulator.account.twice, []);
    assert.ok(Number((await importRow(owner, id)).pass) >= 2);
  });

  test('a record that is gone by the time it is bought is skipped', async () => {
    const { freeze, make, worker, ended } = await stage({ count: 3 });
    const { id } = await make({
      criteria: [{ name: 'RadarID', value: ['PGONE', blairRecords(1)[0]?.RadarID] }],
    });
    await freeze();
    worker.start();
    const { counts } = await ended(id);
    assert.deepEqual([counts.completed, counts.skipped], [1, 1]);
  });

  test("a search that is refused fails the job as a whole, in the service's words; then it can be tried again", async () => {
    const { freezer, freeze, make, job, organizationId, simulator, worker, ended } = await stage({
      unusable: ['Pool'],
    });
    const { id } = await make({ criteria: [{ name: 'Pool', value: [1] }] });
    await freezer.freezeOne();
    const failed = await job(id);
    assert.equal(failed.status, 'failed');
    assert.match(
      String(failed.lastError),
      /403: Criterion Pool cannot be used by this user \(event \d{3}-\d{3}-\d{3}\)/,
    );
    assert.equal((await importRow(owner, id)).error_code, 'propertyradar_forbidden');
    await owner.query(
      `update lotline.lead_imports set criteria = $2 where job_no = (select number from lotline.jobs where id = $1)`,
      [id, JSON.stringify(inBlair)],
    );
    assert.equal(await retryLeadImport(db, { organizationId, jobId: id, actor: 'tester' }), true);
    assert.equal(await retryLeadImport(db, { organizationId, jobId: id, actor: 'tester' }), false);
    await freeze();
    worker.start();
    assert.equal((await ended(id)).counts.completed, 25);
    assert.deepEqual(simulator.account.twice, []);
  });

  test('a test key begins none: purchases would follow by themselves', async () => {
    const { organizationId } = await stage({ count: 1 });
    await noteBilledKinds(api, ['lead_import']);
    const making = inTransaction(api, async (client) => {
      await client.query(`select set_config('lotline.request', '{"test": true}', true)`);
      return createLeadImport(client, { organizationId, name: 'x', actor: 'key', criteria: inBlair });
    });
    await assert.rejects(making, { code: 'test_key' });
  });

  test('a freeze whose process dies is taken up where it was, and the dead one changes nothing more', async () => {
    const { make, freeze } = await stage({ count: 25 });
    const { id } = await make();
    const store = freezeStore(db);
    const lease = (await store.claim()) ?? assert.fail('it waits');
    await store.page(lease, ['P1', 'P2'], { total: 25, cost: null, free: null });
    assert.equal(await store.claim(), undefined, 'one at a time');
    const reason = async () =>
      (
        await owner.query<{ said: string | null }>(
          'select lotline.lead_waiting_reason(i) as said from lotline.lead_imports i where i.job_no = $1',
          [lease.jobNumber],
        )
      ).rows[0]?.said;
    assert.equal(await reason(), null, 'it is being read');
    await later(owner, 40, async () =>
      assert.match(String(await reason()), /no page has come .* another goes on at/),
    );
    await later(owner, 200, async () => assert.equal(await reason(), 'no worker has taken it up yet'));
    await later(owner, 121, async () => {
      assert.equal(await store.page(lease, ['P3'], { total: 25, cost: null, free: null }), undefined);
      const heir = (await store.claim()) ?? assert.fail('it waits again');
      assert.deepEqual([heir.nextStart, heir.token], [2, lease.token + 1]);
    });
    await owner.query("update lotline.lead_imports set held_until = '-infinity'");
    await freeze();
    assert.equal((await importRow(owner, id)).stage, 'ready');
  });

  test('a search is read in pages of four hundred however few are bought at once, and begins anew after eight failures', async () => {
    const { simulator, radar, make, job } = await stage({ count: 450 });
    const { freezer } = importParts(db, radar, PREVIEW_PAGE);
    const { id } = await make({ batchSize: 1 });
    simulator.fail({ kind: 'status', status: 503, times: null });
    const waits: number[] = [];
    for (const failures of [0, 5, 7]) {
      await owner.query("update lotline.lead_imports set due_at = '-infinity', failures = $1", [failures]);
      const before = Date.now();
      assert.equal(await freezer.freezeOne(), true);
      const row = await importRow(owner, id);
      if (row.stage === 'freezing') waits.push((row.due_at as Date).getTime() - before);
      await owner.query(
        "update lotline.service_budgets set held_until = '-infinity', next_turn = '-infinity', rate_factor = 1",
      );
    }
    assert.ok(Number(waits[1]) > 5 * Number(waits[0]), `ever longer: ${waits.join()}`);
    const failed = await job(id);
    assert.equal(failed.status, 'failed');
    assert.match(String(failed.lastError), /503/);
    simulator.heal();
    const asked = simulator.requests.length;
    assert.equal(
      await retryLeadImport(db, { organizationId: failed.organizationId, jobId: id, actor: 'x' }),
      true,
    );
    assert.equal(await freezer.freezeOne(), true);
    const row = await importRow(owner, id);
    assert.deepEqual([row.stage, row.frozen_records, row.failures], ['ready', 450, 0]);
    assert.equal(simulator.requests.length - asked, 4, 'two passes of two pages');
  });

  test('a freeze that fails for a moment is put off, and one that is cancelled is not gone on with', async () => {
    const { simulator, freezer, make, organizationId } = await stage();
    simulator.fail({ kind: 'status', status: 503, times: null });
    const { id } = await make();
    assert.equal(await freezer.freezeOne(), true);
    const row = await importRow(owner, id);
    assert.deepEqual([row.stage, row.failures], ['freezing', 1]);
    assert.match(String(row.waiting_reason), /503/);
    assert.equal(await freezer.freezeOne(), false, 'not before its time');
    await owner.query('select lotline.cancel_job($1, $2)', [organizationId, id]);
    await owner.query("update lotline.lead_imports set due_at = '-infinity'");
    assert.equal(await freezer.freezeOne(), false);
    assert.equal((await importRow(owner, id)).stage, 'ended');
  });

  test('no money: two batches are refused, then the job waits, and nothing is billed', async () => {
    const { simulator, freeze, make, worker, ended, organizationId } = await stage({
      count: 120,
      free: 0,
      balance: 0.4,
    });
    const { id } = await make();
    await freeze();
    worker.start();
    const paused = await until(async () => {
      const found = await ended(id);
      return found.counts.processing === 0 && found;
    });
    assert.equal(paused.status, 'paused');
    assert.match(String(paused.pauseReason ?? paused.lastError), /402|fail/);
    simulator.account.topUp({ balance: 100 });
    await retryItems(db, { organizationId, jobId: id, actor: 'tester', reason: null, all: true });
    await resumeJob(db, { organizationId, jobId: id, actor: 'tester' });
    assert.equal((await ended(id)).counts.completed, 120);
    assert.deepEqual(simulator.account.twice, []);
  });

  test('a purchase whose answer never came waits for a person', async () => {
    const { simulator, freeze, make, worker, ended, organizationId } = await stage({ count: 30 });
    const { id } = await make();
    await freeze();
    simulator.fail({ kind: 'drop', effect: 'after' }, { kind: 'html' });
    worker.start();
    const halted = await until(async () => {
      const found = await ended(id);
      return found.counts.failed === 20 && found.counts.processing === 0 && found;
    });
    const purchases = await unknownPurchases(db, organizationId, id);
    assert.deepEqual(
      purchases.map(({ items }) => items),
      [10, 10],
    );
    assert.equal(
      (await retryItems(db, { organizationId, jobId: id, actor: 'x', reason: null, all: true })).retried,
      0,
    );
    for (const { seqs, radarIds } of purchases) {
      const charged = radarIds?.every((radarId) => simulator.account.billed.has(radarId)) ?? false;
      const done = await reconcilePurchases(db, {
        ...{ organizationId, jobId: id, seqs, actor: 'ann', reason: 'looked it up' },
        ...(charged
          ? {
              verdict: 'completed',
              records: (radarIds ?? []).flatMap((radarId) => simulator.record(radarId) ?? []),
            }
          : { verdict: 'retry' }),
      });
      assert.equal(done.reconciled, 10);
    }
    if (halted.status === 'paused') await resumeJob(db, { organizationId, jobId: id, actor: 'ann' });
    assert.equal(
      (
        await until(async () => {
          const found = await ended(id);
          return found.counts.completed === 30 && found;
        })
      ).status,
      'completed',
    );
    assert.equal((await leadsOf(owner, id)).length, 30);
    assert.deepEqual(simulator.account.twice, []);
  });

  test('an answer that comes after the lease was lost is kept all the same', async () => {
    const { simulator, freeze, make, worker, ended, job } = await stage({ count: 10 });
    const { id } = await make();
    await freeze();
    const release = simulator.hold();
    worker.start();
    await until(() => simulator.requests.some(({ query }) => query.Purchase === '1'));
    const givenUp = await until(async () => {
      // again and again: the worker lives, and may extend its lease before the next tick finds it lost
      await owner.query("update lotline.batches set lease_until = '-infinity' where state = 'leased'");
      const found = await job(id);
      return found.counts.failed > 0 && found;
    });
    assert.equal(givenUp.counts.failed, 10, 'given up as unknown');
    release();
    const { counts } = await until(async () => {
      const found = await ended(id);
      return found.counts.completed === 10 && found;
    });
    assert.equal(counts.failed, 0);
    assert.deepEqual(simulator.account.twice, []);
    assert.equal((await leadsOf(owner, id)).length, 10);
  });
});

describe('an import whose previews only count', () => {
  test('buys sorted pages, and a page at the end for what moved behind the last', async () => {
    const { simulator, freeze, make, worker, ended, records } = await stage({ count: 25, previewIds: false });
    const { id } = await make();
    await freeze();
    assert.equal((await importRow(owner, id)).mode, 'pages');
    worker.start();
    const { counts } = await ended(id);
    assert.deepEqual([counts.completed, counts.skipped], [3, 1]);
    assert.deepEqual(await leadsOf(owner, id), records.map((one) => one.RadarID).sort());
    assert.deepEqual(simulator.account.twice, []);
  });

  test('a result set that shifts loses no record and stores none twice', async () => {
    const { simulator, freeze, make, worker, ended } = await stage({ count: 60, previewIds: false, seed: 3 });
    const { id } = await make({ batchSize: 7 });
    await freeze();
    simulator.shift(0.3);
    worker.start();
    assert.equal((await ended(id)).status, 'completed');
    const got = await leadsOf(owner, id);
    assert.equal(new Set(got).size, got.length);
  });
});
