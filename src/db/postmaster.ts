import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { type Paths, type Secrets, SUPERUSER, writeSecrets } from './data-folder.ts';
import { isAlive } from './file-lock.ts';
import { freePort, isFree } from './ports.ts';
import { type PostgresBinaries, serverUser, startDetached } from './postgres-binaries.ts';

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

/** Joins a server that already runs in the folder (waiting while it starts or recovers); undefined if none does. */
export async function adopt(paths: Paths, secrets: Secrets, clock: Clock): Promise<number | undefined> {
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

export async function launch(
  paths: Paths,
  secrets: Secrets,
  binaries: PostgresBinaries,
  extraSettings: Readonly<Record<string, string>>,
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
    const settings = { ...SETTINGS, port: String(secrets.port), ...extraSettings };
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

export async function shutDown(pid: number, clock: Clock): Promise<void> {
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

export function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
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
