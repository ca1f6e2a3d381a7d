import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ApiServer, KEY, type StoredJob } from './api-server.ts';
import { keyboard, lotline, type Ran, type RunOptions } from './terminal.ts';

/** Begins every terminal sequence. */
const ESC = String.fromCharCode(27);
const server = new ApiServer();
before(() => server.start());
after(() => server.stop());
beforeEach(() => {
  server.jobs.clear();
  server.requests.length = 0;
  server.failures = [];
  server.fault = () => undefined;
  server.onRead = () => {};
});

const run = (args: string[], options: RunOptions = {}): Promise<Ran> =>
  lotline(args, { env: server.env(), ...options });

const counts = (given: Partial<StoredJob['counts']>): StoredJob['counts'] => ({
  total: 100,
  waiting: 0,
  processing: 0,
  completed: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  ...given,
});

test('jobs are listed for people, as JSON, as JSONL, and as ids', async () => {
  const first = server.addJob({
    name: 'First',
    status: 'completed',
    counts: counts({ completed: 97, failed: 3 }),
  });
  const second = server.addJob({ name: 'Second', counts: counts({ completed: 50, waiting: 50 }) });
  const { stdout } = await run(['jobs', 'list']);
  assert.match(stdout, /^JOB +STATE +DONE +ITEMS +FAILED/);
  assert.match(stdout, new RegExp(`${second.id} +Running +50% +100 +0 .* Second`));
  assert.match(stdout, new RegExp(`${first.id} +Completed with failures +100% +100 +3 .* First`));
  const json = JSON.parse((await run(['jobs', 'list', '--json'])).stdout);
  assert.deepEqual(
    json.map((job: { id: string }) => job.id),
    [second.id, first.id],
  );
  const some = await run(['jobs', 'list', '--json=id,status']);
  assert.deepEqual(JSON.parse(some.stdout)[0], { id: second.id, status: 'in_progress' });
  const lines = (await run(['jobs', 'list', '--jsonl', '--status', 'completed'])).stdout.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).name),
    ['First'],
  );
  assert.equal((await run(['jobs', 'list', '-q'])).stdout, `${second.id}\n${first.id}\n`);
});

test('a narrow terminal gets short ids, so that what matters stays in sight', async () => {
  const job = server.addJob({ name: 'Spring', counts: counts({ completed: 88, failed: 12 }) });
  const wide = await run(['jobs', 'list'], { columns: 160 });
  assert.ok(wide.stdout.includes(job.id));
  const narrow = await run(['jobs', 'list'], { columns: 80 });
  assert.ok(!narrow.stdout.includes(job.id));
  assert.match(narrow.stdout, new RegExp(`${job.id.slice(0, 8)} +Running +100% +100 +12 .* Spring`));
  assert.ok((await run(['jobs', 'list'])).stdout.includes(job.id), 'a pipe gets them whole');
});

test('an unknown field of --json is a usage error that names the fields there are', async () => {
  server.addJob();
  const ran = await run(['jobs', 'list', '--json=id,colour']);
  assert.equal(ran.code, 64);
  assert.match(JSON.parse(ran.stderr).hint, /id, name, status/);
});

test('a job is meant by its id, a beginning of it, its name, or by being the only one that fits', async () => {
  const running = server.addJob({ name: 'Spring' });
  const paused = server.addJob({ name: 'Autumn', status: 'paused' });
  for (const name of [running.id, running.id.slice(0, 8), 'Spring']) {
    assert.match((await run(['jobs', 'get', name])).stdout, /Name: +Spring/);
  }
  const resumed = await run(['jobs', 'resume']);
  assert.equal(resumed.code, 0);
  assert.match(resumed.stderr, new RegExp(`Job ${paused.id} \\(Autumn\\)`));
  assert.equal(paused.status, 'in_progress');
  const both = await run(['jobs', 'pause']);
  assert.equal(both.code, 64);
  assert.match(both.stderr, /2 jobs are running; name one\.\n(.*\n)*.*Spring/);
  assert.equal((await run(['jobs', 'resume'])).code, 3);
  assert.equal((await run(['jobs', 'get', 'Winter'])).code, 3);
});

