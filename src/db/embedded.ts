import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { type Clock, systemClock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { isAlive, withFileLock } from './file-lock.ts';
import {
  type PostgresBinaries,
  productBinaries,
  runToEnd,
  serverUser,
  startDetached,
} from './postgres-binaries.ts';

const SUPERUSER = 'postgres';
const START_MS = 60_000;
const STOP_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/** Settings that differ from PostgreSQL's defaults; durability is never among them. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
};

export interface EmbeddedOptions {
  /** Programs to run; the product's own by default. */
  readonly binaries?: PostgresBinaries;
  /** Server settings beside or in place of the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/** A running server in a folder of ours, shared by every process that uses the folder. */
export interface EmbeddedServer {
  readonly port: number;
  readonly pid: number;
  /** Address of a database on it, for a role whose password the folder holds. */
  url(role: string, database: string): string;
  /** Password of a role, made at first use and kept in the folder's secrets. */
  password(role: string): string;
  /** Leaves the server; the last process to leave stops it. Idempotent. */
  stop(): Promise<void>;
}

interface Secrets {
  port: number;
  passwords: Record<string, string>;
}

interface Paths {
  readonly root: string;
  readonly data: string;
  readonly secrets: string;
  readonly clients: string;
  readonly lock: string;
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
  const token = `${process.pid}-${randomBytes(4).toString('hex')}`;

  const server = await withFileLock(paths.lock, async () => {
    const secrets = readSecrets(paths);
    await createCluster(paths, secrets, binaries);
    await checkVersion(paths, binaries);
    const pid =
      (await adopt(paths, secrets, clock)) ?? (await launch(paths, secrets, binaries, options, clock));
    writeFileSync(path.join(paths.clients, token), '');
    return { pid, secrets };
  });

  const password = (role: string): string => {
    const kept = server.secrets.passwords[role];
    if (kept !== undefined) return kept;
    const made = randomBytes(24).toString('base64url');
    server.secrets.passwords[role] = made;
    writeSecrets(paths, server.secrets);
    return made;
  };
  let stopping: Promise<void> | undefined;
  return {
    port: server.secrets.port,
    pid: server.pid,
    password,
    url: (role, database) =>
      `postgres://${role}:${encodeURIComponent(password(role))}@127.0.0.1:${server.secrets.port}/${database}`,
    stop: () => {
      stopping ??= withFileLock(paths.lock, async () => {
        rmSync(path.join(paths.clients, token), { force: true });
        if (otherClients(paths) === 0) await shutDown(server.pid, clock);
      });
      return stopping;
    },
  };
}

function pathsIn(root: string): Paths {
  return {
    root,
    data: path.join(root, 'postgres'),
    secrets: path.join(root, 'secrets.json'),
    clients: path.join(root, 'clients'),
    lock: path.join(root, 'start.lock'),
  };
}

function readSecrets(paths: Paths): Secrets {
  try {
    return JSON.parse(readFileSync(paths.secrets, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new AppError('configuration', `${paths.secrets} cannot be read`, {
        hint: 'It holds the password of the database beside it: restore it from a backup.',
        cause: error,
      });
    }
    return { port: 0, passwords: { [SUPERUSER]: randomBytes(24).toString('base64url') } };
  }
}

function writeSecrets(paths: Paths, secrets: Secrets): void {
  const next = `${paths.secrets}.new`;
  writeFileSync(next, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(next, paths.secrets);
}

/** The major version that made the cluster in the folder, or undefined when there is none yet. */
function clusterVersion(paths: Paths): string | undefined {
  try {
    return readFileSync(path.join(paths.data, 'PG_VERSION'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

async function createCluster(paths: Paths, secrets: Secrets, binaries: PostgresBinaries): Promise<void> {
  if (clusterVersion(paths) !== undefined) return;
  writeSecrets(paths, secrets);
  // Made beside its place and moved there whole, so that a crash half-way leaves nothing that looks finished.
  const making = `${paths.data}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const user = serverUser();
  user.own(making);
  const passwordFile = path.join(paths.root, 'initdb.password');
  writeFileSync(passwordFile, `${secrets.passwords[SUPERUSER]}\n`, { mode: 0o600 });
  user.own(passwordFile);
  const logFile = path.join(paths.root, 'initdb.log');
  const output = openSync(logFile, 'w', 0o600);
  try {
    const args = [`--pgdata=${making}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
    const code = await runToEnd(
      binaries.initdb,
      [...args, '--auth=scram-sha-256', '--encoding=UTF8', ...(await localeFlags(binaries))],
      { user, cwd: paths.root, output },
    );
    if (code !== 0) {
      throw new AppError('configuration', `PostgreSQL could not create its files in ${paths.data}`, {
        hint: `See ${logFile}; the folder must be on a disk with room, and its parents readable.`,
        details: readFileSync(logFile, 'utf8').slice(-2000),
      });
    }
  } finally {
    closeSync(output);
    rmSync(passwordFile, { force: true });
  }
  renameSync(making, paths.data);
}

/** 18 sorts by itself, alike everywhere; older ones ask the system for the nearest locale. */
async function localeFlags(binaries: PostgresBinaries): Promise<string[]> {
  return (await majorVersion(binaries)) >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale=C.UTF-8'];
}

async function majorVersion(binaries: PostgresBinaries): Promise<number> {
  const { spawnSync } = await import('node:child_process');
  const out = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout;
  return Number(/(\d+)(?:\.\d+)?/.exec(out)?.[1] ?? 0);
}

async function checkVersion(paths: Paths, binaries: PostgresBinaries): Promise<void> {
  const found = clusterVersion(paths);
  const ours = await majorVersion(binaries);
  if (found === String(ours)) return;
  throw new AppError(
    'database_too_new',
    `${paths.data} was made by PostgreSQL ${found}, and this Lotline runs PostgreSQL ${ours}`,
    { hint: 'Use the Lotline version that made it, or another LOTLINE_DATA folder.' },
  );
}

/** The process that the server's own pid file names, when it is alive and really a server. */
function runningServer(paths: Paths): { pid: number; port: number } | undefined {
  const file = path.join(paths.data, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (pid > 0 && isAlive(pid) && isPostgres(pid)) return { pid, port: Number(lines[3] ?? 0) };
  // Left by a crash. PostgreSQL would refuse to start when another program has that number by now.
  rmSync(file, { force: true });
  return undefined;
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

/** Joins a server that already runs in the folder (waiting while it starts or recovers); undefined if none does. */
async function adopt(paths: Paths, secrets: Secrets, clock: Clock): Promise<number | undefined> {
  const deadline = clock.now() + START_MS;
  for (;;) {
    const running = runningServer(paths);
    if (running === undefined) return undefined;
    if (running.port > 0 && (await answers({ ...secrets, port: running.port }))) {
      if (secrets.port !== running.port) {
        secrets.port = running.port;
        writeSecrets(paths, secrets);
      }
      return running.pid;
    }
    if (clock.now() > deadline) {
      throw new AppError('database_unavailable', `The PostgreSQL in ${paths.data} runs but does not answer`, {
        hint: `See ${path.join(paths.data, 'log')}, or end process ${running.pid}.`,
      });
    }
    await clock.sleep(LOOK_AGAIN_MS);
  }
}

async function launch(
  paths: Paths,
  secrets: Secrets,
  binaries: PostgresBinaries,
  options: EmbeddedOptions,
  clock: Clock,
): Promise<number> {
  const deadline = clock.now() + START_MS;
  const logFile = path.join(paths.root, 'postgres-start.log');
  const user = serverUser();
  // A server killed together with its children frees its memory only when the last child is gone: try again.
  for (;;) {
    if (!(await isFree(secrets.port))) secrets.port = await freePort();
    writeSecrets(paths, secrets);
    const output = openSync(logFile, 'w', 0o600);
    const settings = { ...SETTINGS, port: String(secrets.port), ...options.settings };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = startDetached(binaries.postgres, ['-D', paths.data, ...flags], {
      user,
      cwd: paths.root,
      output,
    });
    closeSync(output);
    child.unref();
    const exited = new Promise<'exited'>((resolve) => {
      child.on('error', () => resolve('exited'));
      child.on('exit', () => resolve('exited'));
    });
    const outcome = await Promise.race([exited, untilAnswers(secrets, deadline, clock)]);
    const pid = runningServer(paths)?.pid;
    if (outcome === 'answers' && pid !== undefined) return pid;
    if (clock.now() > deadline) {
      throw new AppError('database_unavailable', `PostgreSQL did not start in ${paths.data}`, {
        hint: `See ${logFile} and ${path.join(paths.data, 'log')}.`,
        details: readFileSync(logFile, 'utf8').slice(-2000),
      });
    }
    await clock.sleep(500);
  }
}

async function untilAnswers(secrets: Secrets, deadline: number, clock: Clock): Promise<'answers' | 'silent'> {
  while (clock.now() < deadline) {
    if (await answers(secrets)) return 'answers';
    await clock.sleep(LOOK_AGAIN_MS);
  }
  return 'silent';
}

async function answers(secrets: Secrets): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: secrets.port,
    user: SUPERUSER,
    database: 'postgres',
    password: secrets.passwords[SUPERUSER],
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function isFree(port: number): Promise<boolean> {
  if (port === 0) return false;
  return (await listenOn(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new AppError('configuration', 'No free port on 127.0.0.1');
  return port;
}

/** Opens and closes a listener; the port it got, or undefined when it could not have that one. */
function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** How many other living processes use the folder; forgets those that died. */
function otherClients(paths: Paths): number {
  let living = 0;
  for (const name of readdirSync(paths.clients)) {
    if (isAlive(Number.parseInt(name, 10))) living += 1;
    else rmSync(path.join(paths.clients, name), { force: true });
  }
  return living;
}

async function shutDown(pid: number, clock: Clock): Promise<void> {
  if (!isAlive(pid)) return;
  // "Fast": open transactions are rolled back, everything committed is on disk when it ends.
  process.kill(pid, 'SIGINT');
  const deadline = clock.now() + STOP_MS;
  while (isAlive(pid) && isPostgres(pid)) {
    if (clock.now() > deadline) {
      throw new AppError('database_unavailable', `PostgreSQL (process ${pid}) does not stop`, {
        hint: 'It is finishing a checkpoint; it will end by itself.',
      });
    }
    await clock.sleep(20);
  }
}
