import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Installs the packages of bench/package.json when they are missing, by the lockfile. */
export function installPeers(): void {
  if (existsSync(`${FOLDER}/node_modules/graphile-worker`) && existsSync(`${FOLDER}/node_modules/pg-boss`))
    return;
  console.error('installing the peers (bench/package-lock.json) ...');
  // What the surrounding `npm run` tells its children would point npm at the other package.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    env,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`npm ci in ${FOLDER} failed`);
}
