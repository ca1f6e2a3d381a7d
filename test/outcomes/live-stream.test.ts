import assert from 'node:assert/strict';
import test from 'node:test';
import { Board } from '../../src/outcomes/live/board.ts';
import { LiveStream } from '../../src/outcomes/live/stream.ts';
import type { Topic } from '../../src/outcomes/live/topics.ts';

const ORGANIZATION = '11111111-1111-4111-8111-111111111111';
const JOB: Topic = { kind: 'job', id: '22222222-2222-4222-8222-222222222222' };
const LIST: Topic = { kind: 'jobs' };

function joined(board: Board, topics: readonly Topic[], lastEventId?: string) {
  const stream = new LiveStream({
    organizationId: ORGANIZATION,
    credential: 'key',
    stillAllowed: () => Promise.resolve(true),
    resync: (topic) => board.resync(topic),
    now: () => 1_000,
  });
  return { stream, watches: board.join(stream, ORGANIZATION, topics, lastEventId) };
}

/** What the client gets once it reads everything. */
function readAll(stream: LiveStream): string {
  stream.setEncoding('utf8');
  let text = '';
  for (let part = stream.read(); part !== null; part = stream.read()) text += part;
  return text;
}

const states = (text: string) =>
  [...text.matchAll(/event: state\ndata: (.*)\n/g)].map(([, data]) => JSON.parse(data ?? '').state);

test('a client that does not read costs a bounded amount, and gets the last state of everything', () => {
  const board = new Board();
  const { stream, watches } = joined(board, [JOB]);
  const [watch] = watches;
  assert.ok(watch);
  const text = 'x'.repeat(1_000);
  for (let done = 1; done <= 10_000; done += 1) board.state(watch, '', { done, text });
  assert.ok(stream.readableLength < 20_000, `${stream.readableLength} bytes wait`);
  assert.equal(stream.blockedSince, 1_000);
  const told = states(readAll(stream));
  assert.ok(told.length < 30);
  assert.equal(told.at(-1).done, 10_000);
  assert.equal(stream.blockedSince, undefined);
});

test('a list that a slow client cannot follow is to be fetched anew, and then goes on', () => {
  const board = new Board();
  const { stream, watches } = joined(board, [LIST]);
  const [watch] = watches;
  assert.ok(watch);
  const text = 'x'.repeat(1_000);
  for (let job = 1; job <= 1_000; job += 1) board.state(watch, `job ${job}`, { job, text });
  assert.ok(stream.readableLength < 20_000);
  const got = readAll(stream);
  assert.ok(got.match(/event: resync/g)?.length, 'resync');
  const last = states(got.slice(got.lastIndexOf('event: resync'))).map(({ job }) => job);
  const missing = 1_000 - last.length;
  assert.deepEqual(
    last,
    Array.from({ length: last.length }, (_, i) => missing + i + 1),
    'every job after it',
  );
});

test('a state that did not change is not told again', () => {
  const board = new Board();
  const { stream, watches } = joined(board, [JOB]);
  const [watch] = watches;
  assert.ok(watch);
  for (const done of [1, 1, 2, 2, 2]) board.state(watch, '', { done });
  assert.deepEqual(states(readAll(stream)), [{ done: 1 }, { done: 2 }]);
});

test('positions grow along a stream, also where it begins with what was told before', () => {
  const board = new Board();
  const { watches } = joined(board, [JOB, LIST]);
  const [job, list] = watches;
  assert.ok(job && list);
  board.state(list, 'a', { n: 1 });
  board.state(job, '', { n: 2 });
  board.state(list, 'b', { n: 3 });
  const { stream } = joined(board, [JOB, LIST]);
  board.state(list, 'a', { n: 4 });
  const positions = [...readAll(stream).matchAll(/^id: \w+\.(\d+)$/gm)].map(([, n]) => Number(n));
  assert.deepEqual(
    positions,
    positions.toSorted((a, b) => a - b),
  );
  assert.equal(positions.at(-1), 4);
});

test('of a list, whoever comes back hears the latest state of what changed, or resync when that is not kept', () => {
  const board = new Board();
  const { stream, watches } = joined(board, [LIST]);
  const [list] = watches;
  assert.ok(list);
  board.state(list, 'a', { job: 'a', n: 1 });
  const position = /^id: (.*)$/gm.exec(
    readAll(stream).split('event: state')[0]?.split('\n\n').at(-1) ?? '',
  )?.[1];
  assert.ok(position);
  for (const n of [2, 3]) board.state(list, 'a', { job: 'a', n });
  board.state(list, 'b', { job: 'b', n: 1 });
  const again = readAll(joined(board, [LIST], position).stream);
  assert.doesNotMatch(again, /resync/);
  assert.deepEqual(states(again), [
    { job: 'a', n: 3 },
    { job: 'b', n: 1 },
  ]);
  for (let job = 0; job < 300; job += 1) board.state(list, `more ${job}`, { job });
  assert.match(readAll(joined(board, [LIST], position).stream), /event: resync/);
});

test('a stream that ends says why after everything that waits', () => {
  const board = new Board();
  const { stream, watches } = joined(board, [JOB]);
  const [watch] = watches;
  assert.ok(watch);
  board.state(watch, '', { done: 1 });
  stream.finish('server_stops');
  board.state(watch, '', { done: 2 });
  const text = readAll(stream);
  assert.match(text, /"done":1[\s\S]*event: end\ndata: \{"reason":"server_stops"\}\n\n$/);
  assert.doesNotMatch(text, /"done":2/);
});
