import assert from 'node:assert/strict';
import test from 'node:test';
import { AppError } from '../../src/base/errors.ts';
import { pauseJob } from '../../src/engine/control.ts';
import { releaseSession } from '../../src/engine/outside.ts';
import type { AgentSession } from '../../src/engine/session-row.ts';
import {
  claimInSession,
  endSession,
  getSession,
  leaseHolder,
  listSessions,
  noteTokens,
  settleInSession,
  startSession,
} from '../../src/engine/sessions.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, refused } from '../support/engine.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { worker: db } = database.pools;

const agentJob = (items: number, batchSize = 10, kind?: string) =>
  jobs.create({
    items,
    driver: 'agent',
    settings: { batchSize, leaseSeconds: 3600, failureLimit: 0 },
    ...(kind === undefined ? {} : { kind }),
  });

/** A session of a job of so many items, and what claims and reports in it. */
async function session(
  items: number,
  more: { batchSize?: number; budgetItems?: number; budgetTokens?: number } = {},
) {
  const { batchSize = 10, ...budget } = more;
  const job = await agentJob(items, batchSize);
  const { organizationId } = job;
  const made = await startSession(db, { organizationId, actor: 'key:agent', jobId: job.jobId, ...budget });
  const ref = { organizationId, sessionId: made.id };
  return {
    job,
    ref,
    made,
    claim: (limit?: number) => claimInSession(db, { ...ref, ...(limit === undefined ? {} : { limit }) }),
    async settle(tokens = 0, outcome: 'completed' | 'failed' = 'completed') {
      const { batch } = await claimInSession(db, ref);
      assert.ok(batch);
      return settleInSession(db, {
        ...ref,
        batchId: batch.batchId,
        token: batch.token,
        outcomes: batch.items.map(({ seq }) => ({ seq, outcome })),
        tokens,
      });
    },
    now: () => getSession(db, ref),
  };
}

test('a session books what it takes, settles and holds', async () => {
  const { claim, settle, now, job } = await session(25);
  await settle(1_000);
  await settle(500, 'failed');
  const { batch, session: after } = await claim();
  assert.equal(batch?.items.length, 5);
  assert.deepEqual(
    [after.claimedItems, after.settled, after.heldItems, after.returnedItems, after.tokensUsed, after.state],
    [25, { completed: 10, failed: 10, skipped: 0, toRetry: 0 }, 5, 0, 1_500, 'active'],
  );
  assert.ok(after.leaseUntil instanceof Date);
  // What a session still holds comes first, and is booked once.
  const again = await claim();
  assert.equal(again.batch?.batchId, batch?.batchId);
  assert.equal((await now()).claimedItems, 25);
  await jobs.sound(job);
});

test('the budget is three batches where the job type names none, and its own size where it does', async () => {
  const { made } = await session(5, { batchSize: 20 });
  assert.deepEqual([made.budgetItems, made.budgetTokens], [60, null]);
  const typed = await agentJob(3, 20, 'title_research');
  const none = await startSession(db, { organizationId: typed.organizationId, actor: 'a' });
  assert.equal(none.budgetItems, null);
  const claimed = await claimInSession(db, {
    organizationId: typed.organizationId,
    sessionId: none.id,
    jobId: typed.jobId,
  });
  assert.deepEqual([claimed.session.budgetItems, claimed.session.jobId], [60, typed.jobId]);
});

test('a claim within the budget recommends nothing, one past it holds and recommends a pause', async () => {
  const { claim, settle, now } = await session(100, { budgetItems: 25 });
  await settle();
  await settle();
  const third = await claim();
  assert.equal(third.batch?.items.length, 5, 'cut to what is left of the budget');
  assert.equal(third.pauseRecommended, null);
  assert.match((await now()).pauseRecommended ?? '', /used up: 25 of 25 items/);
  const same = await claim();
  assert.equal(same.pauseRecommended, null, 'what it held already was in the budget');
  await settle();
  const past = await claim();
  assert.equal(past.batch?.items.length, 10, 'a claim past the budget still works');
  assert.match(past.pauseRecommended ?? '', /used up: 35 of 25 items/);
});

test('a limit that goes beyond the budget is heeded and told', async () => {
  const { claim } = await session(100, { budgetItems: 5 });
  const { batch, pauseRecommended } = await claim(8);
  assert.equal(batch?.items.length, 8);
  assert.match(pauseRecommended ?? '', /8 of 5 items/);
});

