import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createAction, getAction } from '../../src/engine/actions.ts';
import { startJob } from '../../src/engine/control.ts';
import { reportItems } from '../../src/engine/outside.ts';
import { testDatabase } from '../support/database.ts';
import { assertSound, jobWhen, results, settledJob, submitted, type TestJob } from '../support/jobs.ts';
import { until } from '../support/until.ts';

const { pools, urls, organization } = await testDatabase();
const { api, owner } = pools;
const organizationId = await organization();
const folder = mkdtempSync(path.join(tmpdir(), 'lotline-crash-'));
const children = new Set<ChildProcess>();

after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface WorkerProcess {
  readonly child: ChildProcess;
  /** Items that its handlers have taken, in order. */
  handled(): number[];
}

let processes = 0;
/** A worker process of its own; with a failpoint it kills itself there, as a power cut would. */
function workerProcess(failpoints = '', poison = ''): WorkerProcess {
  processes += 1;
  const notes = path.join(folder, `handled-${processes}`);
  writeFileSync(notes, '');
  const child = fork(
    path.join(import.meta.dirname, '..', 'support', 'worker-child.ts'),
    [urls.worker, notes, poison],
    {
      env: { ...process.env, LOTLINE_FAILPOINTS: failpoints },
    },
  );
  children.add(child);
  return { child, handled: () => readFileSync(notes, 'utf8').split('\n').filter(Boolean).map(Number) };
}

async function dead({ child }: WorkerProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  children.delete(child);
}

const COUNT = 2_000;
const job = (leaseSeconds = 1): Promise<TestJob> =>
  submitted(api, organizationId, {
    ...{ kind: 'noted', count: COUNT, settings: { batchSize: 100, leaseSeconds } },
  });

/** Everything is done once, and nothing that was settled when the first worker died was handled again. */
async function finishedBy(
  next: WorkerProcess,
  which: TestJob,
  settledAtDeath: ReadonlySet<number>,
): Promise<void> {
  const done = await settledJob(api, which);
  assert.deepEqual([done.status, done.counts.completed], ['completed', COUNT]);
  const stored = await results(owner, which);
  assert.deepEqual(
    stored.map(({ seq, outcome, result }) => [seq, outcome, result]),
    Array.from({ length: COUNT }, (_, index) => [index + 1, 'completed', { n: index + 1 }]),
  );
  assert.deepEqual(
    next.handled().filter((seq) => settledAtDeath.has(seq)),
    [],
    'what was settled is not done again',
  );
  await assertSound(owner, which);
}

for (const failpoint of ['after_claim=2', 'mid_batch=4', 'before_settle=5', 'after_settle=5']) {
  test(`a worker killed at ${failpoint} loses nothing, and its successor does the rest once`, async () => {
    const which = await job();
    const first = workerProcess(failpoint);
    await dead(first);
    const settledAtDeath = new Set((await results(owner, which)).map(({ seq }) => seq));
    assert.ok(settledAtDeath.size < COUNT, 'it died on the way');
    if (failpoint.includes('_settle')) assert.ok(settledAtDeath.size > 0, 'not at the very beginning');
    const next = workerProcess();
    await finishedBy(next, which, settledAtDeath);
    next.child.kill('SIGKILL');
    await dead(next);
  });
}

test('workers killed one after the other finish the job together, and nobody waits for the leases of the dead', async () => {
  // on one machine it can be seen that a process is dead: were it not, this would take ten minutes
  const which = await job(600);
  for (const share of [300, 900, 1_500]) {
    const worker = workerProcess();
    await jobWhen(api, which, ({ counts }) => counts.completed >= share, `${share} items`);
    worker.child.kill('SIGKILL');
    await dead(worker);
  }
  const settledAtDeath = new Set((await results(owner, which)).map(({ seq }) => seq));
  const last = workerProcess();
  await finishedBy(last, which, settledAtDeath);
  last.child.kill('SIGKILL');
  await dead(last);
});

test('an item that kills every worker is parked, and the others of its batch are done', async () => {
  const which = await submitted(api, organizationId, {
    ...{ kind: 'noted', count: 4, settings: { batchSize: 4, leaseSeconds: 600 } },
  });
  const ended = settledJob(api, which).then(() => 'ended' as const);
  let deaths = 0;
  for (;;) {
    const worker = workerProcess('', '3');
    const what = await Promise.race([ended, dead(worker).then(() => 'died' as const)]);
    if (what === 'ended') break;
    deaths += 1;
    assert.ok(deaths <= 10, 'the item is suspected sooner');
  }
  const stored = await results(owner, which);
  assert.deepEqual(
    stored.map(({ seq, outcome, error_code }) => [seq, outcome, error_code]),
    [1, 2, 3, 4].map((seq) => (seq === 3 ? [3, 'failed', 'poison'] : [seq, 'completed', null])),
  );
  await assertSound(owner, which);
});

test('a retry that a killed worker was at goes on where it stood, and tries each item once', async () => {
  const count = 2_500;
  const which = await submitted(api, organizationId, { kind: 'noted', count, settings: { batchSize: 100 } });
  const seqs = Array.from({ length: count }, (_, index) => index + 1);
  await startJob(pools.worker, { organizationId, jobId: which.id, actor: 'test' });
  await reportItems(api, {
    ...{ organizationId, jobId: which.id, actor: 'test' },
    outcomes: seqs.map((seq) => ({ seq, outcome: 'failed', class: 'permanent', code: 'gone', message: '' })),
  });
  const id = await createAction(
    api,
    { organizationId, actor: 'test', foreignKinds: null },
    { action: 'retry', jobs: { ids: [which.id] }, items: { all: true } },
    { filter: 'all of it' },
  );
  const first = workerProcess('after_action_step=1');
  await dead(first);
  const second = workerProcess();
  const done = await until(async () => {
    const action = await getAction(pools.worker, organizationId, id);
    return action.status === 'completed' && action;
  }, 'the end of the action');
  assert.deepEqual([done.total, done.succeeded, done.refused], [count, count, 0]);
  assert.deepEqual(new Set([...first.handled(), ...second.handled()]), new Set(seqs));
  await assertSound(owner, which);
});
