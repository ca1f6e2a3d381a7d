import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { lookupItem } from '../support/lookups.ts';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-webhooks-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const notes = path.join(folder, 'taken');
const env = { LOTLINE_DATA: path.join(folder, 'data'), PORT: '0', LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.1' };
const ITEMS = 200;

interface Taken {
  readonly id: string;
  readonly verified: boolean;
  readonly body: { readonly type: string; readonly sequence: number };
}

function taken(): Taken[] {
  if (!existsSync(notes)) return [];
  const lines = readFileSync(notes, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Taken);
}

/** A receiver process at a port, which answers first as the script says. */
async function startReceiver(port: string, secret: string, script: readonly object[] = []) {
  const file = path.resolve('test/support/receiver-child.ts');
  const child = fork(file, [notes, port, secret, JSON.stringify(script)], { stdio: 'ignore' });
  after(() => child.kill('SIGKILL'));
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return { child, url: message.url };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function start(more: Record<string, string> = {}) {
  const product = lotlineProcess(['start', '--no-sample'], { ...env, ...more });
  const [, url = ''] = await product.says(/Serving on (http\S+)\./);
  return { product, url };
}

test('a receiver that fails twice, hangs, and is restarted, and a sender that is killed: every event arrives', async () => {
  const first = await start({ LOTLINE_FAILPOINTS: 'before_webhook_record=2' });
  const key = /API key\s+(lot_live_[0-9a-f]{64})/.exec(first.product.stderr())?.[1] ?? '';
  const ask = async (url: string, method: string, body?: unknown) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const answer = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the test is about
    return (await answer.json()) as any;
  };
  // Any secret will do until the real one is known; the port stays.
  const spare = await startReceiver('0', 'whsec_c3BhcmUgc3BhcmUgc3BhcmUgc3BhcmUgc3BhcmU=');
  await kill(spare.child);
  const { port } = new URL(spare.url);
  const { secret, id } = await ask(`${first.url}/webhooks`, 'POST', { url: spare.url });
  const receiver = await startReceiver(port, secret, [
    { kind: 'answer', status: 500 },
    { kind: 'answer', status: 503 },
    { kind: 'hang' },
  ]);
  const { job_id: job } = await ask(`${first.url}/batch-lookups`, 'POST', {
    items: Array.from({ length: ITEMS }, (_, n) => lookupItem(`deal-${n}`)),
  });
  await until(() => taken().length >= 20, 'the first events', 120_000);
  await kill(receiver.child);
  await first.product.ended();

  await startReceiver(port, secret);
  const second = await start();
  const { stdout } = await lotline(['db', 'url', '--owner'], env);
  const owner = new pg.Client({ connectionString: stdout.trim() });
  await owner.connect();
  await until(
    async () => (await ask(`${second.url}/batch-lookups/${job}`, 'GET')).status === 'completed',
    'the end',
    120_000,
  );
  const told = async () => {
    const all: { id: string; type: string; sequence: number }[] = [];
    for (let more = true, from = '0'; more; ) {
      const page = await ask(`${second.url}/events?limit=100&after=${from}`, 'GET');
      all.push(...page.events);
      [more, from] = [page.has_more, page.next_after];
    }
    return all;
  };
  // What failed is due again in minutes; time passes quicker here.
  await owner.query("insert into lotline.clock_shift values ('0')");
  await until(
    async () => {
      await owner.query("update lotline.clock_shift set amount = amount + interval '2 minutes'");
      const ids = new Set(taken().map((event) => event.id));
      const events = await told();
      return events.length >= ITEMS + 3 && events.every((event) => ids.has(event.id));
    },
    'every event',
    120_000,
  );
  const events = await told();
  const types = new Set(events.map((event) => event.type));
  for (const type of ['job.started', 'lookup.completed', 'job.completed', 'report.completed']) {
    assert.ok(types.has(type), type);
  }
  assert.equal(events.filter((event) => event.type.startsWith('lookup.')).length, ITEMS);
  assert.deepEqual(
    events.map((event) => event.sequence),
    events.map((_, at) => at + 1),
    'no number is left out',
  );
  assert.ok(taken().every((event) => event.verified));
  assert.equal((await ask(`${second.url}/webhooks/${id}`, 'GET')).disabled_at, null);
  await owner.end();
  second.product.child.kill('SIGTERM');
  assert.equal(await second.product.ended(), 0);
});
