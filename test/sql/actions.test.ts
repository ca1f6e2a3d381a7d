import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Action, abortAction, previewAction, workActions } from '../../src/engine/actions.ts';
import { cancelJob, deleteJob, pauseJob, retryItems } from '../../src/engine/control.ts';
import { listEvents } from '../../src/engine/events.ts';
import { reportItems } from '../../src/engine/outside.ts';
import { actionsIn } from '../support/actions.ts';
import { auditIn } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, refused, skipped, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

/** A job of which the first `failing` items failed, with the codes `busy` (odd) and `gone` (even). */
async function failingJob(items: number, failing: number, organizationId?: string): Promise<TestJob> {
  const job = await jobs.create({
    items,
    settings: { maxAttempts: 1, failureLimit: 0, batchSize: 1000 },
    ...(organizationId === undefined ? {} : { organizationId }),
  });
  await jobs.drain(job, (seq) => {
    if (seq > failing) return completed(seq);
    return seq % 2 === 1 ? failed('transient', 'busy', `Busy for ${seq} s`) : failed('permanent', 'gone');
  });
  return job;
}

/** What an action says of itself, in numbers. */
const figures = ({ status, total, succeeded, failed: again, refused: no, trying }: Action) => ({
  ...{ status, total, succeeded, failed: again, refused: no, trying },
});
const retryAll = (job: TestJob) => ({
  action: 'retry' as const,
  jobs: { ids: [job.jobId] },
  items: { all: true as const },
});

test('a retry takes what had failed when it was made, in one new generation, and counts what becomes of it', async () => {
  const job = await failingJob(1300, 1200);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job), { reason: 'mended' });
  assert.deepEqual(figures(made), {
    ...{ status: 'running', total: 1200, succeeded: 0, failed: 0, refused: 0, trying: 1000 },
  });
  assert.equal((await jobs.sound(job)).failed, 200);
  await actions.work();
  assert.equal((await jobs.sound(job)).waiting, 1200);
  assert.equal((await jobs.get(job)).generation, 2);

  await jobs.drain(job, (seq) => (seq <= 100 ? failed('transient', 'busy', 'Busy still') : completed('now')));
  await jobs.advance(11);
  await actions.work();
  assert.deepEqual(figures(await actions.get(made.id)), {
    ...{ status: 'completed', total: 1200, succeeded: 1100, failed: 100, refused: 0, trying: 0 },
  });
  assert.equal((await jobs.sound(job)).failed, 100);
  const events = await listEvents(jobs.worker, { ...job, limit: 100 });
  assert.deepEqual(
    events
      .filter(({ event }) => event === 'items_retried')
      .map(({ actor, reason, detail }) => [actor, reason, detail.action, detail.chosen]),
    [['ann', 'mended', made.id, 1200]],
  );
  const { rows } = await db.pools.owner.query(
    "select action, actor from lotline.audit_entries where subject_type = 'action' and subject_id = $1 order by at",
    [made.id],
  );
  assert.deepEqual(rows, [
    { action: 'action.created', actor: 'ann' },
    { action: 'action.completed', actor: 'ann' },
  ]);
});

test('an item that is retried twice in a job keeps each outcome of its history', async () => {
  const job = await failingJob(20, 20);
  const actions = actionsIn(db, job.organizationId);
  for (let round = 0; round < 3; round += 1) {
    await actions.make({ ...retryAll(job), items: { codes: ['busy'] } });
    await jobs.drain(job, failed('transient', 'busy', 'Busy still'));
    await retryItems(jobs.worker, { ...job, codes: ['gone'] });
    await jobs.drain(job, failed('permanent', 'gone'));
    await jobs.sound(job);
  }
  assert.equal(
    await jobs.one(`(select count(*)::int from lotline.past_results where job_no = ${job.number})`),
    60,
  );
});