test('pause, resume and cancel pass on why, and print the job', async () => {
  const job = server.addJob();
  const paused = await run(['jobs', 'pause', job.id, '--reason', 'lunch', '--fence', '--yes', '--json']);
  assert.equal(JSON.parse(paused.stdout).status, 'paused');
  assert.deepEqual(server.requests.at(-1)?.body, { reason: 'lunch', fence: true });
  assert.equal((await run(['jobs', 'cancel', job.id, '--yes'])).stdout, `${job.id}\n`);
  assert.equal(job.status, 'cancelled');
  const refused = await run(['jobs', 'resume', job.id, '--json']);
  assert.equal(refused.code, 7);
  assert.deepEqual(JSON.parse(refused.stderr), {
    code: 'illegal_move',
    message: 'The job is cancelled.',
    requestId: 'req-1',
  });
});

test('cancelling asks on a terminal, and without one needs --yes', async () => {
  const job = server.addJob();
  assert.equal((await run(['jobs', 'cancel', job.id])).code, 64);
  const no = keyboard();
  no.end('n\n');
  const declined = await run(['jobs', 'cancel', job.id], { stdin: no, columns: 80 });
  assert.equal(declined.code, 2);
  assert.equal(job.status, 'in_progress');
  const yes = keyboard();
  yes.end('y\n');
  const done = await run(['jobs', 'cancel', job.id], { stdin: yes, columns: 80 });
  assert.equal(done.code, 0);
  assert.match(done.stderr, /Cancel Lookups\? 100 waiting items will not be done/);
  assert.equal(job.status, 'cancelled');
});

test('retry chooses by cause, and says what could not be retried', async () => {
  const job = server.addJob({ status: 'completed', counts: counts({ completed: 90, failed: 10 }) });
  server.failures = [
    {
      fingerprint: 'f1',
      class: 'rate_limited',
      code: 'http_429',
      message: 'Slow',
      count: 30,
      final: 6,
      retryable: true,
    },
    {
      fingerprint: 'f2',
      class: 'permanent',
      code: 'no_utility',
      message: 'None',
      count: 4,
      final: 4,
      retryable: false,
    },
  ];
  const bodyOf = async (...args: string[]) => {
    const ran = await run(['jobs', 'retry', job.id, ...args]);
    assert.equal(ran.code, 0, ran.stderr);
    return server.requests.at(-1)?.body;
  };
  assert.deepEqual(await bodyOf('--failed'), { codes: ['http_429'] });
  assert.deepEqual(await bodyOf('--all', '--reason', 'again'), { all: true, reason: 'again' });
  assert.deepEqual(await bodyOf('--code', 'a', '--code', 'b'), { codes: ['a', 'b'] });
  assert.deepEqual(await bodyOf('--fingerprint', 'f2'), { fingerprint: 'f2' });
  assert.equal((await run(['jobs', 'retry', job.id, '--fingerprint', 'f'])).code, 64, 'f1 or f2');
  assert.equal((await run(['jobs', 'retry', job.id, '--fingerprint', 'f3'])).code, 3);
  const whole = `f2${'a'.repeat(30)}`;
  server.failures = server.failures.map((group, at) => (at === 1 ? { ...group, fingerprint: whole } : group));
  assert.deepEqual(await bodyOf('--fingerprint', 'F2'), { fingerprint: whole });
  assert.deepEqual(await bodyOf('--items', '3,17,40-42'), { items: [3, 17, 40, 41, 42] });
  assert.equal((await run(['jobs', 'retry', job.id])).code, 64);
  assert.equal((await run(['jobs', 'retry', job.id, '--all', '--failed'])).code, 64);
  server.failures = [];
  assert.equal((await run(['jobs', 'retry', job.id, '--failed'])).code, 7);
});

test('retrying more than a thousand items needs a yes', async () => {
  const job = server.addJob({ status: 'failed', counts: counts({ total: 5_000, failed: 5_000 }) });
  assert.equal((await run(['jobs', 'retry', job.id, '--all'])).code, 64);
  assert.equal((await run(['jobs', 'retry', job.id, '--all', '--yes'])).code, 0);
});

test('failure groups are a table with the advice of each', async () => {
  const job = server.addJob({ counts: counts({ failed: 2, waiting: 98 }) });
  server.failures = [
    {
      fingerprint: 'f1',
      class: 'timeout',
      code: 'timeout',
      message: 'No answer for "Boston, MA"\nin 30 s',
      count: 9,
      final: 2,
      retryable: true,
      lastSeenAt: '2026-11-22T08:30:00.000Z',
      trend: [0, 1, 8],
    },
  ];
  const { stdout } = await run(['jobs', 'failures', job.id]);
  assert.match(stdout, /f1 +2 +9 +11-22 08:30 +▁█ +may help +timeout +No answer for "…" in 30 s/);
});

