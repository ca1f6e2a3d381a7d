import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import { memberOf } from '../base/record.ts';

export const SUPERUSER = 'postgres';
export const OWNER = 'lotline_owner';
/** The SQL login for people and agents that an embedded database comes with. */
export const AGENT_LOGIN = 'lotline_agent_default';

/** Logins of an embedded server; each has a random password, made once and kept in the folder. */
const LOGINS = [SUPERUSER, OWNER, 'lotline_api', 'lotline_worker', AGENT_LOGIN];

const secretsSchema = z.object({ port: z.number(), passwords: z.record(z.string(), z.string()) });
export type Secrets = z.infer<typeof secretsSchema>;

export interface Paths {
  readonly root: string;
  readonly data: string;
  readonly secrets: string;
  readonly clients: string;
  readonly lock: string;
}

export function pathsIn(root: string): Paths {
  return {
    root,
    data: path.join(root, 'postgres'),
    secrets: path.join(root, 'secrets.json'),
    clients: path.join(root, 'clients'),
    lock: path.join(root, 'start.lock'),
  };
}

export function readSecrets(paths: Paths): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(paths.secrets, 'utf8')));
  } catch (error) {
    if (memberOf(error, 'code') !== 'ENOENT') {
      throw new AppError('configuration', `${paths.secrets} cannot be read`, {
        hint: 'It holds the password of the database beside it: restore it from a backup.',
        cause: error,
      });
    }
    return { port: 0, passwords: Object.fromEntries(LOGINS.map((login) => [login, randomPassword()])) };
  }
}

/** 192 random bits, in characters that need no escaping in an address. */
function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

export function writeSecrets(paths: Paths, secrets: Secrets): void {
  const next = `${paths.secrets}.new`;
  writeFileSync(next, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(next, paths.secrets);
}