test('a budget of tokens sizes the batches and ends in a recommendation', async () => {
  const { claim, settle, now, ref } = await session(100, { budgetTokens: 2_500 });
  assert.deepEqual([(await now()).budgetItems, (await now()).budgetTokens], [null, 2_500]);
  await settle(2_000);
  const second = await claim();
  assert.equal(second.batch?.items.length, 2, '500 tokens are left, and an item took 200');
  assert.equal(second.pauseRecommended, null);
  const noted = await noteTokens(db, { ...ref, tokens: 600 });
  assert.match(noted.pauseRecommended ?? '', /2600 of 2500 tokens/);
  await settle();
  assert.match((await claim()).pauseRecommended ?? '', /used up/);
});

test('the end of a session hands back what it holds at once, and keeps the note', async () => {
  const { claim, job, ref } = await session(20);
  const { batch } = await claim();
  assert.ok(batch);
  const { session: ended, handedBack } = await endSession(db, { ...ref, note: '  Blair is done to 150 ' });
  assert.deepEqual(
    [handedBack, ended.state, ended.note, ended.returnedItems, ended.heldItems],
    [10, 'ended', 'Blair is done to 150', 10, 0],
  );
  // Another session gets them now, and the late report of the first changes nothing.
  const next = await startSession(db, { ...ref, actor: 'key:other', jobId: job.jobId });
  const taken = await claimInSession(db, { organizationId: ref.organizationId, sessionId: next.id });
  assert.deepEqual(
    taken.batch?.items.map((item) => item.seq),
    batch.items.map((item) => item.seq),
  );
  const again = await endSession(db, { ...ref, note: 'one more thing' });
  assert.deepEqual([again.handedBack, again.session.note], [0, 'one more thing']);
  await refused(claimInSession(db, ref), 'session_ended');
  await refused(noteTokens(db, { ...ref, tokens: 1 }), 'session_ended');
  await jobs.sound(job);
});

test('a report to a lease that was lost says so and changes nothing', async () => {
  const { claim, ref, job } = await session(10);
  const { batch } = await claim();
  assert.ok(batch);
  assert.equal(
    await releaseSession(db, { organizationId: ref.organizationId, session: leaseHolder(ref.sessionId) }),
    10,
  );
  const { settled } = await settleInSession(db, {
    ...ref,
    batchId: batch.batchId,
    token: batch.token,
    outcomes: [{ seq: 1, outcome: 'completed' }],
  });
  assert.equal(settled.fenced, true);
  assert.equal((await jobs.get(job)).counts.completed, 0);
});

test('a session cannot report a lease that it never took', async () => {
  const one = await session(10);
  const other = await session(10);
  const { batch } = await one.claim();
  assert.ok(batch);
  const lease = { batchId: batch.batchId, token: batch.token, outcomes: [] };
  await refused(settleInSession(db, { ...other.ref, ...lease }), 'not_found');
  await refused(
    settleInSession(db, { ...one.ref, organizationId: other.ref.organizationId, ...lease }),
    'not_found',
  );
});

test('a session that says nothing: its leases run out, their items go to the next, and it shows as silent', async () => {
  const { claim, job, ref, now } = await session(10);
  await claim();
  await jobs.advance(3_599);
  assert.deepEqual([(await now()).state, (await now()).heldItems], ['active', 10]);
  await jobs.advance(2);
  const lost = await now();
  assert.deepEqual(
    [lost.state, lost.heldItems, lost.returnedItems, lost.leaseUntil],
    ['silent', 0, 10, null],
  );
  const next = await startSession(db, { ...ref, actor: 'key:next', jobId: job.jobId });
  const { batch } = await claimInSession(db, { organizationId: ref.organizationId, sessionId: next.id });
  assert.equal(batch?.items.length, 10);
  // It may still come back and say so.
  assert.equal((await noteTokens(db, { ...ref, note: 'I was cut off' })).state, 'active');
  await jobs.sound(job);
});

test('two claims of one session at a time get one batch', async () => {
  const { claim, now } = await session(100);
  const claims = await Promise.all([claim(), claim(), claim()]);
  assert.equal(new Set(claims.map(({ batch }) => batch?.batchId)).size, 1);
  assert.equal((await now()).claimedItems, 10);
});

test('a paused job refuses a claim with the reason', async () => {
  const { claim, job } = await session(10);
  await pauseJob(db, { ...job, reason: 'lunch' });
  assert.match((await refused(claim(), 'job_paused')).message, /lunch/);
});

test('a session without a job asks for one', async () => {
  const organizationId = await database.organization();
  const { id } = await startSession(db, { organizationId, actor: 'a' });
  const error = await refused(claimInSession(db, { organizationId, sessionId: id }), 'invalid_argument');
  assert.equal(error.field, 'job_id');
});

