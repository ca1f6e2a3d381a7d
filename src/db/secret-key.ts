import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { memberOf } from '../base/record.ts';

/**
 * The key that seals secrets stored in the database: `LOTLINE_SECRET_KEY`, or with the embedded database a file beside
 * it, made at first use. Throws `secret_key_needed` with an outside database and no key: a file here would not be where
 * the other servers of that database are.
 */
export function secretKey(config: Pick<Config, 'secretKey' | 'databaseUrl' | 'dataFolder'>): Buffer {
  if (config.secretKey !== undefined) return Buffer.from(config.secretKey, 'hex');
  if (config.databaseUrl !== undefined) {
    throw new AppError('secret_key_needed', 'Secrets cannot be stored: LOTLINE_SECRET_KEY is not set', {
      hint: 'Set it to 64 hexadecimal digits (openssl rand -hex 32), the same for every server of this database.',
    });
  }
  const file = path.join(path.resolve(config.dataFolder), 'secret-key');
  return Buffer.from(readKey(file) ?? makeKey(file), 'hex');
}

function readKey(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (memberOf(error, 'code') === 'ENOENT') return undefined;
    throw error;
  }
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new AppError('configuration', `${file} is not a key`, {
    hint: 'It seals the secrets in the database beside it: restore it from a backup.',
  });
}

/** Makes the file whole or not at all; of two processes that do so at once, both get the key of the first. */
function makeKey(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (memberOf(error, 'code') !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  const key = readKey(file);
  if (key === undefined) throw new Error(`${file} was made and is not there`);
  return key;
}
