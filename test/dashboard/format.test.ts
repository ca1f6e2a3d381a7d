import assert from 'node:assert/strict';
import test from 'node:test';
import {
  actorName,
  formatAgo,
  formatExactTime,
  formatTime,
  formatTimes,
} from '../../dashboard/src/data/format.ts';
import { lineDetails } from '../../dashboard/src/pages/jobs/log-lines.ts';

/** Spaces of every width are one: Intl chooses thin ones. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
const now = new Date(2026, 10, 22, 21, 40, 5);
const at = (hour: number, minute: number) => new Date(2026, 10, 22, hour, minute, 7);

test('times are written as people write them: no leading zero, seconds where many share a minute', () => {
  assert.equal(plain(formatTime(at(9, 5), now)), '9:05 AM');
  assert.equal(plain(formatExactTime(at(9, 5), now)), '9:05:07 AM');
  assert.equal(plain(formatTime(new Date(2026, 10, 20, 9, 5), now)), 'Nov 20, 9:05 AM');
  assert.equal(plain(formatTimes(at(21, 41), at(21, 44), now)), '9:41 – 9:44 PM');
  assert.equal(plain(formatTimes(at(21, 41), at(21, 41), now)), '9:41 PM');
  assert.equal(formatAgo(new Date(now.getTime() - 200_000), now.getTime()), '3m ago');
});

test('who did something is called as people call it', () => {
  assert.equal(actorName('person:ann@example.org'), 'ann@example.org');
  assert.equal(actorName('key:nightly'), 'nightly (key)');
  assert.equal(actorName('system'), 'system');
});

test('changed settings are named in words', () => {
  const line = {
    id: '1',
    at: now.toISOString(),
    level: 'INFO',
    event: 'settings_changed',
    seq: null,
    message: null,
    actor: null,
    detail: { before: { failureLimit: 10 }, after: { failureLimit: 0 } },
  } as const;
  assert.deepEqual(lineDetails(line), ['failure limit 10 → 0']);
});
