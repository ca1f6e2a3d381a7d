import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { pauseJob } from '../../src/engine/control.ts';
import { type Brief, LEAST_TOKENS, resumeBrief, tokensOf } from '../../src/engine/resume-brief.ts';
import { claimInSession, endSession, settleInSession, startSession } from '../../src/engine/sessions.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, refused, type TestJob } from '../support/engine.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { worker: db } = database.pools;

/** A job of which a session settled two batches of five, the second one failing, and which is paused with a note. */
async function leftBehind(
  more: { note?: string; message?: (seq: number) => string; items?: number; organizationId?: string } = {},
): Promise<TestJob> {
  const {
    items = 23,
    message = (seq) => `Parcel ${seq} is not on the map`,
    note = 'The map site is slow after noon.',
  } = more;
  const job = await jobs.create({
    items,
    driver: 'agent',
    settings: { batchSize: Math.floor(items / 4), failureLimit: 0 },
    ...(more.organizationId === undefined ? {} : { organizationId: more.organizationId }),
  });
  const { organizationId } = job;
  const { id } = await startSession(db, {
    organizationId,
    actor: 'key:agent 5',
    name: 'morning',
    jobId: job.jobId,
  });
  const ref = { organizationId, sessionId: id };
  for (const outcome of ['completed', 'failed'] as const) {
    const { batch } = await claimInSession(db, ref);
    assert.ok(batch);
    await settleInSession(db, {
      ...ref,
      batchId: batch.batchId,
      token: batch.token,
      outcomes: batch.items.map(({ seq }) =>
        outcome === 'completed'
          ? { seq, outcome }
          : { seq, outcome, code: `code_${seq % 3}`, message: message(seq) },
      ),
    });
  }
  await pauseJob(db, { ...job, reason: 'context is full' });
  await endSession(db, { ...ref, note });
  return job;
}

const brief = (job: TestJob, more: Partial<Parameters<typeof resumeBrief>[1]> = {}): Promise<Brief> =>
  resumeBrief(db, { organizationId: job.organizationId, actor: 'key:next', maxTokens: 2_000, ...more });

test('one answer holds the job, the note, what is settled, what failed and why, and what is next', async () => {
  const job = await leftBehind();
  const found = await brief(job);
  assert.equal(found.job.job_id, job.jobId);
  assert.deepEqual(
    [found.job.status, found.job.total, found.job.waiting, found.job.pause_reason],
    ['paused', 23, 13, 'context is full'],
  );
  assert.deepEqual(
    [found.handoff?.by, found.handoff?.name, found.handoff?.note],
    ['key:agent 5', 'morning', 'The map site is slow after noon.'],
  );
  assert.deepEqual(found.settled, { items: 10, completed: 5, failed: 5, skipped: 0, cancelled: 0 });
  assert.equal(
    found.failures.reduce((sum, group) => sum + Number(group.items), 0),
    5,
  );
  assert.deepEqual(
    found.failed_items.map((item) => item.seq),
    [6, 7, 8, 9, 10],
  );
  assert.match(String(found.failed_items[0]?.message), /Parcel 6 is not on the map/);
  assert.equal(found.next_cursor, null);
  assert.match(String(found.next.what), /resume it, then claim/);
  assert.deepEqual(
    (found.next.first_items as { seq: number }[]).map(({ seq }) => seq),
    [11, 12, 13, 14, 15],
  );
  assert.deepEqual([found.resumed, found.session, found.candidates], [false, null, []]);
  assert.ok(found.tokens.estimate <= found.tokens.max);
});

test('it can resume the job and begin a session in the same call', async () => {
  const job = await leftBehind();
  const found = await brief(job, { resume: true, session: { budgetTokens: 9_000 } });
  assert.equal(found.resumed, true);
  assert.equal(found.job.status, 'in_progress');
  assert.equal(found.session?.budget_tokens, 9_000);
  const { batch } = await claimInSession(db, {
    organizationId: job.organizationId,
    sessionId: found.session?.id ?? '',
  });
  assert.deepEqual(
    batch?.items.map(({ seq }) => seq),
    [11, 12, 13, 14, 15],
  );
  const again = await brief(job, { resume: true });
  assert.equal(again.resumed, false, 'it runs already');
  assert.deepEqual(
    again.held.map(({ items }) => items),
    [5],
  );
});

test('without a name it is the job that was worked last; the others are candidates', async () => {
  const first = await leftBehind();
  const second = await leftBehind({ organizationId: first.organizationId });
  const found = await brief(first);
  assert.equal(found.job.job_id, second.jobId);
  assert.deepEqual(
    found.candidates.map((one) => one.job_id),
    [first.jobId],
  );
  assert.equal((await brief(first, { jobId: first.jobId })).job.job_id, first.jobId);
  // To resume one of two, it has to be named.
  const error = await refused(brief(first, { resume: true }), 'ambiguous_job');
  assert.match(error.hint ?? '', new RegExp(first.jobId));
  assert.equal((await jobs.get(first)).status, 'paused');
  assert.equal((await jobs.get(second)).status, 'paused');
  assert.equal((await brief(first, { resume: true, jobId: first.jobId })).resumed, true);
});

test('nothing to resume, a foreign job and a wrong cursor are told', async () => {
  const organizationId = await database.organization();
  const nobody = { organizationId, actor: 'a', maxTokens: 500 };
  assert.match((await refused(resumeBrief(db, nobody), 'job_not_found')).message, /No job is paused/);
  const job = await leftBehind();
  await refused(resumeBrief(db, { ...nobody, jobId: job.jobId }), 'job_not_found');
  await refused(brief(job, { cursor: 'x9' }), 'invalid_argument');
});

/** The pages of a brief, one after another. */
async function pages(job: TestJob, maxTokens: number): Promise<Brief[]> {
  const all: Brief[] = [];
  for (let cursor: string | undefined; all.length < 200; ) {
    const page = await brief(job, { maxTokens, ...(cursor === undefined ? {} : { cursor }) });
    all.push(page);
    if (page.next_cursor === null) return all;
    assert.notEqual(page.next_cursor, cursor, 'every page goes on');
    cursor = page.next_cursor;
  }
  throw new Error('the pages do not end');
}

test('whatever was left behind, a page fits its bound and the pages hold everything once', async () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 2_000 }),
    fc.constant('\u0001'.repeat(500)),
  );
  const clean = (text: string) => text.replaceAll('\0', '').toWellFormed();
  await fc.assert(
    fc.asyncProperty(
      nasty,
      nasty,
      fc.integer({ min: LEAST_TOKENS, max: 1_500 }),
      async (note, message, maxTokens) => {
        const job = await leftBehind({
          note: clean(note),
          items: 40,
          message: (seq) => `${seq}: ${clean(message)}`,
        });
        const all = await pages(job, maxTokens);
        for (const page of all) {
          assert.equal(page.tokens.estimate, tokensOf(page));
          assert.ok(tokensOf(page) <= maxTokens, `${tokensOf(page)} of ${maxTokens}`);
        }
        assert.deepEqual(
          all.flatMap((page) => page.failed_items.map((item) => item.seq)),
          Array.from({ length: 10 }, (_, n) => 11 + n),
        );
        const groups = all.flatMap((page) => page.failures.map((group) => group.fingerprint));
        assert.equal(new Set(groups).size, groups.length);
        assert.ok(groups.length > 0);
      },
    ),
    { numRuns: 25, includeErrorInReport: true },
  );
});
