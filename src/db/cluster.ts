import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../base/errors.ts';
import { type Paths, type Secrets, SUPERUSER, writeSecrets } from './data-folder.ts';
import { type PostgresBinaries, runToEnd, serverUser } from './postgres-binaries.ts';

export async function createCluster(
  paths: Paths,
  secrets: Secrets,
  binaries: PostgresBinaries,
): Promise<void> {
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
  return majorVersion(binaries) >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale=C.UTF-8'];
}

function majorVersion(binaries: PostgresBinaries): number {
  const out = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout;
  return Number(/(\d+)(?:\.\d+)?/.exec(out)?.[1] ?? 0);
}

export async function checkVersion(paths: Paths, binaries: PostgresBinaries): Promise<void> {
  const found = clusterVersion(paths);
  const ours = majorVersion(binaries);
  if (found === String(ours)) return;
  throw new AppError(
    'database_too_new',
    `${paths.data} was made by PostgreSQL ${found}, and this Lotline runs PostgreSQL ${ours}`,
    { hint: 'Use the Lotline version that made it, or another LOTLINE_DATA folder.' },
  );
}

/** The major version that made the cluster in the folder, or undefined when there is none yet. */
function clusterVersion(paths: Paths): string | undefined {
  try {
    return readFileSync(path.join(paths.data, 'PG_VERSION'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