test('sessions of another organization are not there', async () => {
  const { ref, job } = await session(10);
  const organizationId = await database.organization();
  const foreign = { ...ref, organizationId };
  await refused(getSession(db, foreign), 'session_not_found');
  await refused(claimInSession(db, foreign), 'session_not_found');
  await refused(endSession(db, foreign), 'session_not_found');
  await refused(noteTokens(db, foreign), 'session_not_found');
  await refused(startSession(db, { organizationId, actor: 'a', jobId: job.jobId }), 'job_not_found');
  assert.deepEqual((await listSessions(db, { organizationId, limit: 10 })).sessions, []);
  await refused(getSession(db, { ...ref, sessionId: "x'; drop" }), 'session_not_found');
});

test('wrong numbers and long notes are refused by name', async () => {
  const { ref } = await session(1);
  const start = { organizationId: ref.organizationId, actor: 'a' };
  const field = async (promise: Promise<unknown>) => (await refused(promise, 'invalid_argument')).field;
  assert.equal(await field(startSession(db, { ...start, budgetItems: 0 })), 'budget_items');
  assert.equal(await field(startSession(db, { ...start, budgetTokens: -5 })), 'budget_tokens');
  assert.equal(await field(startSession(db, { ...start, name: 'x'.repeat(201) })), 'name');
  assert.equal(await field(startSession(db, { ...start, actor: ' ' })), 'actor');
  assert.equal(await field(noteTokens(db, { ...ref, tokens: -1 })), 'tokens');
  assert.equal(await field(noteTokens(db, { ...ref, note: 'x'.repeat(20_001) })), 'note');
  assert.equal(await field(endSession(db, { ...ref, note: 'x'.repeat(20_001) })), 'note');
});

test('sessions are listed newest first, page by page, by who and by job', async () => {
  const job = await agentJob(50);
  const { organizationId, jobId } = job;
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const made = await startSession(db, {
      organizationId,
      actor: n === 0 ? 'x' : 'y',
      ...(n < 2 ? { jobId } : {}),
    });
    ids.unshift(made.id);
  }
  const first = await listSessions(db, { organizationId, limit: 3 });
  assert.deepEqual(
    first.sessions.map(({ id }) => id),
    ids.slice(0, 3),
  );
  const second = await listSessions(db, { organizationId, limit: 3, after: first.next ?? '' });
  assert.deepEqual([second.sessions.map(({ id }) => id), second.next], [ids.slice(3), null]);
  await endSession(db, { organizationId, sessionId: ids[0] ?? '' });
  assert.equal((await listSessions(db, { organizationId, limit: 9, open: true })).sessions.length, 4);
  assert.equal((await listSessions(db, { organizationId, limit: 9, actor: 'x' })).sessions.length, 1);
  assert.equal((await listSessions(db, { organizationId, limit: 9, jobId })).sessions.length, 2);
});

test('counts of a session last beyond the folding of its leases', async () => {
  const { settle, now, job } = await session(10);
  await settle();
  await jobs.tick();
  assert.equal((await jobs.get(job)).status, 'completed');
  assert.deepEqual((await now()).settled, { completed: 10, failed: 0, skipped: 0, toRetry: 0 });
});

test('claims, reports and ends of many sessions at once lose and repeat nothing', async () => {
  const job = await agentJob(300, 7);
  const { organizationId, jobId } = job;
  const one = async (n: number): Promise<void> => {
    const { id: sessionId } = await startSession(db, { organizationId, actor: `agent ${n}`, jobId });
    const ref = { organizationId, sessionId };
    for (let round = 0; round < 4; round += 1) {
      const claimed = await claimInSession(db, ref).catch((error: unknown) => {
        // 200 ms behind the others: nothing was taken
        if (error instanceof AppError && error.code === 'job_busy') return null;
        throw error;
      });
      if (claimed?.batch == null) continue;
      const { batchId, token, items } = claimed.batch;
      const outcomes = items.map(({ seq }) => ({ seq, outcome: 'completed' as const }));
      const report = settleInSession(db, { ...ref, batchId, token, outcomes });
      // the last batch of some is reported while its session is ended by somebody else
      if (round === 3 && n % 2 === 0) {
        await Promise.all([report.catch((error: unknown) => ended(error)), endSession(db, ref)]);
      } else await report;
    }
  };
  const ended = (error: unknown): void => {
    if (!(error instanceof AppError) || error.code !== 'session_ended') throw error;
  };
  await Promise.all(Array.from({ length: 6 }, (_, n) => one(n)));
  const counts = await jobs.sound(job);
  const { sessions } = await listSessions(db, { organizationId, limit: 100 });
  const sum = (of: (session: AgentSession) => number) =>
    sessions.reduce((total, session) => total + of(session), 0);
  assert.equal(
    sum(({ settled }) => settled.completed),
    counts.completed,
  );
  assert.equal(
    sum(({ heldItems }) => heldItems),
    counts.processing,
  );
});