test('a preview counts from counters, says what cannot be and why, and shows ten of them', async () => {
  const organizationId = await db.organization();
  const first = await failingJob(40, 30, organizationId);
  await failingJob(10, 4, organizationId);
  const over = await failingJob(6, 6, organizationId);
  await retryItems(jobs.worker, { ...over, seqs: [6] });
  await cancelJob(jobs.worker, over);
  const caller = { organizationId, actor: 'ann', foreignKinds: null };
  const all = await previewAction(jobs.api, caller, { action: 'retry', jobs: {}, items: { all: true } });
  assert.deepEqual([all.count, all.jobs, all.cannot, all.samples.length], [34, 2, 0, 10]);
  const [sample] = all.samples;
  assert.deepEqual(
    [sample?.jobId, sample?.seq, sample?.reference, sample?.code, sample?.message],
    [first.jobId, 1, 'ref-1', 'busy', 'Busy for 1 s'],
  );
  const named = await previewAction(jobs.api, caller, {
    ...{ action: 'retry', jobs: { ids: [first.jobId, over.jobId] }, items: { codes: ['gone'] } },
  });
  assert.deepEqual([named.count, named.cannotWhy], [15, [{ code: 'job_cancelled', count: 2 }]]);
  const items = await previewAction(jobs.api, caller, {
    ...{ action: 'retry', jobs: { ids: [first.jobId] }, items: { seqs: [1, 2, 35, 99] } },
  });
  assert.deepEqual(
    [items.count, items.cannotWhy.map(({ code, count }) => [code, count])],
    [
      2,
      [
        ['not_settled', 1],
        ['succeeded', 1],
      ],
    ],
  );
  const foreign = await previewAction(
    jobs.api,
    { ...caller, foreignKinds: [first.kind] },
    { action: 'retry', jobs: {}, items: { all: true } },
  );
  assert.deepEqual([foreign.count, foreign.cannotWhy], [4, [{ code: 'not_yours', count: 30 }]]);
  const cancel = await previewAction(jobs.api, caller, {
    ...{ action: 'cancel', jobs: { ids: [first.jobId] } },
  });
  assert.deepEqual([cancel.count, cancel.cannotWhy], [0, [{ code: 'over', count: 1 }]]);
  await refused(actionsIn(db, organizationId).make({ action: 'cancel', jobs: {} }), 'nothing_fits');
});

test('the first ten run before the rest, which waits to be continued', async () => {
  const job = await failingJob(60, 50);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(
    { ...retryAll(job), settings: { ratePerSecond: 500, maxAttempts: 3, concurrency: 2 } },
    { first: 10 },
  );
  assert.deepEqual(
    await jobs
      .get(job)
      .then(({ settings }) => [settings.ratePerSecond, settings.maxAttempts, settings.maxLeases]),
    [500, 3, 2],
  );
  assert.deepEqual([made.status, made.trying, made.first], ['running', 10, 10]);
  assert.equal((await jobs.sound(job)).waiting, 10);
  await jobs.drain(job, (seq) => (seq === 1 ? failed('permanent', 'gone') : completed()));
  await jobs.advance(11);
  await actions.work();
  assert.deepEqual(figures(await actions.get(made.id)), {
    ...{ status: 'waiting', total: 50, succeeded: 9, failed: 1, refused: 0, trying: 0 },
  });
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.advance(60);
  assert.equal((await jobs.tick()).actions, false, 'a waiting action costs nothing');

  assert.equal((await actions.goOn(made.id)).status, 'running');
  assert.equal((await jobs.sound(job)).waiting, 40);
  await jobs.advance(1);
  await jobs.drain(job);
  await jobs.advance(11);
  await actions.work();
  assert.deepEqual(figures(await actions.get(made.id)), {
    ...{ status: 'completed', total: 50, succeeded: 49, failed: 1, refused: 0, trying: 0 },
  });
  await refused(actions.goOn(made.id), 'action_over');
  await refused(actions.abort(made.id), 'action_over');
});

test('an action keeps its pace, whatever the steps', async () => {
  const job = await failingJob(30, 30);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job), { perMinute: 30 });
  assert.equal(made.trying, 1);
  await actions.work();
  assert.equal((await actions.get(made.id)).trying, 1);
  await jobs.advance(6);
  await actions.work();
  assert.equal((await actions.get(made.id)).trying, 4);
  await jobs.advance(3600);
  await actions.work();
  assert.equal((await actions.get(made.id)).trying, 9, 'at most ten seconds of it are saved up');
  await actions.abort(made.id);
});

