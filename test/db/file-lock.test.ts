import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { isMarkAlive, processMark, withFileLock } from '../../src/db/file-lock.ts';

const tellsStarts = existsSync('/proc/self/stat');
const fileIn = () => path.join(mkdtempSync(path.join(tmpdir(), 'lotline-lock-')), 'start.lock');
/** No wait at all: a lock that is not free at once is refused. */
const impatient = { now: () => (ticks += 100_000), sleep: async () => {} };
let ticks = 0;

test('a lock left by a process whose number another one has now is taken over', {
  skip: !tellsStarts && 'this system does not tell when a process started',
}, async () => {
  const file = fileIn();
  writeFileSync(file, `${process.pid}.1`);
  assert.equal(await withFileLock(file, async () => 'ours'), 'ours');
  assert.equal(isMarkAlive(`${process.pid}.1`), false);
});

test('a lock of a living process is respected, and says whose it is', async () => {
  const file = fileIn();
  await withFileLock(file, async () => {
    assert.equal(readFileSync(file, 'utf8'), processMark());
    await assert.rejects(
      withFileLock(file, async () => {}, impatient),
      { code: 'conflict', message: `${file} is held by process ${process.pid}` },
    );
  });
  assert.equal(existsSync(file), false);
});
