import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Clock, systemClock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { memberOf } from '../base/record.ts';

const WAIT_MS = 60_000;
const LOOK_AGAIN_MS = 50;
/** A lock file without a number in it is being written; after this long its writer died doing so. */
const EMPTY_FOR_MS = 5_000;

/** True while a process of that number lives (it may belong to somebody else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return memberOf(error, 'code') === 'EPERM';
  }
}

/**
 * What a process is told apart by after it died: its number and, where the system tells, when it started. Numbers
 * alone come again, in a restarted container nearly always.
 */
export function processMark(pid = process.pid): string {
  try {
    // The name in parentheses may hold anything; what follows it are single words, the start being the 20th.
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return `${pid}.${words?.[19] ?? ''}`;
  } catch {
    return String(pid);
  }
}

/** True while the process lives that made the mark, not merely one of the same number. */
export function isMarkAlive(mark: string): boolean {
  const pid = Number.parseInt(mark, 10);
  if (!(pid > 0) || !isAlive(pid)) return false;
  return !mark.includes('.') || processMark(pid) === mark;
}

/**
 * Runs `work` while no other process holds the lock file. A lock left by a process that died is taken over.
 * Throws `conflict` after a minute of waiting, naming the holder.
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const deadline = clock.now() + WAIT_MS;
  while (!take(file)) {
    if (clock.now() > deadline) {
      throw new AppError('conflict', `${file} is held by process ${holder(file)?.split('.')[0]}`, {
        hint: 'Wait for that process to finish starting or stopping, then try again.',
      });
    }
    await clock.sleep(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    const fd = openSync(file, 'wx', 0o600);
    writeSync(fd, processMark());
    closeSync(fd);
    return true;
  } catch (error) {
    if (memberOf(error, 'code') !== 'EEXIST') throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned(file: string): boolean {
  const mark = holder(file);
  if (mark !== undefined) return !isMarkAlive(mark);
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > EMPTY_FOR_MS;
}

/** The mark of the process that holds the lock. */
function holder(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8') || undefined;
  } catch {
    return undefined;
  }
}
