import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../../src/db/file-lock.ts';
import { isPostgres } from '../../src/db/postmaster.ts';

export const RUN_PREFIX = 'lotline-test-run-';

/** A run that has just begun has not registered with its server yet. */
const BEGINNING_MS = 60_000;

/** Ends the servers of test runs that were interrupted, and removes their folders. */
export function sweepAbandonedRuns(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(RUN_PREFIX)) continue;
    const folder = path.join(tmpdir(), name);
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
