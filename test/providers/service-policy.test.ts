import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sumOf } from '../../src/providers/service/dollars.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import {
  breakerClassOf,
  type Remedy,
  remedyOf,
  retryAfterMs,
  STATUSES,
  verdictOf,
} from '../../src/providers/service/policy.ts';
import { cleanser } from '../../src/providers/service/secrets.ts';

const SAID: Readonly<Record<string, Remedy>> = {
  repeated: 'repeat',
  waits: 'wait',
  'fails for good': 'fail',
  'outcome unknown': 'unknown',
};
const remedyIn = (cell: string) => SAID[cell.replace(/,.*/, '')];

/** The rows of the table that people read. */
function documented() {
  const page = readFileSync('docs/decisions/0154-one-table-of-statuses.md', 'utf8');
  return [...page.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$/gm)]
    .map(([, came = '', verdict = '', free = '', billed = '']) => ({ came, verdict, free, billed }))
    .filter(({ came }) => came !== 'what came' && !came.startsWith('---'));
}

test('the table that people read is the one that the code goes by', () => {
  const rows = documented();
  assert.equal(rows.length, 9);
  const seen = new Set<number>();
  for (const { came, verdict, free, billed } of rows) {
    for (const [status] of came.matchAll(/\b\d{3}\b/g)) {
      seen.add(Number(status));
      const read = verdictOf({}, Number(status));
      assert.equal(read.replaceAll('_', ' '), verdict, status);
      if (read === 'ok') continue;
      assert.equal(remedyOf(read, false), remedyIn(free), `${status}, not billed`);
      assert.equal(remedyOf(read, true), remedyIn(billed), `${status}, billed`);
    }
    for (const how of verdict.split(', ').map((word) => word.replaceAll(' ', '_'))) {
      if (how !== 'unsent' && how !== 'timeout' && how !== 'broken' && how !== 'too_large') continue;
      assert.equal(remedyOf(how, false), remedyIn(free), how);
      assert.equal(remedyOf(how, true), remedyIn(billed), how);
    }
  }
  assert.deepEqual([...seen].sort(), Object.keys(STATUSES).map(Number).sort(), 'no status is left out');
  for (const [status, verdict] of [
    [200, 'ok'],
    [204, 'ok'],
    [301, 'permanent'],
    [404, 'permanent'],
    [599, 'unknown_outcome'],
  ] as const) {
    assert.equal(verdictOf({}, status), verdict);
  }
});

test('a service’s own exceptions go before the table', () => {
  assert.equal(verdictOf(SERVICES.regrid, 403), 'permanent');
  assert.equal(verdictOf(SERVICES.regrid, 401), 'refused');
  assert.equal(breakerClassOf(verdictOf(SERVICES.regrid, 403)), undefined);
  assert.equal(breakerClassOf('refused'), 'refused');
});

test('Retry-After is read as seconds or as a date by the answer’s own clock', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  assert.equal(retryAfterMs('90', undefined, now), 90_000);
  assert.equal(retryAfterMs('Sun, 22 Nov 2026 12:01:00 GMT', undefined, now), 60_000);
  assert.equal(retryAfterMs('Sun, 22 Nov 2026 12:01:00 GMT', 'Sun, 22 Nov 2026 12:00:50 GMT', now), 10_000);
  assert.equal(retryAfterMs('Sun, 22 Nov 2026 11:00:00 GMT', undefined, now), 0);
  assert.equal(retryAfterMs('9999999', undefined, now), 24 * 60 * 60_000);
  for (const none of [undefined, '', 'soon', '-5'])
    assert.equal(retryAfterMs(none, undefined, now), undefined);
});

test('a secret is hidden in every form in which it can stand', () => {
  const secret = 'a+b/c=d é';
  const hide = cleanser([secret, undefined, 'abc']);
  for (const form of [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ t: secret }).toString().slice(2),
  ]) {
    assert.equal(hide(`x ${form} y`), 'x [secret] y');
  }
  assert.equal(hide(Buffer.from(secret).toString('base64')), '[secret]');
  assert.equal(hide('abc'), 'abc', 'what is too short to be a secret stays');
});

test('dollars are added without the errors of floating point', () => {
  assert.equal(sumOf('0.1', '0.2'), '0.3');
  assert.equal(sumOf('1', '0.000001', '0.5'), '0.500001');
  assert.equal(sumOf('0', '0.5', '1'), '-0.5');
});

test('what EPA ECHO is seen to take is its budget, and its simulator is not waited for', () => {
  const { limits, inSandbox } = SERVICES.echo;
  assert.deepEqual([limits.perMinute * 60, limits.perMonth], [300, 30 * 1500]);
  assert.ok(inSandbox !== undefined && inSandbox.perMinute >= 120);
});
