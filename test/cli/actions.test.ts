import assert from 'node:assert/strict';
import test from 'node:test';
import { workActions } from '../../src/engine/actions.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);
const jobs = jobsIn(database);

test('failures are redriven from the terminal: seen, previewed, begun with a few, continued, aborted', async () => {
  const client = await api.client();
  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key } });
  assert.match((await run('failures')).stdout, /Nothing failed/);
  const job = await jobs.create({
    organizationId: client.organizationId,
    items: 20,
    settings: { maxAttempts: 1, failureLimit: 0 },
  });
  await jobs.drain(job, (seq) => (seq > 12 ? completed() : failed('rate_limited', 'busy', `Wait ${seq} s`)));
  const { stdout: listed } = await run('failures', '--since', '1h');
  assert.match(listed, /[0-9a-f]{32} +12 +1 +12 +\S+ +may help +busy +Wait/);
  const fingerprint = /[0-9a-f]{32}/.exec(listed)?.[0] ?? '';
  const one = await run('failures', fingerprint.slice(0, 8));
  assert.match(one.stdout, new RegExp(`12 items as failed now[\\s\\S]*${job.jobId} +completed +12`));
  assert.equal((await run('failures', '00000000')).code, 3);

  const redrive = ['redrive', '--error', fingerprint.slice(0, 8), '--first', '5'];
  const dry = await run(...redrive, '--dry-run');
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, /12 items of 1 job\.[\s\S]*busy +Wait 1 s/);
  assert.equal((await run(...redrive)).code, 64, 'nobody is there to say yes');
  const made = await run(...redrive, '--yes', '--reason', 'more is allowed', '--idempotency-key', 'k1', '-q');
  assert.equal(made.code, 0, made.stderr);
  const id = made.stdout.trim();
  assert.match((await run('actions')).stdout, new RegExp(`${id} +retry +running +0/12 `));
  await jobs.drain(job, completed());
  await jobs.advance(11);
  while (await workActions(jobs.worker));
  const waiting = await run('actions', 'show', '--wait');
  assert.deepEqual([waiting.code, /State: +waiting/.test(waiting.stdout)], [0, true], waiting.stdout);
  assert.match((await run('actions', 'continue', id.slice(0, 8))).stdout, /Trying: +7/);
  assert.equal((await run('actions', 'abort')).code, 64);
  const aborted = await run('actions', 'abort', '--yes', '--json=status,succeeded');
  assert.deepEqual(JSON.parse(aborted.stdout), { status: 'aborted', succeeded: 5 });
  assert.equal((await run('actions', 'show', id, '--wait')).code, 2);
  assert.equal((await run('actions', 'show')).code, 3, 'none is open');
  assert.equal((await jobs.sound(job)).failed, 7);
  assert.equal((await run('redrive')).code, 64);
  assert.equal((await run('redrive', '--code', 'other', '--yes')).code, 7);

  const running = await jobs.create({ organizationId: client.organizationId, items: 1 });
  const paused = await run('actions', 'pause', '--job', running.jobId.slice(0, 8), '--yes', '--wait');
  assert.deepEqual([paused.code, (await jobs.get(running)).status], [0, 'paused'], paused.stderr);
  const cancel = ['actions', 'cancel', '--status', 'paused', '--made-since', '1h', '--yes'];
  assert.equal((await run(...cancel)).code, 5, 'a reason is needed');
  assert.equal((await run(...cancel, '--reason', 'not wanted')).code, 0);
  assert.equal((await jobs.get(running)).status, 'cancelled');
});
