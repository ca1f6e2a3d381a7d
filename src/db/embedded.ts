import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Clock, systemClock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { checkVersion, createCluster } from './cluster.ts';
import { type Paths, pathsIn, readSecrets, type Secrets } from './data-folder.ts';
import { isAlive, isMarkAlive, processMark, withFileLock } from './file-lock.ts';
import { type PostgresBinaries, productBinaries } from './postgres-binaries.ts';
import { adopt, isPostgres, launch, shutDown } from './postmaster.ts';

const WATCH_MS = 500;

export interface EmbeddedOptions {
  /** Programs to run; the product's own by default. */
  readonly binaries?: PostgresBinaries;
  /** Server settings beside or in place of the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** What a new server needs before anybody uses it (roles, databases); must be safe to repeat. */
  readonly prepare?: (server: EmbeddedServer) => Promise<void>;
  /** Starts the server again when it dies; told each time, with the error when a try failed. */
  readonly onRestart?: (error: unknown) => void;
}

/** A running server in a folder of ours, shared by every process that uses the folder. */
export interface EmbeddedServer {
  readonly port: number;
  /** Process number of the server; changes when it is started again. */
  readonly pid: number;
  /** Address of a database on it, for one of the logins whose passwords the folder holds. */
  url(login: string, database: string): string;
  password(login: string): string;
  /** Leaves the server; the last process to leave stops it. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL in `folder`, creating it at first use, or joins it when another process has it running.
 * A server that a dead process left behind is adopted; one that crashed is started again and recovers.
 * Throws `database_too_new` when the folder belongs to another major version.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const paths = pathsIn(path.resolve(folder));
  const clock = options.clock ?? systemClock;
  const binaries = options.binaries ?? (await productBinaries());
  mkdirSync(paths.clients, { recursive: true, mode: 0o700 });
  const registration = path.join(paths.clients, `${processMark()}-${randomBytes(4).toString('hex')}`);

  return withFileLock(paths.lock, async () => {
    const secrets = readSecrets(paths);
    await createCluster(paths, secrets, binaries);
    await checkVersion(paths, binaries);
    const run = async () =>
      (await adopt(paths, secrets, clock)) ??
      (await launch(paths, secrets, binaries, options.settings ?? {}, clock));
    let pid = await run();
    writeFileSync(registration, '');

    const watch = options.onRestart === undefined ? undefined : setInterval(() => void revive(), WATCH_MS);
    watch?.unref();
    let reviving = false;
    const revive = async () => {
      if (reviving || (isAlive(pid) && isPostgres(pid))) return;
      reviving = true;
      try {
        pid = await withFileLock(paths.lock, run);
        options.onRestart?.(undefined);
      } catch (error) {
        options.onRestart?.(error);
      } finally {
        reviving = false;
      }
    };

    const leave = async () => {
      rmSync(registration, { force: true });
      if (otherClients(paths) === 0) await shutDown(pid, clock);
    };
    let stopping: Promise<void> | undefined;
    const server: EmbeddedServer = {
      get port() {
        return secrets.port;
      },
      get pid() {
        return pid;
      },
      password: (login) => passwordOf(secrets, login),
      url: (login, database) =>
        `postgres://${login}:${passwordOf(secrets, login)}@127.0.0.1:${secrets.port}/${database}`,
      stop: () => {
        clearInterval(watch);
        stopping ??= withFileLock(paths.lock, leave);
        return stopping;
      },
    };
    try {
      await options.prepare?.(server);
    } catch (error) {
      clearInterval(watch);
      await leave();
      throw error;
    }
    return server;
  });
}

function passwordOf(secrets: Secrets, login: string): string {
  const password = secrets.passwords[login];
  if (password === undefined) {
    throw new AppError('configuration', `The data folder holds no password for ${login}`);
  }
  return password;
}

/** How many other living processes use the folder; forgets those that died. */
function otherClients(paths: Paths): number {
  let living = 0;
  for (const name of readdirSync(paths.clients)) {
    if (isMarkAlive(name.split('-')[0] ?? '')) living += 1;
    else rmSync(path.join(paths.clients, name), { force: true });
  }
  return living;
}
