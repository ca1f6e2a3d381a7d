import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBuffer } from '../../dashboard/src/data/live-buffer.ts';
import type { LiveEvent } from '../../dashboard/src/data/live-event.ts';

/** A clock that is moved by hand, with what waits for it. */
function startClock() {
  let now = 0;
  let waiting: { at: number; call: () => void }[] = [];
  return {
    now: () => now,
    later: (call: () => void, ms: number) => void waiting.push({ at: now + ms, call }),
    move(ms: number) {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { call } of due) call();
    },
  };
}

const state = (topic: string, revision: number, id = 'a'): LiveEvent => ({
  type: 'state',
  topic,
  revision,
  epoch: 'e',
  state: { id, revision },
});

function start() {
  const clock = startClock();
  const told: (readonly LiveEvent[])[] = [];
  return { clock, told, hear: createBuffer((events) => told.push(events), clock) };
}

describe('events on their way to a page', () => {
  it('hands on the latest of each thing alone, however many came', () => {
    const { clock, told, hear } = start();
    for (let revision = 1; revision <= 1_000; revision += 1)
      hear(state('jobs', revision, `job ${revision % 50}`));
    clock.move(250);
    assert.equal(told.length, 1);
    assert.deepEqual(
      told[0]?.map((event) => ('revision' in event ? event.revision : 0)).sort((a, b) => a - b),
      Array.from({ length: 50 }, (_, at) => 951 + at),
    );
  });

  it('tells an open job every 250 ms and lists every second, the first after a pause at once in both', () => {
    const { clock, told, hear } = start();
    const topics = () => told.flat().map((event) => ('topic' in event ? event.topic : ''));
    for (let at = 0; at < 9; at += 1) {
      hear(state('jobs', at));
      hear(state('job:a', at));
      clock.move(250);
    }
    assert.equal(topics().filter((topic) => topic === 'job:a').length, 9);
    assert.equal(topics().filter((topic) => topic === 'jobs').length, 3);
    clock.move(5_000);
    told.length = 0;
    hear(state('jobs', 100));
    clock.move(250);
    assert.deepEqual(topics(), ['jobs']);
  });

  it('hands on that a thing is gone beside its last state, and nothing that speaks of the stream alone', () => {
    const { clock, told, hear } = start();
    hear({ type: 'heartbeat' });
    hear(state('job:a', 1));
    hear({ type: 'gone', topic: 'job:a', revision: 2, epoch: 'e' });
    hear({ type: 'end', reason: 'stopping' });
    clock.move(250);
    assert.deepEqual(
      told.map((events) => events.map(({ type }) => type)),
      [['state', 'gone']],
    );
  });
});
