import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPaidAnswers, type PaidWanted } from '../../src/providers/service/paid-answers.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const { advance } = jobsIn(db);
const { owner } = db.pools;
const paid = createPaidAnswers(db.pools.worker);
const DAY_MS = 24 * 60 * 60_000;

const wanted = (organizationId: string, keys: string[], more: Partial<PaidWanted> = {}): PaidWanted => ({
  ...{ organizationId, service: 'regrid', keys, freshMs: 30 * DAY_MS, claimMs: 60_000 },
  ...more,
});

test('what was bought is used again, with when it was bought', async () => {
  const organizationId = await db.organization();
  const first = await paid.take(wanted(organizationId, ['b', 'a', 'b']));
  assert.deepEqual([...first.ours].sort(), ['a', 'b']);
  await first.store([
    { key: 'a', answer: { acres: 1 }, cost: '0.10', requestId: 'r-1', units: 1 },
    { key: 'b', answer: null },
  ]);
  const second = await paid.take(wanted(organizationId, ['a', 'b', 'c']));
  assert.deepEqual(second.ours, ['c']);
  assert.deepEqual(second.stored.get('a')?.answer, { acres: 1 });
  assert.equal(second.stored.get('b')?.answer, null, 'that nothing was found is an answer too');
  assert.ok(Math.abs((second.stored.get('a')?.boughtAt.getTime() ?? 0) - Date.now()) < 60_000);
});

test('twenty who want the same at once buy it once', async () => {
  const organizationId = await db.organization();
  const keys = ['x', 'y', 'z'];
  const taken = await Promise.all(Array.from({ length: 20 }, () => paid.take(wanted(organizationId, keys))));
  assert.equal(taken.flatMap(({ ours }) => ours).length, 3);
  assert.equal(taken.flatMap(({ theirs }) => theirs).length, 57);
  assert.ok(taken.every(({ theirs, waitMs }) => theirs.length === 0 || (waitMs >= 500 && waitMs <= 10_000)));
});

test('what nobody bought after all can be bought by others, also when the buyer died', async () => {
  const organizationId = await db.organization();
  const first = await paid.take(wanted(organizationId, ['released', 'left']));
  await first.release(['released']);
  const second = await paid.take(wanted(organizationId, ['released', 'left']));
  assert.deepEqual([second.ours, second.theirs], [['released'], ['left']]);
  await advance(61);
  const third = await paid.take(wanted(organizationId, ['left']));
  assert.deepEqual(third.ours, ['left']);
  // the one who was late after all has paid
  await first.store([{ key: 'left', answer: 1 }]);
  assert.equal((await paid.take(wanted(organizationId, ['left']))).stored.get('left')?.answer, 1);
});

test('old answers are bought anew, by who asks for fresher ones or for none of them', async () => {
  const organizationId = await db.organization();
  await (await paid.take(wanted(organizationId, ['k']))).store([{ key: 'k', answer: 1 }]);
  await advance(2 * 86_400);
  assert.equal((await paid.take(wanted(organizationId, ['k'], { freshMs: 3 * DAY_MS }))).stored.size, 1);
  const anew = await paid.take(wanted(organizationId, ['k'], { freshMs: DAY_MS }));
  assert.deepEqual(anew.ours, ['k']);
  await anew.release();
  assert.deepEqual((await paid.take(wanted(organizationId, ['k'], { freshMs: 0 }))).ours, ['k']);
});

test('nothing is shown after its licence is over, and upkeep destroys it', async () => {
  const organizationId = await db.organization();
  await (await paid.take(wanted(organizationId, ['k']))).store([{ key: 'k', answer: 1, licenceMs: 1_000 }]);
  await advance(2);
  const { rows: before } = await owner.query('select from lotline.paid_answers where org_id = $1', [
    organizationId,
  ]);
  assert.equal(before.length, 1);
  await owner.query('select lotline.upkeep_services()');
  const { rows } = await owner.query('select from lotline.paid_answers where org_id = $1', [organizationId]);
  assert.equal(rows.length, 0);
  assert.deepEqual((await paid.take(wanted(organizationId, ['k']))).ours, ['k']);
});

test('an organization’s answers are its own', async () => {
  const [one, two] = [await db.organization(), await db.organization()];
  await (await paid.take(wanted(one, ['k']))).store([{ key: 'k', answer: 1 }]);
  assert.deepEqual((await paid.take(wanted(two, ['k']))).ours, ['k']);
});