test('an abort gives back what nobody has tried since, and what is being tried counts in the end', async () => {
  const job = await failingJob(1300, 1200);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job));
  const lease = await jobs.claimOne(job, 300);
  const part = lease.items.slice(0, 100).map(({ seq }) => seq);
  await jobs.report(lease, (seq) => (seq === 1 ? failed('permanent', 'gone') : completed()), part);
  const aborted = await actions.abort(made.id);
  assert.equal(aborted.status, 'aborted');
  await jobs.advance(1);
  await actions.work();
  assert.deepEqual(figures(await actions.get(made.id)), {
    ...{ status: 'aborted', total: 1200, succeeded: 99, failed: 1, refused: 0, trying: 200 },
  });
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.failed, counts.completed, counts.processing, counts.waiting], [901, 199, 200, 0]);

  await jobs.report(
    lease,
    completed(),
    lease.items.slice(100).map(({ seq }) => seq),
  );
  await jobs.advance(11);
  await actions.work();
  assert.deepEqual(figures(await actions.get(made.id)), {
    ...{ status: 'aborted', total: 1200, succeeded: 299, failed: 1, refused: 0, trying: 0 },
  });
  assert.deepEqual([(await jobs.get(job)).status, (await jobs.sound(job)).failed], ['completed', 901]);
  // What came back has its old reason, and can be tried again.
  const groups = await jobs.one<number[]>(
    `select array_agg(items order by items) from lotline.failure_groups where job_no = ${job.number}`,
  );
  assert.deepEqual(groups, [450, 451]);
  assert.equal((await retryItems(jobs.worker, { ...job, all: true })).retried, 901);
  await jobs.drain(job);
  assert.equal((await jobs.sound(job)).completed, 1300);
  assert.deepEqual((await actions.abort(made.id)).status, 'aborted');
});

test('items that wait in the backlog still are taken up, and taken back, where they are', async () => {
  const job = await jobs.create({ items: 30, settings: { maxAttempts: 1, failureLimit: 0 } });
  await reportItems(jobs.api, { ...job, outcomes: [15, 16].map((seq) => ({ seq, ...failed() })) });
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job));
  assert.equal((await jobs.sound(job)).waiting, 30);
  await actions.abort(made.id);
  assert.deepEqual(await jobs.sound(job).then(({ waiting, failed: n }) => [waiting, n]), [28, 2]);
  await actions.make(retryAll(job));
  await jobs.drain(job);
  assert.equal((await jobs.sound(job)).completed, 30);
});

test('what was dealt with otherwise meanwhile is refused, with why', async () => {
  const organizationId = await db.organization();
  const [moved, cancelled, deleted] = [
    await failingJob(10, 10, organizationId),
    await failingJob(10, 10, organizationId),
    await failingJob(10, 10, organizationId),
  ];
  const actions = actionsIn(db, organizationId);
  const made = await actions.make({ action: 'retry', jobs: {}, items: { all: true } }, { first: 1 });
  assert.equal(made.trying, 1);
  await retryItems(jobs.worker, { ...moved, seqs: [2, 3] });
  await retryItems(jobs.worker, { ...cancelled, seqs: [1] });
  await cancelJob(jobs.worker, cancelled);
  await deleteJob(jobs.worker, deleted);
  await actions.goOn(made.id);
  await actions.work();
  await jobs.drain(moved);
  await jobs.advance(11);
  await actions.work();
  const after = await actions.get(made.id);
  assert.deepEqual(figures(after), {
    ...{ status: 'completed', total: 30, succeeded: 8, failed: 0, refused: 22, trying: 0 },
  });
  assert.deepEqual(after.refusals, { moved_on: 2, job_cancelled: 10, deleted: 10 });
  await jobs.sound(moved);
});

test('items of a job that ends before they were tried count as ended otherwise', async () => {
  const job = await failingJob(10, 10);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job));
  await cancelJob(jobs.worker, job);
  await jobs.advance(11);
  await actions.work();
  const after = await actions.get(made.id);
  assert.deepEqual([after.status, after.refused, after.refusals], ['completed', 10, { ended_otherwise: 10 }]);
});

