import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Clock, systemClock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';

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
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
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
      throw new AppError('conflict', `${file} is held by process ${holder(file)}`, {
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
    writeSync(fd, String(process.pid));
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned(file: string): boolean {
  const pid = holder(file);
  if (pid !== undefined) return !isAlive(pid);
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > EMPTY_FOR_MS;
}

function holder(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
