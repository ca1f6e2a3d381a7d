import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../../src/db/file-lock.ts';
import { isPostgres } from '../../src/db/postmaster.ts';

const RUN_PREFIX = 'lotline-test-run-';

/** A file system in memory, as Linux has it: a clone of the template costs a fifth of what it costs on a disk. */
const MEMORY = '/dev/shm';
const ROOM_BYTES = 8 * 2 ** 30;

/** A run that has just begun has not registered with its server yet. */
const BEGINNING_MS = 60_000;

/** Makes the folder of a run: in memory where there is plenty of it, among the temporary files otherwise. */
export function makeRunFolder(): string {
  const parent = hasRoom(MEMORY) ? MEMORY : tmpdir();
  return mkdtempSync(path.join(parent, RUN_PREFIX));
}

function hasRoom(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined || freemem() < 2 * ROOM_BYTES) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_BYTES;
}

/** Ends the servers of test runs that were interrupted, and removes their folders. */
export function sweepAbandonedRuns(): void {
  for (const parent of [tmpdir(), MEMORY]) sweep(parent);
}

function sweep(parent: string): void {
  if (statSync(parent, { throwIfNoEntry: false }) === undefined) return;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(RUN_PREFIX)) continue;
    const folder = path.join(parent, name);
    if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < BEGINNING_MS)
      continue;
    if (registered(folder).some(isAlive)) continue;
    const server = serverOf(folder);
    if (server !== undefined && isAlive(server) && isPostgres(server)) process.kill(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processes that use the folder's server. */
function registered(folder: string): number[] {
  try {
    return readdirSync(path.join(folder, 'clients')).map((name) => Number.parseInt(name, 10));
  } catch {
    return [];
  }
}

function serverOf(folder: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return undefined;
  }
}