test('pause, resume and cancel go over every job that fits, in steps', async () => {
  const organizationId = await db.organization();
  const kind = `many_${Date.now()}`;
  const made: TestJob[] = [];
  for (let n = 0; n < 60; n += 1) made.push(await jobs.create({ organizationId, kind, items: 1 }));
  const other = await jobs.create({ organizationId, items: 1 });
  const actions = actionsIn(db, organizationId);
  const pause = await actions.make(
    { action: 'pause', jobs: { kind: [kind] } },
    { reason: 'the service rests' },
  );
  assert.deepEqual([pause.total, pause.succeeded, pause.status], [60, 50, 'running']);
  const late = await jobs.create({ organizationId, kind, items: 1 });
  await actions.work();
  assert.deepEqual(figures(await actions.get(pause.id)), {
    ...{ status: 'completed', total: 60, succeeded: 60, failed: 0, refused: 0, trying: 0 },
  });
  const statusOf = async (job: TestJob) => (await jobs.get(job)).status;
  assert.deepEqual(
    [await statusOf(made[59] as TestJob), await statusOf(late), await statusOf(other)],
    ['paused', 'in_progress', 'in_progress'],
  );
  assert.equal((await jobs.get(made[0] as TestJob)).pauseReason, 'the service rests');
  const resume = await actions.make({
    action: 'resume',
    jobs: { ids: made.slice(0, 2).map((j) => j.jobId) },
  });
  assert.deepEqual([resume.status, resume.succeeded], ['completed', 2]);
  const cancel = await actions.make({ action: 'cancel', jobs: { kind: [kind], status: ['paused'] } });
  assert.equal(cancel.total, 58);
  await actions.abort(cancel.id);
  await actions.work();
  const left = await actions.get(cancel.id);
  assert.deepEqual([left.status, left.succeeded, left.open], ['aborted', 50, false]);
});

test('a step that meets a job in other hands leaves it for the next, and two who tick never do the same', async () => {
  const job = await failingJob(1100, 1100);
  const actions = actionsIn(db, job.organizationId);
  const other = await db.pools.owner.connect();
  try {
    await other.query('begin');
    await other.query('select from lotline.cursors where job_no = $1 for update', [job.number]);
    const made = await actions.make(retryAll(job));
    assert.deepEqual([made.status, made.trying], ['running', 0]);
    await other.query('rollback');
    await jobs.advance(2);
    const steps = await Promise.all([1, 2, 3, 4].map(() => workActions(jobs.worker)));
    assert.ok(steps.length === 4);
    await jobs.advance(2);
    await actions.work();
    assert.deepEqual([(await actions.get(made.id)).trying, (await jobs.sound(job)).waiting], [1100, 1100]);
  } finally {
    other.release();
  }
});

test('an abort in the middle of work leaves counts exact', async () => {
  const job = await failingJob(1500, 1500);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job));
  const work = async (name: string) => {
    for (let round = 0; round < 6; round += 1) {
      for (const batch of await jobs.claim(job, 100, name)) {
        await jobs.report(batch, (seq) =>
          seq % 3 === 0 ? failed('transient', 'busy', 'again') : completed(),
        );
      }
    }
  };
  const tick = async () => {
    for (let round = 0; round < 10; round += 1) await workActions(jobs.worker);
  };
  const abort = async () => {
    await workActions(jobs.worker);
    await abortAction(jobs.api, {
      organizationId: job.organizationId,
      id: made.id,
      actor: 'ann',
      admin: false,
    });
  };
  await Promise.all([work('w1'), work('w2'), tick(), tick(), abort()]);
  await jobs.sound(job);
  await jobs.drain(job);
  await jobs.advance(11);
  await actions.work();
  const after = await actions.get(made.id);
  const counts = await jobs.sound(job);
  assert.deepEqual([after.status, after.trying, after.open], ['aborted', 0, false]);
  assert.equal(counts.completed, after.succeeded);
  assert.equal(counts.completed + counts.failed, 1500);
});

test('an action is steered by whoever made it and by admins, and only in its organization', async () => {
  const job = await failingJob(20, 20);
  const { organizationId } = job;
  const made = await actionsIn(db, organizationId).make(retryAll(job), { first: 5 });
  await refused(actionsIn(db, organizationId, 'bob').abort(made.id), 'forbidden');
  await refused(actionsIn(db, await db.organization()).abort(made.id), 'action_not_found');
  await abortAction(jobs.api, { organizationId, id: made.id, actor: 'root', admin: true });
  assert.equal((await actionsIn(db, organizationId).get(made.id)).endedBy, 'root');
});

test('a paused job keeps its retried items, and the action waits with it', async () => {
  const job = await failingJob(10, 5);
  await retryItems(jobs.worker, { ...job, seqs: [1] });
  await pauseJob(jobs.worker, job);
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make(retryAll(job));
  assert.deepEqual([made.total, made.trying, (await jobs.get(job)).status], [4, 4, 'paused']);
  await actions.make({ action: 'resume', jobs: { ids: [job.jobId] } });
  await jobs.drain(job, (seq) => (seq === 2 ? skipped() : completed()));
  await jobs.advance(11);
  await actions.work();
  const after = await actions.get(made.id);
  assert.deepEqual([after.status, after.succeeded, after.refused], ['completed', 3, 1]);
  await auditIn(db).seal();
});