/** Lets the job settle ten items at each look, then end with the counts given. */
function progressing(end: Partial<StoredJob['counts']>, status: string): void {
  server.onRead = (job) => {
    if (job.counts.waiting > 10) {
      job.counts = { ...job.counts, waiting: job.counts.waiting - 10, completed: job.counts.completed + 10 };
    } else {
      job.counts = counts(end);
      job.status = status;
    }
  };
}

const ENDS: [end: Partial<StoredJob['counts']>, status: string, code: number][] = [
  [{ completed: 100 }, 'completed', 0],
  [{ completed: 97, failed: 3 }, 'completed', 6],
  [{ completed: 97, skipped: 3 }, 'completed', 6],
  [{ failed: 100 }, 'failed', 6],
  [{ completed: 50, cancelled: 50 }, 'cancelled', 2],
];
for (const [end, status, code] of ENDS) {
  test(`watching a job that ends ${status} with ${JSON.stringify(end)} is exit code ${code}`, async () => {
    progressing(end, status);
    const job = server.addJob();
    const ran = await run(['jobs', 'watch', job.id]);
    assert.equal(ran.code, code, ran.stderr);
    assert.equal(ran.stdout, '');
    assert.match(ran.stderr, /^Lookups: 20%, 20 of 100 \(20 succeeded, 0 failed\), 10\/s, measuring\n/);
    assert.match(ran.stderr, /Lookups: 100%, 100 of 100/);
  });
}

test('watching without a terminal writes a line for 5 % or ten seconds, not for each look', async () => {
  let looks = 0;
  server.onRead = (job) => {
    looks += 1;
    job.counts = counts({
      total: 1_000,
      completed: Math.min(1_000, looks * 10),
      waiting: Math.max(0, 1_000 - looks * 10),
    });
    if (looks >= 100) job.status = 'completed';
  };
  const ran = await run(['jobs', 'watch', server.addJob().id]);
  const lines = ran.stderr.split('\n').filter((line) => line.startsWith('Lookups:'));
  assert.ok(lines.length >= 15 && lines.length <= 25, `${lines.length} lines`);
  assert.ok(
    lines.some((line) => /\d+\/s, .*(left|measuring)/.test(line)),
    ran.stderr,
  );
});

test('a terminal gets one line that redraws itself, with the failures under it', async () => {
  server.failures = [
    {
      fingerprint: 'f1',
      class: 'timeout',
      code: 'timeout',
      message: 'No answer for "17"',
      count: 9,
      final: 2,
      retryable: true,
    },
  ];
  progressing({ completed: 98, failed: 2 }, 'completed');
  const job = server.addJob({ counts: counts({ waiting: 98, failed: 2 }) });
  const { stderr } = await run(['jobs', 'watch', job.id], { columns: 80 });
  assert.ok(stderr.includes(`\r${ESC}[1A${ESC}[J`));
  assert.match(stderr, / {2}2× No answer for "…" \(timeout\)/);
  for (const line of stderr.split(/[\r\n]/)) {
    assert.ok(line.replaceAll(new RegExp(`${ESC}\\[\\d*[AJm]`, 'g'), '').length <= 79, `too wide: ${line}`);
  }
  const plain = await run(['jobs', 'watch', job.id], {
    columns: 80,
    env: { ...server.env(), NO_COLOR: '1' },
  });
  assert.doesNotMatch(plain.stderr, new RegExp(`${ESC}\\[\\d+m`));
});

test('an auto-paused job says why, on a terminal and in a log', async () => {
  const job = server.addJob({ status: 'paused', autoPaused: true, pauseReason: '10 failures in a row' });
  const log = await run(['jobs', 'watch', job.id, '--timeout', '5']);
  assert.match(log.stderr, /0%, 0 of 100 .*, auto-paused: 10 failures in a row/);
  const seen = await run(['jobs', 'watch', job.id, '--timeout', '5'], { columns: 80 });
  assert.match(seen.stderr, /auto-paused\n {2}10 failures in a row/);
});

test('a server that goes away while watching is waited for', async () => {
  progressing({ completed: 100 }, 'completed');
  let asked = 0;
  server.fault = () => (++asked > 3 && asked < 9 ? 'drop before' : undefined);
  const ran = await run(['jobs', 'watch', server.addJob().id]);
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(ran.stderr.match(/Waiting for it; the job is not affected/g)?.length, 1);
});

test('a job that is not finished at the timeout is exit code 8, and goes on', async () => {
  const job = server.addJob();
  const ran = await run(['jobs', 'watch', job.id, '--timeout', '90s', '--json']);
  assert.equal(ran.code, 8);
  const report = JSON.parse(ran.stderr.trim().split('\n').at(-1) ?? '');
  assert.equal(report.code, 'timeout');
  assert.match(report.hint, /The job goes on/);
  assert.equal(job.status, 'in_progress');
});

test('Ctrl-C while watching detaches and says that the job goes on', async () => {
  let press = (): void => {};
  const interrupt = new Promise<void>((resolve) => {
    press = resolve;
  });
  let looks = 0;
  server.onRead = () => {
    if (++looks === 5) press();
  };
  const job = server.addJob();
  const ran = await run(['jobs', 'watch', job.id], { interrupt });
  assert.equal(ran.code, 2);
  assert.match(
    ran.stderr,
    new RegExp(`Detached\\. The job goes on; see it again with: lotline jobs watch ${job.id}`),
  );
  assert.equal(job.status, 'in_progress');
  assert.ok(server.requests.every((request) => request.method === 'GET'));
});

test('cancel --wait waits until running items are done', async () => {
  const job = server.addJob({ draining: true, counts: counts({ waiting: 90, processing: 10 }) });
  let looks = 0;
  server.onRead = () => {
    if (job.status !== 'cancelled' || ++looks < 4) return;
    job.draining = false;
    job.counts = counts({ cancelled: 90, completed: 10 });
  };
  const ran = await run(['jobs', 'cancel', job.id, '--yes', '--wait', '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(JSON.parse(ran.stdout).draining, false);
  assert.match(ran.stderr, /Cancelling: 10 items still running may finish/);
});

test('each refusal of the server has its exit code', async () => {
  const id = server.addJob().id;
  const expected: [status: number, code: number][] = [
    [400, 5],
    [401, 4],
    [403, 4],
    [404, 3],
    [409, 7],
    [413, 5],
    [422, 5],
    [500, 1],
  ];
  for (const [status, code] of expected) {
    server.fault = () => ({ status, body: { error: 'no', code: 'x', message: 'No.', requestId: 'r' } });
    assert.equal((await run(['jobs', 'get', id])).code, code, `HTTP ${status}`);
  }
});

test('a wrong key, no server, a redirect and an answer of another server are told apart', async () => {
  const env = server.env();
  const wrong = await run(['jobs', 'list'], { env: { ...env, LOTLINE_API_KEY: 'x' } });
  assert.equal(wrong.code, 4);
  assert.match(wrong.stderr, /key was refused/);
  const none = await run(['jobs', 'list'], { env: { LOTLINE_URL: server.url } });
  assert.match(none.stderr, /lotline login/);
  const away = await run(['jobs', 'list'], { env: { ...env, LOTLINE_URL: 'http://127.0.0.1:1' } });
  assert.equal(away.code, 1);
  assert.match(away.stderr, /Nothing answers at|connection to/);
  server.fault = () => ({ status: 301, headers: { location: 'http://elsewhere.example/' } });
  const moved = await run(['jobs', 'list']);
  assert.equal(moved.code, 1);
  assert.match(moved.stderr, /redirects to http:\/\/elsewhere\.example/);
  server.fault = () => ({ status: 200, body: { hello: 'world' } });
  assert.equal((await run(['jobs', 'list'])).code, 1);
});

test('wrong calls are exit code 64, help is 0 on stdout', async () => {
  for (const args of [
    ['jobs', 'lst'],
    ['jobs', 'list', '--nope'],
    ['lookups', 'upload'],
    ['jobs', 'list', '--limit', 'x'],
    ['jobs'],
  ]) {
    const ran = await run(args);
    assert.equal(ran.code, 64, `${args.join(' ')}: ${ran.stderr}`);
    assert.equal(ran.stdout, '');
  }
  assert.match((await run(['jobs', 'lst'])).stderr, /Did you mean list\?/);
  const help = await run(['jobs', 'watch', '--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--timeout <time>/);
});

test('flags win over the environment', async () => {
  server.addJob();
  const env = { LOTLINE_URL: 'http://127.0.0.1:1', LOTLINE_API_KEY: 'wrong' };
  assert.equal((await run(['jobs', 'list', '--url', server.url, '--api-key', KEY], { env })).code, 0);
});
